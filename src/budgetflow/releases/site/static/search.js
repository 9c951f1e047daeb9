// Search without a server: shards of bigrams, loaded as scripts so that it works from a disk. The hash and the normal form
// are those of site/search_index.py.
"use strict";
const budgetflowSearch = (() => {
  const SHOWN = 30;
  // Whose names are fetched to be ranked, at worst a file each: sixty took up to 470 ms among 33,334 publishers.
  const CANDIDATES = 40;
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

  const pairs = (chars, sign = "") => [...new Set(chars.slice(0, -1).map((c, at) => sign + c + chars[at + 1]))];

  // Pinyin without blanks and tones, parted into syllables that occur: jiaoyuju is jiao, yu, ju.
  const syllables = (word) => {
    const known = new Set(loaded.meta.syllables);
    const ways = [[]];
    for (let end = 1; end <= word.length; end += 1) {
      for (let start = Math.max(0, end - 6); start < end; start += 1) {
        if (!ways[end] && ways[start] && known.has(word.slice(start, end))) ways[end] = [...ways[start], word.slice(start, end)];
      }
    }
    return ways[word.length] || [];
  };

  // What a word may mean: each way is a list of terms that all have to be there.
  const waysOf = (word) => {
    if (/^\d{2,6}$/.test(word)) return [[word.length === 3 ? word : word.slice(0, word.length - (word.length % 2))]];
    if (/^[0-9a-f]{16}$/.test(word)) return [[word]];
    if (!/^[a-z]+$/.test(word)) return [pairs([...word])];
    const windows = [...word].slice(0, -2).map((_, at) => `-${word.slice(at, at + 3)}`);
    return [[`=${word}`], pairs(syllables(word), "~"), word.length < 9 ? [...new Set(windows)] : []];
  };

  const postings = async (term) => {
    const shard = fnv(term) % loaded.meta.shards;
    await load(`t${shard}`);
    let at = 0;
    return (loaded.terms.get(shard)[term] || []).map((step) => (at += step));
  };

  const all = async (terms) => {
    if (!terms.length) return [];
    const lists = await Promise.all(terms.map(postings));
    lists.sort((a, b) => a.length - b.length);
    return lists.reduce((left, right) => {
      const there = new Set(right);
      return left.filter((number) => there.has(number));
    });
  };

  const any = async (word) => {
    const lists = await Promise.all(waysOf(word).map(all));
    return [...new Set(lists.flat())].sort((a, b) => a - b);
  };

  const name = async (number) => {
    const shard = Math.floor(number / loaded.meta.namesAShard);
    await load(`n${shard}`);
    const [href, title, english, note, code] = loaded.names.get(shard)[number % loaded.meta.namesAShard];
    return { href, title, english, note, code };
  };

  const find = async (words, within) => {
    await load("meta");
    const parts = words.split(/\s+/).map(normal).filter(Boolean); // a place and a name, say: each is looked for by itself
    const query = parts.join("");
    if (!parts.length || parts.every((part) => !waysOf(part).some((way) => way.length))) return { query, found: [], more: 0, short: true };
    const lists = await Promise.all(parts.map(any));
    lists.sort((a, b) => a.length - b.length);
    const numbers = lists.reduce((left, right) => {
      const there = new Set(right);
      return left.filter((number) => there.has(number));
    });
    let candidates = await Promise.all(numbers.slice(0, CANDIDATES).map(name));
    if (within) candidates = candidates.filter((entry) => entry.href.startsWith(within));
    const rank = (entry) => {
      const title = normal(entry.title);
      return title === query || entry.code === query ? 0 : parts.every((part) => title.includes(part)) ? 1 : 2;
    };
    const kind = (entry) => "kprd".indexOf(entry.href[0]); // what is ranked, publishers, places, projects
    candidates.sort((a, b) => rank(a) - rank(b) || kind(a) - kind(b) || a.title.length - b.title.length);
    return { query, found: candidates.slice(0, SHOWN), more: Math.max(0, numbers.length - Math.max(SHOWN, candidates.length)) };
  };

  const SORTS = { p: ["", ""], k: ["排名", "ranking"], r: ["地区", "place"], d: ["项目", "project"] };

  const show = ({ query, found, more, short }) => {
    const list = document.getElementById("results");
    const state = document.getElementById("search-state");
    const english = document.documentElement.dataset.lang === "en";
    list.replaceChildren(...found.map((entry) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const id = entry.href.slice(2, -5);
      link.href = form.dataset.choose ? `#${id}` : `${root}${entry.href}`;
      link.textContent = entry.title;
      const quiet = document.createElement("span");
      quiet.className = "quiet";
      const said = [SORTS[entry.href[0]][english ? 1 : 0], english ? entry.english : "", entry.note].filter(Boolean);
      quiet.textContent = ` ${said.join(" · ")}`;
      item.append(link, quiet);
      return item;
    }));
    if (short) state.textContent = query ? (english ? "Two characters or more, please." : "请输入两个字以上。") : "";
    else if (!found.length) {
      state.textContent = english
        ? "Nothing found. Try a shorter name, its pinyin or initials (jyj), an English word (education), a place or a region code."
        : "没有找到。试试更短的名称、拼音或首字母（jyj）、英文（education）、地名或行政区划代码。";
    } else state.textContent = english ? `${found.length + more} found` : `找到 ${found.length + more} 个`;
  };

  if (form) {
    const input = document.getElementById("q");
    let turn = 0;
    const run = async () => {
      const mine = (turn += 1);
      const result = await find(input.value, form.dataset.choose ? "p/" : "");
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
