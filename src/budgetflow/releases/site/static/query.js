// Runs SQL over the release's CSV files with DuckDB-WASM, which is fetched when a query is run and not before.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("query");
  const root = form.dataset.root;
  const engine = `${root}assets/query-engine/`;
  const sql = document.getElementById("sql");
  const example = document.getElementById("example");
  const said = document.getElementById("said");
  const queries = JSON.parse(document.getElementById("queries").textContent);
  const schemas = JSON.parse(document.getElementById("schemas").textContent);
  const say = (zh, en) => { said.textContent = document.documentElement.dataset.lang === "en" ? en : zh; };

  const choose = () => { sql.value = queries[Number(example.value) - 1].sql; };
  const asked = () => {
    const number = /^#q(\d+)$/.exec(location.hash);
    if (number && queries[number[1] - 1]) { example.value = number[1]; choose(); }
  };
  example.addEventListener("change", () => { choose(); history.replaceState(null, "", `#q${example.value}`); });
  addEventListener("hashchange", asked);
  asked();
  document.getElementById("copy").addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(sql.value); say("已复制。", "Copied."); } catch { sql.select(); }
  });

  const script = (name) => new Promise((done, failed) => {
    const made = document.createElement("script");
    made.src = engine + name;
    made.onload = done;
    made.onerror = () => failed(new Error(name));
    document.head.append(made);
  });

  let opened = null;
  const open = async () => {
    await script("Arrow.es2015.min.js");
    // the engine's file is CommonJS: it asks for Arrow by require and leaves its names on exports
    window.module = { exports: {} };
    window.exports = window.module.exports;
    window.require = () => window.Arrow;
    await script("duckdb-browser.cjs");
    const duckdb = window.module.exports;
    const base = new URL(engine, location.href);
    const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(new URL("duckdb-browser-eh.worker.js", base)));
    await db.instantiate(new URL("duckdb-eh.wasm", base).href);
    const connection = await db.connect();
    await connection.query("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
    return { db, connection, held: new Set() };
  };

  const load = async ({ db, connection, held }, name) => {
    if (held.has(name)) return;
    const answer = await fetch(`${root}csv/${name}.csv.gz`);
    const plain = answer.body.pipeThrough(new DecompressionStream("gzip"));
    await db.registerFileBuffer(`${name}.csv`, new Uint8Array(await new Response(plain).arrayBuffer()));
    const columns = Object.entries(schemas[name]);
    // lists come as text; year and province stand in the file though they are no columns of the schema
    const typed = columns.filter(([, type]) => type !== "VARCHAR").map(([column, type]) => `TRY_CAST("${column}" AS ${type}) AS "${column}"`);
    await connection.query(`CREATE TABLE "${name}" AS SELECT * REPLACE (${typed.join(", ") || "1 AS one"}) FROM read_csv('${name}.csv', header = true, all_varchar = true)`.replace(" REPLACE (1 AS one)", ""));
    held.add(name);
  };

  const cell = (kind, text, number) => {
    const made = document.createElement(kind);
    if (text === null) {
      made.className = "quiet";
      text = document.documentElement.dataset.lang === "en" ? "not stated" : "未注明";
    }
    made.textContent = text;
    if (number) made.className = "n";
    return made;
  };

  const show = (columns, rows) => {
    const table = document.getElementById("answer");
    const head = document.createElement("tr");
    head.append(...columns.map((name) => cell("th", name)));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...rows.slice(0, 1000).map((row) => {
      const line = document.createElement("tr");
      line.append(...row.map((value) => cell("td", value, value !== null && /^-?[\d.]+$/.test(value))));
      return line;
    }));
    table.hidden = false;
    table.dispatchEvent(new Event("filled", { bubbles: true }));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.dataset.engine) return;
    if (location.protocol === "file:") {
      say("从磁盘打开的网页不能运行引擎：请用 budgetflow site serve，或照下面的办法。", "A page opened from a disk cannot run the engine: serve the folder, or do as below.");
      return;
    }
    try {
      say("正在准备引擎与数据……", "Fetching the engine and the data ...");
      opened ||= open();
      const at = await opened;
      const words = new Set(sql.value.match(/[a-z_]+/g) || []);
      for (const name of Object.keys(schemas)) if (words.has(name)) await load(at, name);
      const start = performance.now();
      const query = sql.value.trim().replace(/;$/, "");
      const described = await at.connection.query(`DESCRIBE ${query}`);
      const columns = described.toArray().map((row) => row.toJSON().column_name);
      // as text: numbers of 38 digits do not fit what a browser calls a number
      const result = await at.connection.query(`SELECT ${columns.map((name) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR)`).join(", ")} FROM (${query})`);
      const rows = result.toArray().map((row) => Object.values(row.toArray ? row.toArray() : row.toJSON()));
      show(columns, rows);
      const took = ((performance.now() - start) / 1000).toFixed(2);
      say(`${rows.length} 行，${took} 秒`, `${rows.length} rows, ${took} s`);
    } catch (problem) {
      say(`不能运行：${problem.message}`, `It cannot be run: ${problem.message}`);
    }
  });
});
