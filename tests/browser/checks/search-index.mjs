import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import vm from "node:vm";

import { all } from "../lib/html.mjs";
import { onPage, searchAll, SHOWN_IN } from "./search.mjs";

const CASES = JSON.parse(readFileSync(new URL("../../../src/search/fold-cases.json", import.meta.url), "utf8"));

const HOSTILE = "<img src=x onerror=throw(1)><script>throw(2)</script>\u202e&amp;\u2028方針";

/** Titles and texts that look like markup are shown as they are. */
const hostile = {
  name: "search of hostile texts",
  async run(subject) {
    return onPage(subject, {}, async (page) => {
      await page.route("**/assets/search/*.js", async (route) => {
        const answer = await route.fetch();
        const text = await answer.text();
        await route.fulfill({ response: answer, body: text.replaceAll("方針", JSON.stringify(HOSTILE).slice(1, -1)) });
      });
      const { paths, strange } = await page.evaluate(searchAll, { typed: "方針", shownIn: SHOWN_IN });
      const shown = await page.textContent("#hs-results");
      const found = strange.map((markup) => ({ where: "#hs-results", reason: `a text became markup: ${markup}` }));
      if (paths.length < 4 || !shown.includes("<script>throw(2)</script>"))
        found.push({ where: "#hs-results", reason: "the texts are not shown" });
      return found;
    });
  },
};

/** The program and the script in the browser fold alike, and the index has every pair of every text. */
const index = {
  name: "search index",
  async run({ site }) {
    const found = [];
    const script = [...site.files].find((file) => /^assets\/search\.\w+\.js$/.test(file));
    const source = await readFile(path.join(site.folder, script), "utf8");
    const fold = vm.runInNewContext(`(() => {${/const fold ?= ?[\s\S]*?\.replace\(\/\\n\+\/g, ?"\\n"\);/.exec(source)[0]}return fold;})()`);
    for (const [text, expected] of CASES) {
      if (fold(text) !== expected)
        found.push({ where: script, reason: `it folds ${JSON.stringify(text)} to ${JSON.stringify(fold(text))}` });
    }

    const page = site.pages.find((candidate) => candidate.path === "search/index.html");
    const [form] = all(page.root, ({ attributes }) => attributes.has("data-index"));
    const address = path.posix.join("search", form.attributes.get("data-index"));
    const load = async (name) => {
      const file = name ? path.posix.join(path.posix.dirname(address), `${name}.js`) : address;
      let value;
      const text = await readFile(path.join(site.folder, file), "utf8");
      if (/[<\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(text))
        found.push({ where: file, reason: "a text of a document could end a line or a tag of the script" });
      vm.runInNewContext(text, { hoshinSearch: (data) => (value = data) });
      return value;
    };
    const { shards, packs, documents } = await load("");
    const inIndex = documents.map(() => new Set());
    for (const [at, [start, name]] of shards.entries()) {
      for (const [first, seconds] of Object.entries(await load(name))) {
        for (const [second, gaps] of Object.entries(seconds)) {
          const key = first.codePointAt() * 2 ** 21 + (second.codePointAt() ?? 0);
          if (key < start || key >= (shards[at + 1]?.[0] ?? Infinity))
            found.push({ where: name, reason: `the pair ${first}${second} is in the wrong shard` });
          let number = -1;
          for (const gap of gaps) inIndex[(number += (gap >> 3) + 1)].add(first + second);
        }
      }
    }
    const texts = [];
    for (const [first, name] of packs) {
      if (first !== texts.length) found.push({ where: name, reason: `its first document is ${texts.length}, not ${first}` });
      texts.push(...(await load(name)));
    }
    documents.forEach(([file], number) => {
      const inText = new Set(texts[number].flatMap(([, heading, text]) => [...pairs(fold(heading)), ...pairs(fold(text))]));
      const lost = [...inText].filter((pair) => !inIndex[number].has(pair));
      const extra = [...inIndex[number]].filter((pair) => !inText.has(pair));
      if (lost.length) found.push({ where: file, reason: `the index lacks ${JSON.stringify(lost.slice(0, 5))}` });
      if (extra.length) found.push({ where: file, reason: `the index has ${JSON.stringify(extra.slice(0, 5))}` });
    });
    return found;
  },
};

/** Every sign of a text, and every sign with the next one of its paragraph. */
function pairs(text) {
  const signs = [...text];
  return signs.flatMap((sign, at) => {
    const next = signs[at + 1];
    if (/[\n ]/.test(sign)) return [];
    return next === undefined || next === "\n" ? [sign] : [sign, sign + next];
  });
}

/** What the search of the example site must pass beside the checks of any site. */
export const searchIndex = [index, hostile];
