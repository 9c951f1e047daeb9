// Every table can be taken away as CSV or XLSX, of just that table; made here, so that nothing has to be stored twice.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const english = () => document.documentElement.dataset.lang === "en";
  const rowsOf = (table) => [...table.rows].filter((row) => row.offsetParent !== null || table.offsetParent === null).map((row) => [...row.cells].filter((cell) => !cell.classList.contains("bar")).map((cell) => cell.innerText.trim().replace(/\s+/g, " ")));
  const number = (text) => (/^-?\d{1,3}(,\d{3})*(\.\d+)?$|^-?\d+(\.\d+)?$/.test(text) && text.replaceAll(",", "").length < 16 && !/^0\d/.test(text) ? text.replaceAll(",", "") : null);
  const save = (name, type, parts) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(parts, { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const nameOf = (table) => {
    const said = table.caption || table.closest("section")?.querySelector("h2") || document.querySelector("h1");
    return said.innerText.trim().replace(/[\\/:*?"<>|\s]+/g, " ").slice(0, 60);
  };
  // a cell that begins like a formula is text, whoever opens the file
  const quoted = (text) => `"${(/^[=+@]|^-(?![\d.])/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const csv = (table) => save(`${nameOf(table)}.csv`, "text/csv", ["\ufeff", rowsOf(table).map((row) => row.map((text) => number(text) ?? quoted(text)).join(",")).join("\r\n")]);

  // A workbook: a ZIP of five kinds of small XML files, stored as they are (ECMA-376, APPNOTE of ZIP).
  const sums = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes) => (bytes.reduce((c, byte) => sums[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const zip = (files) => {
    const parts = [];
    const central = [];
    let at = 0;
    for (const [name, text] of files) {
      const path = new TextEncoder().encode(name);
      const body = new TextEncoder().encode(text);
      const fields = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc(body), 4], [body.length, 4], [body.length, 4], [path.length, 2], [0, 2]];
      parts.push(packed([[0x04034b50, 4], ...fields]), path, body);
      central.push(packed([[0x02014b50, 4], [20, 2], ...fields, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), path);
      at += 30 + path.length + body.length;
    }
    const size = central.reduce((sum, part) => sum + part.length, 0);
    return [...parts, ...central, packed([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]])];
  };
  const packed = (fields) => Uint8Array.from(fields.flatMap(([value, size]) => Array.from({ length: size }, (_, byte) => (value >>> (8 * byte)) & 255)));
  const xml = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const sheet = (table) => `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rowsOf(table).map((row) => `<row>${row.map((text) => (number(text) === null ? `<c t="inlineStr"><is><t>${xml(text)}</t></is></c>` : `<c><v>${number(text)}</v></c>`)).join("")}</row>`).join("")}</sheetData></worksheet>`;
  const xlsx = (tables, name) => {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    const main = "http://schemas.openxmlformats.org";
    const names = tables.map((table, at) => `${at + 1} ${nameOf(table).replace(/[[\]']/g, " ")}`.slice(0, 31));
    const files = [
      ["[Content_Types].xml", `${head}<Types xmlns="${main}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${tables.map((_, at) => `<Override PartName="/xl/s${at}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`],
      ["_rels/.rels", `${head}<Relationships xmlns="${main}/package/2006/relationships"><Relationship Id="r1" Type="${main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
      ["xl/workbook.xml", `${head}<workbook xmlns="${main}/spreadsheetml/2006/main" xmlns:r="${main}/officeDocument/2006/relationships"><sheets>${names.map((said, at) => `<sheet name="${xml(said)}" sheetId="${at + 1}" r:id="s${at}"/>`).join("")}</sheets></workbook>`],
      ["xl/_rels/workbook.xml.rels", `${head}<Relationships xmlns="${main}/package/2006/relationships">${tables.map((_, at) => `<Relationship Id="s${at}" Type="${main}/officeDocument/2006/relationships/worksheet" Target="s${at}.xml"/>`).join("")}</Relationships>`],
      ...tables.map((table, at) => [`xl/s${at}.xml`, head + sheet(table)]),
    ];
    save(`${name}.xlsx`, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip(files));
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  for (const table of document.querySelectorAll("main .scroll > table")) {
    const bar = document.createElement("p");
    bar.className = "take";
    bar.append(button("CSV", () => csv(table)), " ", button("XLSX", () => xlsx([table], nameOf(table))));
    const heading = table.closest("section")?.querySelector("h2[id]");
    if (heading) {
      const link = document.createElement("a");
      link.href = `#${heading.id}`;
      link.textContent = "#";
      link.title = "永久链接 Permanent link";
      link.setAttribute("aria-label", "永久链接 Permanent link");
      bar.append(" ", link);
    }
    bar.hidden = table.hidden; // the answer of a query is empty until one was run
    table.addEventListener("filled", () => { bar.hidden = false; });
    table.parentElement.after(bar);
  }
  const book = document.getElementById("book");
  if (book) book.addEventListener("click", () => xlsx([...document.querySelectorAll("table.printed")], document.querySelector("h1").innerText.slice(0, 60)));
  for (const made of document.querySelectorAll("[data-copy]")) {
    made.addEventListener("click", async () => {
      const text = document.getElementById(made.dataset.copy).innerText;
      try { await navigator.clipboard.writeText(text); made.textContent = english() ? "Copied" : "已复制"; } catch { getSelection().selectAllChildren(document.getElementById(made.dataset.copy)); }
    });
  }
});
