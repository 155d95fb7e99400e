import { viewName, visit } from "../lib/chromium.mjs";
import { documents, find, samples } from "../lib/naive.mjs";
import { AXE, inspect, TAGS } from "./axe.mjs";

const PAGE = "search/index.html";

/** What is typed, and the words that must be found: all of them, each in one of its spellings. */
const QUERIES = [
  ["人材", ["人材", "人財"]],
  ["人財育成", ["人財育成", "人材育成"]],
  ["デジタル", ["デジタル"]],
  ["ｽｷﾙ", ["スキル"]],
  ["すきる", ["スキル"]],
  ["スキ", ["スキ"]],
  ["ＤＸ", ["DX"]],
  ["dx", ["DX"]],
  ["DX 研修", ["DX"], ["研修"]],
  ["研修　八王子", ["研修"], ["八王子"]],
  ["DX人材", ["DX人材", "DX人財"]],
  ["取り組み", ["取組", "取組み", "取り組み"]],
  ["サーバー", ["サーバー", "サーバ"]],
  ["ユーザ", ["ユーザ"]],
  ["Microsoft 365", ["Microsoft"], ["365"]],
  ["窓口", ["窓口"]],
  ["令和８年度", ["令和8年度"]],
  ["必", ["必"]],
  ["用", ["用"]],
  ["⽤", ["用"]],
  ["位置付け", ["位置付け", "位置づけ", "位置付"]],
  ["hoshin.yaml", ["hoshin.yaml"]],
  ["<b>", ["<b>"]],
  ["ありえない言葉の並び", ["ありえない言葉の並び"]],
  [".*", [".*"]],
];

/** What a page's text is shown in; anything else would be markup of a document. */
export const SHOWN_IN = "a, details, h3, li, mark, p, summary, ul";

/** The search finds just the documents that have the words, and shows nothing but text and marks. */
const complete = {
  name: "search finds what is there",
  async run(subject) {
    const texts = documents(subject.site);
    const sampled = samples(texts, 20).map((text) => [text, [text]]);
    return onPage(subject, {}, async (page) => {
      const found = [];
      for (const [typed, ...words] of [...QUERIES, ...sampled]) {
        const expected = find(texts, words).sort();
        const { paths, strange, unmarked } = await page.evaluate(searchAll, { typed, shownIn: SHOWN_IN });
        const lost = expected.filter((path) => !paths.includes(path));
        const wrong = paths.filter((path) => !expected.includes(path));
        const say = (what, list) => list.length && found.push({ where: `「${typed}」`, reason: `${what}: ${list.slice(0, 3).join(", ")}` });
        say("the search does not find", lost);
        say("the search finds what does not have it", wrong);
        say("there is markup in the results", strange);
        say("nothing is marked in", unmarked);
      }
      return found;
    });
  },
};

/** The search works by keyboard alone, tells what it found, and takes the focus from nobody. */
const byKeyboard = {
  name: "search by keyboard",
  async run(subject) {
    const [word] = samples(documents(subject.site), 9).slice(-1);
    return onPage(subject, {}, async (page) => {
      const found = [];
      const fault = (where, reason) => found.push({ view: viewName({}), where, reason });
      const tabTo = async (selector, most) => {
        for (let pressed = 0; pressed < most; pressed++) {
          await page.keyboard.press("Tab");
          if (await page.evaluate((to) => document.activeElement.matches(to), selector)) return true;
        }
        return false;
      };
      const status = await page.evaluate(() => {
        const element = document.querySelector("#hs-found");
        return { role: element.role ?? element.getAttribute("role"), text: element.textContent };
      });
      if (status.role !== "status" || status.text) fault("#hs-found", "it is no empty status before the search");
      if (!(await tabTo("#hs-word", 30))) fault("#hs-word", "Tab does not reach it");
      await page.keyboard.type(word);
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector("#hs-found").textContent);
      const after = await page.evaluate(() => [document.activeElement.id, document.querySelector("#hs-found").textContent]);
      if (after[0] !== "hs-word") fault("#hs-word", "the search takes the focus away");
      if (!/\d/.test(after[1])) fault("#hs-found", `it does not say how many there are: ${after[1]}`);
      if (!(await tabTo("#hs-results a", 8))) fault("#hs-results", "Tab does not lead from the field to the results");
      await tabTo("#hs-results li li a", 1);
      const target = await page.evaluate(() => document.activeElement.href);
      await Promise.all([page.waitForURL(target), page.keyboard.press("Enter")]);
      const there = await page.evaluate(() => !location.hash || Boolean(document.getElementById(decodeURIComponent(location.hash.slice(1)))));
      if (!there) fault(target, "the result leads to no place of the page");
      return found;
    });
  },
};

/** The results are as accessible as any page, and as narrow as the narrowest screen. */
const accessible = {
  name: "search results",
  async run(subject) {
    const [word] = samples(documents(subject.site), 9).slice(-1);
    const found = [];
    for (const width of [1280, 320]) {
      for (const scheme of ["light", "dark"]) {
        const view = viewName({ width, scheme });
        const add = (findings) => found.push(...findings.map((finding) => ({ view, ...finding })));
        add(
          await onPage(subject, { width, scheme }, async (page) => {
            await page.evaluate(AXE);
            await page.evaluate(searchAll, { typed: word, shownIn: SHOWN_IN });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            const scrolls = wide > 0 ? [{ where: "#hs-results", reason: `the page scrolls sideways by ${wide} px` }] : [];
            return [...(await page.evaluate(inspect, TAGS)), ...scrolls];
          }),
        );
      }
    }
    return found;
  },
};

/** From a folder, the form of any page leads to the same results. */
const fromFolder = {
  name: "search from a folder",
  async run(subject) {
    const [word] = samples(documents(subject.site), 9).slice(-1);
    const view = viewName({ via: "file" });
    const served = await onPage(subject, {}, (page) => page.evaluate(searchAll, { typed: word, shownIn: SHOWN_IN }));
    const form = subject.site.pages.find(({ source }) => source.includes('type="search"'));
    return visit({ ...subject, path: form.path }, { via: "file" }, async (page, troubles) => {
      await page.fill("input[type=search]", word);
      await page.press("input[type=search]", "Enter");
      await page.waitForFunction(() => document.querySelector("#hs-found")?.textContent);
      const local = await page.evaluate(searchAll, { typed: word, shownIn: SHOWN_IN });
      const found = troubles.map((trouble) => ({ view, ...trouble }));
      if (String(local.paths) !== String(served.paths))
        found.push({ view, where: `「${word}」`, reason: `it finds ${local.paths}, but from the server ${served.paths}` });
      return found;
    });
  },
};

/** @type {import("./index.mjs").Check[]} */
export const SEARCH_CHECKS = [complete, byKeyboard, accessible, fromFolder];

/** Visits the page to search on; whatever the browser complains of is a fault. */
export async function onPage(subject, view, work) {
  return visit({ ...subject, path: PAGE }, view, async (page, troubles) => {
    const found = await work(page);
    return Array.isArray(found) ? [...found, ...troubles] : found;
  });
}

// Runs in the page: types a query, shows all results, and tells what is there.
export async function searchAll({ typed, shownIn }) {
  const [word, status, results] = ["word", "found", "results"].map((id) => document.querySelector(`#hs-${id}`));
  const answer = async () => {
    for (let waited = 0; !status.textContent; waited += 10) {
      if (waited > 10_000) throw new Error(`no answer to ${typed}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  word.value = typed;
  status.textContent = "";
  // A form that a script sends from a file would load the page again.
  const type = location.protocol === "file:" ? "input" : "submit";
  word.form.dispatchEvent(new Event(type, { cancelable: true, bubbles: true }));
  await answer();
  const more = results.querySelector("button");
  while (!more.hidden && !results.hidden) {
    status.textContent = "";
    more.click();
    await answer();
  }
  const links = [...results.querySelectorAll("h3 a")];
  const root = new URL("..", location.href).href;
  const items = [...results.querySelectorAll("ol > li")];
  return {
    paths: links.map((link) => decodeURIComponent(link.href.replace(root, ""))).sort(),
    strange: [...results.querySelectorAll("ol *")].filter((node) => !node.matches(shownIn) || node.attributes.length > (node.href ? 1 : 0)).map((node) => node.outerHTML.slice(0, 80)),
    unmarked: items.filter((item) => !item.querySelector("mark")).map((item) => item.textContent.slice(0, 40)),
  };
}
