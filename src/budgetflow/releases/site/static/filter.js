// Shows the errors of the chosen place, year and check: the cards of the page, and a line for each of the others, which are
// fetched as they are needed. The choice is kept in the address, so that it can be sent on.
"use strict";
const budgetflowErrors = (() => {
  const SHOWN = 40; // lines that are added at a time
  const FACETS = ["place", "year", "check"]; // in the order of errors/meta.js
  const form = document.getElementById("filters");
  const shards = new Map();
  const waiting = new Map();
  let meta = null;
  let asked = 0; // the newest choice; an answer to an older one is dropped

  const load = (file) => {
    if (!waiting.has(file)) {
      waiting.set(file, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${form.dataset.root}errors/${file}.js`;
        script.onload = done;
        script.onerror = () => failed(new Error(file));
        document.head.append(script);
      }));
    }
    return waiting.get(file);
  };

  const text = (lang, words) => Object.assign(document.createElement("span"), { lang, textContent: words });

  const lineOf = ([href, who, stageZh, stageEn, zh, en]) => {
    const line = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: form.dataset.root + href });
    link.append(`${who} `, text("zh", stageZh), text("en", stageEn));
    line.append(link, " ", text("zh", zh), text("en", en));
    return line;
  };

  const wanted = () => [...new FormData(form)].filter(([, value]) => value);

  // Adds the next lines of the errors numbered in `left`, and offers more while there are any.
  const add = async (left, choice) => {
    const some = left.splice(0, SHOWN);
    await Promise.all(some.map((number) => load(`e${Math.floor(number / meta.aShard)}`)));
    if (choice !== asked) return;
    const lines = some.map((number) => lineOf(shards.get(Math.floor(number / meta.aShard))[number % meta.aShard]));
    document.getElementById("others").append(...lines);
    const further = document.getElementById("further");
    further.hidden = !left.length;
    further.onclick = () => add(left, choice);
  };

  const draw = async () => {
    const choice = (asked += 1);
    const chosen = wanted();
    const cards = [...document.querySelectorAll("#cases > li")];
    for (const card of cards) card.hidden = chosen.some(([name, value]) => card.dataset[name] !== value);
    document.getElementById("others").replaceChildren();
    document.getElementById("further").hidden = true;
    if (!chosen.length) {
      document.getElementById("shown").textContent = meta && meta.of.length > cards.length ? `${cards.length} / ${meta.of.length}` : cards.length;
      return;
    }
    await load("meta");
    if (choice !== asked) return;
    const fits = meta.facets.map((facets) => chosen.every(([name, value]) => facets[FACETS.indexOf(name)] === value));
    const found = meta.of.flatMap((facets, number) => (fits[facets] ? [number] : []));
    document.getElementById("shown").textContent = found.length;
    await add(found.filter((number) => number >= cards.length), choice);
  };

  addEventListener("DOMContentLoaded", () => {
    if (!form) return;
    const given = new URLSearchParams(location.hash.slice(1));
    for (const select of form.elements) if (given.has(select.name)) select.value = given.get(select.name);
    form.addEventListener("change", () => {
      draw();
      history.replaceState(null, "", `#${new URLSearchParams(wanted())}`);
    });
    if (wanted().length) draw();
  });

  return {
    meta: (_, told) => { meta = told; },
    errors: (number, told) => shards.set(number, told),
  };
})();
