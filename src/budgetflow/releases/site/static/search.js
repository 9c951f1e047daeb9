// Search without a server: shards of bigrams, loaded as scripts so that it works from a disk. The hash and the normal form
// are those of site/search_index.py.
"use strict";
const budgetflowSearch = (() => {
  const SHOWN = 30;
  const CANDIDATES = 60; // whose names are fetched to be ranked: of a word as common as 教育局, more would be megabytes
  const loaded = { terms: new Map(), names: new Map(), meta: null };
  const waiting = new Map();
  const form = document.getElementById("search");
  const root = form ? form.dataset.root : "";

  const load = (file) => {
    if (!waiting.has(file)) {
      waiting.set(file, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${root}search/${file}.js`;
        script.onload = done;
        script.onerror = () => failed(new Error(file));
        document.head.append(script);
      }));
    }
    return waiting.get(file);
  };

  const normal = (text) => [...text.normalize("NFKC").toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c)).join("");

  const fnv = (term) => {
    let value = 0x811c9dc5;
    for (let at = 0; at < term.length; at += 1) {
      value = Math.imul(value ^ term.charCodeAt(at), 0x01000193) >>> 0;
    }
    return value;
  };

  const termsOf = (query) => {
    if (/^\d{2,6}$/.test(query)) return [query.slice(0, query.length - (query.length % 2))];
    const chars = [...query];
    return [...new Set(chars.slice(0, -1).map((c, at) => c + chars[at + 1]))];
  };

  const postings = async (term) => {
    const shard = fnv(term) % loaded.meta.shards;
    await load(`t${shard}`);
    let at = 0;
    return (loaded.terms.get(shard)[term] || []).map((step) => (at += step));
  };

  const name = async (number) => {
    const shard = Math.floor(number / loaded.meta.namesAShard);
    await load(`n${shard}`);
    const [id, title, place, years, code] = loaded.names.get(shard)[number % loaded.meta.namesAShard];
    return { id, title, place, years, code };
  };

  const find = async (words) => {
    await load("meta");
    const parts = words.split(/\s+/).map(normal).filter(Boolean); // a place and a name, say: each is looked for by itself
    const query = parts.join("");
    const terms = [...new Set(parts.flatMap(termsOf))];
    if (!terms.length) return { query, found: [], more: 0, short: true };
    const lists = await Promise.all(terms.map(postings));
    lists.sort((a, b) => a.length - b.length);
    const numbers = lists.reduce((left, right) => {
      const there = new Set(right);
      return left.filter((number) => there.has(number));
    });
    const candidates = await Promise.all(numbers.slice(0, CANDIDATES).map(name));
    const rank = (entry) => {
      const title = normal(entry.title);
      return title === query ? 0 : parts.every((part) => title.includes(part)) ? 1 : 2;
    };
    candidates.sort((a, b) => rank(a) - rank(b) || a.title.length - b.title.length);
    return { query, found: candidates.slice(0, SHOWN), more: Math.max(0, numbers.length - SHOWN) };
  };

  const show = ({ query, found, more, short }) => {
    const list = document.getElementById("results");
    const state = document.getElementById("search-state");
    const english = document.documentElement.dataset.lang === "en";
    list.replaceChildren(...found.map((entry) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = form.dataset.choose ? `#${entry.id}` : `${root}p/${entry.id}.html`;
      link.textContent = entry.title;
      const quiet = document.createElement("span");
      quiet.className = "quiet";
      quiet.textContent = ` ${entry.place} ${entry.years}`;
      item.append(link, quiet);
      return item;
    }));
    if (short) state.textContent = query ? (english ? "Two characters or more, please." : "请输入两个字以上。") : "";
    else if (!found.length) state.textContent = english ? "Nothing found." : "没有找到。";
    else state.textContent = english ? `${found.length + more} found` : `找到 ${found.length + more} 个`;
  };

  if (form) {
    const input = document.getElementById("q");
    let turn = 0;
    const run = async () => {
      const mine = (turn += 1);
      const result = await find(input.value);
      if (mine === turn) show(result);
    };
    input.addEventListener("input", run);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = document.querySelector("#results a");
      if (first) first.click();
    });
  }

  return {
    terms: (number, value) => loaded.terms.set(number, value),
    names: (number, value) => loaded.names.set(number, value),
    meta: (number, value) => (loaded.meta = value),
  };
})();
