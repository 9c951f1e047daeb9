// Publishers side by side: the address after # names them, so that a comparison can be sent to someone.
"use strict";
const budgetflowCompare = (() => {
  const MOST = 4;
  const known = new Map();
  const root = document.getElementById("search").dataset.root;
  const chosen = () => location.hash.slice(1).split(",").filter((id) => /^[0-9a-f]{16}$/.test(id)).slice(0, MOST);

  const load = (id) => new Promise((done) => {
    if (known.has(id)) return done();
    const script = document.createElement("script");
    script.src = `${root}p/${id}.js`;
    script.onload = done;
    script.onerror = done;
    document.head.append(script);
    return undefined;
  });

  const cell = (kind, text, number) => {
    const made = document.createElement(kind);
    made.textContent = text;
    if (number) made.className = "n";
    return made;
  };

  const draw = async () => {
    const ids = chosen();
    await Promise.all(ids.map(load));
    const who = ids.map((id) => known.get(id)).filter(Boolean);
    const table = document.getElementById("comparison");
    table.hidden = !who.length;
    const head = document.getElementById("who");
    head.replaceChildren(head.firstElementChild, ...who.map((publisher) => {
      const made = cell("th", "", true);
      const link = document.createElement("a");
      link.href = `${root}p/${publisher.id}.html`;
      link.textContent = publisher.name;
      made.append(link);
      return made;
    }));
    const rows = new Map();
    who.forEach((publisher, at) => {
      for (const [year, stageZh, stageEn, order, zh, en, figure] of publisher.facts) {
        const key = `${9999 - year}|${stageEn}|${order}`;
        if (!rows.has(key)) rows.set(key, { zh: `${year} ${stageZh} ${zh}`, en: `${year} ${stageEn} ${en}`, figures: [] });
        rows.get(key).figures[at] = figure;
      }
    });
    document.getElementById("figures").replaceChildren(...[...rows.keys()].sort().map((key) => {
      const row = document.createElement("tr");
      const label = cell("th", "");
      for (const language of ["zh", "en"]) {
        const said = cell("span", rows.get(key)[language]);
        said.lang = language;
        label.append(said);
      }
      label.scope = "row";
      row.append(label, ...who.map((_, at) => cell("td", rows.get(key).figures[at] || "", true)));
      return row;
    }));
  };

  document.getElementById("results").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const ids = [...new Set([...chosen(), link.hash.slice(1)])].slice(-MOST);
    location.hash = ids.join(",");
  });
  addEventListener("hashchange", draw);
  draw();
  return (publisher) => known.set(publisher.id, publisher);
})();
