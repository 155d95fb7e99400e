/** Search: finds what people type in the scripts that src/search/ makes, and shows it as text. */
(() => {
  "use strict";

  const byId = (id) => document.getElementById(`hs-${id}`);
  const [form, listed, results, status] = ["search", "listed", "results", "found"].map(byId);
  const [list, more] = results.querySelectorAll("ol, button");
  const { q, municipality, kind } = form.elements;
  let index, words, pattern, numbers, timer, value;
  let turn = 0;

  /** A text as it is compared, the same as in src/search/fold.rs. */
  const fold = (text) =>
    text
      .replace(/[\p{Cf}\p{VS}]/gu, "")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt() - 96))
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\u301C/g, "~")
      .trim()
      .replace(/[^\S\n]*([\n\u2E80-\uFFFF])[^\S\n]*/g, "$1")
      .replace(/[^\S\n]+/g, " ")
      .replace(/\n+/g, "\n");

  // A script hands over one value, just before it is known to be loaded.
  globalThis.hoshinSearch = (data) => (value = data);
  const loading = {};
  const load = (name) =>
    (loading[name] ??= new Promise((resolve, reject) => {
      const script = make("script");
      script.onload = () => resolve(value);
      script.onerror = reject;
      script.src = form.dataset.index.replace(/[^/]*$/, name ? `${name}.js` : "$&");
      document.head.append(script);
    }));

  /** What a sign, or a pair, weighs in the documents that have it. */
  async function postings(first, second = "") {
    const pair = first.codePointAt() * 2 ** 21 + (second.codePointAt() ?? 0);
    const [, name] = index.shards.findLast(([start]) => start <= pair) ?? [];
    const weights = new Map();
    let number = -1;
    for (const gap of (await load(name))[first]?.[second] ?? []) weights.set((number += 1 + (gap >> 3)), gap & 7);
    return weights;
  }

  /** What a spelling weighs in a document that has all its pairs. */
  async function weigh([first, ...signs]) {
    const pairs = signs.map((sign, at) => postings(signs[at - 1] ?? first, sign));
    const maps = await Promise.all(signs[0] ? pairs : [postings(first)]);
    return (number) => Math.min(...maps.map((map) => map.get(number) ?? -Infinity));
  }

  /** The documents that may have every word, the best first. */
  async function rank(city, sort) {
    let scores = index.documents.map((it) => ((city || it[2]) === it[2] && (sort || it[3]) === it[3] ? 0 : NaN));
    for (const word of words) {
      const each = await Promise.all(word.map(weigh));
      const best = (number) => Math.max(...each.map((weight, at) => weight(number) + (at ? 0 : 8)));
      scores = scores.map((score, number) => score + best(number));
    }
    return [...scores.keys()].filter((at) => scores[at] >= 0).sort((a, b) => scores[b] - scores[a]);
  }

  const anyOf = (texts) => texts.map((text) => text.replace(/[!-/:-@[-\x60{-~]/g, "\\$&")).join("|");

  /** The spellings of a word, its own first; a NUL marks where サーバー may end without its ー. */
  function spell(typed) {
    const end = /([ァ-ヺー]{2}[ァ-ヺ])(ー(?![ァ-ヺー])|(?=[^ァ-ヺー]))/g;
    const word = fold(typed.normalize("NFKC").replace(end, "$1\0$2"));
    const parts = word.split(new RegExp(`(${anyOf(Object.keys(index.variants))})`));
    const own = (part, at) => (at % 2 ? index.variants[part] : [part]);
    const add = (all, spellings) => spellings.flatMap((next) => all.map((start) => start + next)).slice(0, 9);
    return parts.map(own).reduce(add, [""]);
  }

  const hits = (text) => [...fold(text).matchAll(pattern)];
  const count = (text) => words.filter((word) => word.some((spelling) => text.includes(spelling))).length;

  /** How much of a text folds to so many signs. */
  function reach(text, signs) {
    let at = 0;
    for (let step = 1 << 20; step; step >>= 1) if (fold(text.slice(0, at + step)).length <= signs) at += step;
    return at;
  }

  const say = (key, number) => form.dataset[key].replace("{count}", number);

  function make(tag, ...content) {
    const node = document.createElement(tag);
    node.append(...content);
    return node;
  }

  /** A text with its hits marked. */
  function marked(tag, text) {
    const node = make(tag);
    let end = 0;
    for (const { 0: hit, index: at } of hits(text)) {
      const from = reach(text, at);
      if (from < end) continue;
      node.append(text.slice(end, from));
      end = reach(text, at + hit.length);
      node.append(make("mark", text.slice(from, end)));
    }
    node.append(text.slice(end));
    return node;
  }

  const link = (href, text) => Object.assign(marked("a", text), { href });

  /** The sentence with the first hit, or its paragraph where the hit is in two sentences. */
  function passage(text) {
    const first = (parts) => text.match(parts)?.find((part) => hits(part)[0]);
    const part = first(/.+?(。|\. |$)/gm) ?? first(/.+/g);
    return part ? marked("p", part) : "";
  }

  /** A document with its chapters, those with most of the words first; nothing if it lacks one. */
  async function item(number) {
    const [address, title, city, sort] = index.documents[number];
    const [first, name] = index.packs.findLast(([start]) => start <= number);
    const sections = words[0] ? (await load(name))[number - first] : [["", "", ""]];
    const texts = sections.map(([, heading, text]) => fold(`${heading}\n${text}`));
    if (count(texts.join("\n")) < words.length) return "";
    const counts = texts.map(count);
    const best = [...counts.keys()].filter((at) => at && counts[at]).sort((a, b) => counts[b] - counts[a]);
    const chapters = best.map((at) => {
      const [id, heading, text] = sections[at];
      return make("li", make("p", link(`${address}#${encodeURIComponent(id)}`, heading)), passage(text));
    });
    const rest = chapters.splice(3);
    const about = make("p", `${city} ${kind.querySelector(`[value=${sort}]`).text}`);
    const node = make("li", make("h3", link(address, title)), about, passage(sections[0][2]));
    if (best[0]) node.append(make("ul", ...chapters));
    if (rest[0]) node.append(make("details", make("summary", say("rest", rest.length)), make("ul", ...rest)));
    return node;
  }

  /** Shows the next documents that have every word. */
  async function show() {
    const mine = turn;
    const items = [];
    for (let tries = 5; tries && numbers[0] >= 0 && !items[9]; tries--) {
      items.push(...(await Promise.all(numbers.splice(0, 10 - items.length).map(item))).filter(Boolean));
      if (mine !== turn) return;
    }
    list.append(...items);
    more.hidden = !numbers.length;
    const sum = list.children.length + numbers.length;
    status.textContent = say(sum ? (more.hidden ? "count" : "about") : "none", sum);
  }

  async function search() {
    const mine = ++turn;
    const typed = q.value.slice(0, 100).split(/\s+/).filter(fold);
    const filters = [municipality?.value, kind.value];
    listed.hidden = [...typed, ...filters].some(Boolean);
    results.hidden = !listed.hidden;
    if (results.hidden) return (status.textContent = "");
    try {
      index ??= await load("");
      words = typed.map(spell);
      const all = words.flat().sort((a, b) => b.length - a.length);
      pattern = new RegExp(anyOf(all) || "(?!)", "g");
      const ranked = await rank(...filters);
      if (mine !== turn) return;
      numbers = ranked;
      list.replaceChildren();
      await show();
    } catch {
      status.textContent = say("failed");
      results.hidden = true;
      listed.hidden = false;
    }
  }

  /** Searches, with the address in step; a page that is a file may not change it. */
  function go(event) {
    clearTimeout(timer);
    try {
      history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
      event?.preventDefault();
    } catch {
      if (event) return;
    }
    search();
  }

  function soon({ isComposing }) {
    clearTimeout(timer);
    if (!isComposing) timer = setTimeout(go, 300);
  }

  form.onsubmit = go;
  form.oninput = soon;
  form.addEventListener("compositionend", soon);
  more.onclick = async () => {
    const next = list.children.length;
    await show();
    list.children[next]?.querySelector("a").focus();
  };
  byId("needs").hidden = true;
  for (const [name, text] of new URLSearchParams(location.search)) if (form[name]?.form) form[name].value = text;
  search();
})();
