// Publishers side by side: the address after # names them and the year, so that a comparison can be sent to someone.
"use strict";
const budgetflowCompare = (() => {
  const MOST = 4;
  const known = new Map();
  const root = document.getElementById("search").dataset.root;
  const chosen = () => location.hash.slice(1).split(",").filter((id) => /^[0-9a-f]{16}$/.test(id)).slice(0, MOST);
  const english = () => document.documentElement.dataset.lang === "en";

  const load = (id) => new Promise((done) => {
    if (known.has(id)) return done();
    const script = document.createElement("script");
    script.src = `${root}p/${id}.js`;
    script.onload = done;
    script.onerror = done;
    document.head.append(script);
    return undefined;
  });

  // Figures come in fen, as whole numbers; pages show 万元, and million yuan in English, with two decimals.
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const money = (fen, zh) => (fen / (zh ? 1e6 : 1e8)).toLocaleString("en-GB", digits);
  const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)}%`;
  const signed = (value, before) => `${value >= before ? "+" : ""}${(((value - before) / Math.abs(before)) * 100).toFixed(1)}%`;

  const node = (kind, className, ...inside) => {
    const made = document.createElement(kind);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  };
  const both = (zh, en) => ["zh", "en"].map((language) => {
    const said = node("span", "", language === "zh" ? zh : en);
    said.lang = language;
    return said;
  });

  const chips = (who) => document.getElementById("chips").replaceChildren(...who.map((publisher) => {
    const button = node("button", "", "×");
    button.type = "button";
    button.setAttribute("aria-label", `移除 Remove ${publisher.name}`);
    button.addEventListener("click", () => { location.hash = chosen().filter((id) => id !== publisher.id).join(","); });
    const link = node("a", "", publisher.name);
    link.href = `${root}p/${publisher.id}.html`;
    return node("li", "", link, button);
  }));

  // Every row: a year, stage and item with a figure of each publisher.
  const rowsOf = (who) => {
    const rows = new Map();
    who.forEach((publisher, at) => {
      for (const [year, stageZh, stageEn, order, zh, en, fen] of publisher.facts) {
        const key = `${9999 - year}|${stageEn}|${order}`;
        if (!rows.has(key)) rows.set(key, { group: `${year}|${stageEn}`, zh, en, period: [`${year} ${stageZh}`, `${year} ${stageEn}`], order, figures: [] });
        rows.get(key).figures[at] = fen;
      }
    });
    return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  };

  const wholes = (rows, count) => {
    const found = {};
    for (const row of rows) {
      if (row.order !== "003" && row.order !== "002") continue; // expenditure of the year, else the total
      const held = (found[row.group] ||= []);
      for (let at = 0; at < count; at += 1) if (row.figures[at] && (row.order === "003" || !held[at])) held[at] = row.figures[at];
    }
    return found;
  };

  const figure = (row, at, whole) => {
    const fen = row.figures[at];
    if (fen === undefined) return node("td", "n", node("span", "quiet", ...both("未注明", "not stated")));
    const made = node("td", "n", ...both(money(fen, true), money(fen, false)));
    const said = [];
    if (whole && row.order.startsWith("1")) said.push(percent(fen, whole));
    if (at > 0 && row.figures[0]) said.push(signed(fen, row.figures[0]));
    if (said.length) made.append(node("span", "quiet", said.join(" · ")));
    const most = Math.max(...row.figures.filter((value) => value !== undefined));
    if (most > 0 && fen > 0) {
      const bar = node("i", "");
      bar.style.width = `${(100 * fen) / most}%`;
      made.append(bar);
    }
    return made;
  };

  const draw = async () => {
    const ids = chosen();
    await Promise.all(ids.map(load));
    const who = ids.map((id) => known.get(id)).filter(Boolean);
    chips(who);
    document.getElementById("compared").hidden = !who.length;
    document.getElementById("examples").hidden = Boolean(who.length);
    const head = document.getElementById("who");
    head.replaceChildren(head.firstElementChild, ...who.map((publisher) => {
      const made = node("th", "n", publisher.name);
      made.scope = "col";
      return made;
    }));
    const rows = rowsOf(who);
    const whole = wholes(rows, who.length);
    let group = "";
    document.getElementById("figures").replaceChildren(...rows.flatMap((row) => {
      const label = node("th", "", ...both(row.zh, row.en));
      label.scope = "row";
      const line = node("tr", "", label, ...who.map((_, at) => figure(row, at, (whole[row.group] || [])[at])));
      if (row.group === group) return [line];
      group = row.group;
      const title = node("th", "group", ...both(...row.period));
      title.colSpan = who.length + 1;
      title.scope = "rowgroup";
      return [node("tr", "", title), line];
    }));
  };

  document.getElementById("results").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    location.hash = [...new Set([...chosen(), link.hash.slice(1)])].slice(-MOST).join(",");
  });
  document.getElementById("share").addEventListener("click", async () => {
    const said = document.getElementById("shared");
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = english() ? "Copied." : "已复制。";
    } catch {
      said.textContent = location.href; // a browser may forbid it to pages on a disk
    }
  });
  addEventListener("hashchange", draw);
  draw();
  return (publisher) => known.set(publisher.id, publisher);
})();
