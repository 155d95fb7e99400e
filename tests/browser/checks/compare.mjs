import { viewName, visit } from "../lib/chromium.mjs";
import { AXE, TAGS, inspect } from "./axe.mjs";

const FORM = '<form class="filter choice';

const VIEWS = [
  { width: 1280, scheme: "light" },
  { width: 1280, scheme: "dark" },
  { width: 320, scheme: "light" },
  { width: 320, scheme: "dark" },
  { width: 1280, via: "file" },
];

/** Two documents are chosen by keyboard and stand beside each other, and an address says which. */
export const compare = {
  name: "compare",
  async run(subject) {
    if (!subject.page.source.includes(FORM)) return [];
    const found = [];
    for (const view of VIEWS) {
      const findings = await visit(subject, view, async (page, troubles) => [
        ...(await operate(page)),
        ...troubles.filter(({ reason }) => /script error|Content Security Policy/.test(reason)),
      ]);
      found.push(...findings.map((finding) => ({ view: viewName(view), ...finding })));
    }
    const view = viewName({ scripts: false });
    const without = await visit(subject, { scripts: false }, (page) => page.evaluate(judgeWithout));
    return [...found, ...without.map((finding) => ({ view, ...finding }))];
  },
};

/** Chooses the first and the last document as a reader at a keyboard does, and looks about. */
async function operate(page) {
  const found = [];
  const say = (reasons) => found.push(...reasons.map((reason) => ({ where: "form.choice", reason })));
  await page.locator("select[name=a]").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  // A page that is loaded anew has the new address first.
  await page.waitForURL(/[?&]b=/, { timeout: 3_000 }).catch(() => {});
  say(await page.evaluate(judgePair));
  if (found.length > 0) return found;
  await page.evaluate(AXE);
  const violations = await page.evaluate(inspect, TAGS);
  found.push(...violations.map(({ where, reason }) => ({ where, reason: `of two documents: ${reason}` })));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  say(await page.evaluate(judgeDifferences));
  await page.keyboard.press("Space");
  await page.goBack();
  say(await page.evaluate(judgeAll));
  await page.goForward();
  say((await page.evaluate(judgePair, true)).map((reason) => `come back to: ${reason}`));
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator("form.choice button").press("Enter");
  say((await page.evaluate(judgePair)).map((reason) => `chosen again on a phone: ${reason}`));
  await page.reload();
  say((await page.evaluate(judgePair, true)).map((reason) => `loaded anew: ${reason}`));
  if (found.length > 0) return found;
  await page.locator("figure.pair td a").first().click();
  say(await page.evaluate(judgeLanding));
  return found;
}

/**
 * @typedef {object} ExpectedPair
 * @property {string} page the page that compares
 * @property {[string, string]} chosen the values of the two documents
 * @property {Record<string, Record<string, string[]>>} groups by section and kind of difference, the heads
 *   of rows that must be there
 * @property {Record<string, [string, string]>} cells by the head of a row, what the two documents say
 * @property {number} documents how many documents there are without a choice
 */

/** @type {ExpectedPair} */
const EXAMPLE = {
  page: "compare/index.html",
  chosen: ["hachioji", "sagamihara"],
  documents: 5,
  groups: {
    facts: { differ: ["策定", "対象期間", "所管部署"], same: ["種類"] },
    chapters: {
      a: ["行動指針・原則（任意）"],
      b: ["現状と課題（推奨）", "デジタル人材の確保（推奨）", "推進体制（推奨）", "今後の課題（任意）"],
      both: ["策定の背景・目的", "目標（推奨）"],
      neither: ["用語集（推奨）"],
    },
    roles: { a: ["デジタル推進リーダー人財"], b: ["DXマネージャー"] },
    skills: { differ: ["データ利活用"], a: ["BPR利活用"], b: ["BPR"] },
    goals: { a: ["全職員必須研修"], b: ["DX推進リーダーの任命者数"] },
  },
  cells: {
    "推進体制（推奨）": ["省略 原典には、推進体制を定めた章がない", "あり 第5章 推進体制について"],
    スキルの数: ["16", "10"],
    DXマネージャー: ["なし", "対象 各事業課"],
    データ利活用: ["該当業務の担当者に対し、研修を行う：", "スキルを自ら業務に活用できる：エキスパート"],
    全職員必須研修: ["令和4年度（2022年度） 2回", "なし"],
    DX推進リーダーの任命者数: ["なし", "令和11年度（2029年度） 50人"],
  },
};

/** The example site's page says of two cities what their documents say. */
export const comparedContent = {
  name: "content of the comparison",
  run: (subject) => judgeExample(EXAMPLE, subject),
};

/**
 * Compares two documents with what is expected of them.
 * @param {ExpectedPair} expected
 * @param {object} subject
 */
export async function judgeExample(expected, subject) {
  const path = expected.page;
  const [a, b] = expected.chosen;
  const reasons = await visit({ ...subject, path }, {}, async (page) => {
    const all = await page.evaluate(documents);
    await page.goto(`${page.url()}?a=${a}&b=${b}`);
    return [
      ...(all === expected.documents ? [] : [`it shows ${all} documents and must show ${expected.documents}`]),
      ...(await page.evaluate(judgeExpected, expected)),
    ];
  });
  return reasons.map((reason) => ({ page: path, where: "figure.pair", reason }));
}

// The functions below run in the page.

/** What must be true of two documents beside each other; `anew` if nobody pressed the button. */
function judgePair(anew) {
  const reasons = [];
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const form = document.querySelector("form.choice");
  const [a, b] = all("select", form).map((select) => form.elements.a.options[select.selectedIndex]);
  const chosen = new URLSearchParams(location.search);
  if (!a.value || !b.value || a === b) return ["the keys do not choose two documents"];
  if (chosen.get("a") !== a.value || chosen.get("b") !== b.value)
    reasons.push(`the address does not say what is chosen: ${location.search}`);
  if (!anew && document.activeElement !== form.querySelector("button")) reasons.push("the focus does not stay");

  const names = [a, b].map((option) => option.dataset.short);
  const status = form.querySelector("[role=status], output");
  const shown = all(".pair tbody:is(.differ, .a, .b) tr:not(.group)").length;
  if (!names.every((name) => status.textContent.includes(name)) || !status.textContent.includes(String(shown)))
    reasons.push(`the status does not say what is shown: ${status.textContent}`);
  if (all("figure:not(.pair) table").some((table) => table.checkVisibility()))
    reasons.push("the tables of all documents stay");
  if (document.documentElement.scrollWidth > innerWidth) reasons.push("the page scrolls sideways");

  for (const section of all(".compare > section")) {
    const table = section.querySelector("figure.pair table");
    if (!table) return [...reasons, `${section.id || "a section"} has no table of two documents`];
    const heads = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent);
    if (heads.join() !== names.join()) reasons.push(`the columns are headed ${heads}, not ${names}`);
    const rows = all("tbody tr:not(.group)", table);
    const named = new Set(rows.map((row) => row.cells[0].textContent));
    for (const body of table.tBodies)
      if (!body.rows[0].textContent.includes(String(body.rows.length - 1)))
        reasons.push(`「${body.rows[0].textContent}」 counts ${body.rows.length - 1} rows`);
    // Every row of the first document is there, under its own name.
    const own = all(`figure:not(.pair) .group a[href="${a.dataset.page}"]`, section);
    for (const row of own.flatMap((link) => [...link.closest("tbody").rows].slice(1)))
      if (!named.has(row.cells[0].textContent)) reasons.push(`「${row.cells[0].textContent}」 is missing`);
  }
  return reasons;
}

function judgeDifferences() {
  const visible = (kind) =>
    [...document.querySelectorAll(`.pair .${kind} tr:not(.group)`)].some((row) => row.checkVisibility());
  const reasons = [];
  if (!document.activeElement.checked) reasons.push("Tab and Space do not ask for the differences alone");
  if (["both", "same", "neither"].some(visible)) reasons.push("what is alike stays among the differences");
  if (!["differ", "a", "b"].some(visible)) reasons.push("the differences go with what is alike");
  return reasons;
}

function judgeAll() {
  const reasons = [];
  if (document.querySelector(".pair")) reasons.push("going back does not lead to all documents");
  const tables = [...document.querySelectorAll("figure table")];
  if (!tables.every((table) => table.checkVisibility())) reasons.push("going back does not show all documents");
  return reasons;
}

function judgeLanding() {
  const id = decodeURIComponent(location.hash.slice(1));
  return id && document.getElementById(id) ? [] : [`a link to a chapter leads to ${location.href}`];
}

function judgeWithout() {
  const found = [];
  if (document.querySelector("form.choice").checkVisibility())
    found.push({ where: "form.choice", reason: "it is there and does nothing" });
  if (![...document.querySelectorAll("figure table")].every((table) => table.checkVisibility()))
    found.push({ where: "figure", reason: "a table of all documents is not visible" });
  return found;
}

function documents() {
  return document.querySelector(".compare > section tbody").rows.length;
}

function judgeExpected({ groups, cells }) {
  const reasons = [];
  const words = (element) => element.innerText.replace(/\s+/g, " ").trim();
  for (const [section, kinds] of Object.entries(groups)) {
    for (const [kind, heads] of Object.entries(kinds)) {
      const rows = document.querySelectorAll(`section:has(#hs-compare-${section}) .pair .${kind} .row`);
      const shown = [...rows].map((row) => row.textContent);
      for (const head of heads)
        if (!shown.includes(head)) reasons.push(`「${head}」 is not under ${section}, ${kind}: ${shown}`);
    }
  }
  const rows = [...document.querySelectorAll(".pair tbody tr")];
  for (const [head, texts] of Object.entries(cells)) {
    const row = rows.find((candidate) => candidate.cells[0].textContent === head);
    texts.forEach((text, at) => {
      const shown = row ? words(row.cells[at + 1]) : "nothing";
      if (!shown.includes(text)) reasons.push(`「${head}」 says ${shown} and must say ${text}`);
    });
  }
  return reasons;
}
