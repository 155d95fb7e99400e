import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { visit } from "../lib/chromium.mjs";
import { byName, spokenText, textOf } from "../lib/html.mjs";

const run = promisify(execFile);

const VIEW = "print";

/** On paper nothing is clipped, and the words that a screen reader says are shown. */
export const paper = {
  name: "paper",
  async run(subject) {
    return visit(subject, {}, async (page) => {
      await page.emulateMedia({ media: "print" });
      const widths = await page.evaluate(sheetWidths);
      await page.setViewportSize({ width: Math.round(widths.auto), height: 900 });
      const found = await page.evaluate(judgePaper, widths);
      return found.map((finding) => ({ view: VIEW, ...finding }));
    });
  },
};

/** The page as a tagged PDF holds the heading and every cell. */
export const pdf = {
  name: "PDF",
  async run(subject) {
    const { text, cells, sheets } = await visit(subject, {}, (page) => print(page));
    const found = sheets.flatMap((sheet, at) => judgeSheet(sheet, at, sheets, subject));
    const expect = (wanted, what) => {
      if (wanted && !text.includes(squeeze(wanted)))
        found.push({ view: "PDF", where: what, reason: `the text is missing: 「${wanted.slice(0, 60)}」` });
    };
    const { root } = subject.page;
    for (const heading of byName(root, "h1")) expect(textOf(heading), "h1");
    for (const table of byName(root, "table")) {
      for (const cell of byName(table, "td", "th")) {
        for (const line of lines(cell))
          expect(
            line,
            `a cell of the table 「${textOf(byName(table, "caption")[0] ?? table).slice(0, 30)}」`,
          );
      }
    }
    const withText = byName(root, "td").filter((cell) => spokenText(cell) !== "").length;
    if (cells < withText)
      found.push({
        view: "PDF",
        where: "table",
        reason: `${withText - cells} of ${withText} cells are tagged without text`,
      });
    return found;
  },
};

async function print(page) {
  const folder = await mkdtemp(path.join(tmpdir(), "hoshin-print-"));
  try {
    const file = path.join(folder, "page.pdf");
    const bytes = await page.pdf({ tagged: true, preferCSSPageSize: true, format: "A4" });
    await writeFile(file, bytes);
    const { stdout } = await run("pdftotext", ["-raw", "-enc", "UTF-8", file, "-"], { maxBuffer: 64 << 20 });
    const sheets = stdout.split("\f").slice(0, -1).map(squeeze);
    // What the margins say is none of the text.
    const text = sheets.map((sheet, at) => sheet.replace(`${at + 1}/${sheets.length}`, "")).join("");
    return { text, cells: cellsWithText(bytes.toString("latin1")), sheets };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A sheet says its number, and which document it belongs to. */
function judgeSheet(sheet, at, sheets, { page }) {
  const fault = (reason) => [{ view: "PDF", where: `page ${at + 1}`, reason }];
  if (!sheet.includes(`${at + 1}/${sheets.length}`)) return fault("the number of the page is missing");
  const [html] = byName(page.root, "html");
  const title = squeeze(html.attributes.get("data-title") ?? "");
  return sheet.includes(title) ? [] : fault(`the document's title is missing: 「${title}」`);
}

/**
 * Counts the data cells of a PDF's tag tree that have content below them. Chromium writes the tree
 * as plain objects; a cell's own content is its border, its text is that of an element inside.
 */
function cellsWithText(source) {
  const elements = new Map();
  for (const [, number, body] of source.matchAll(/^(\d+) 0 obj\n<<\/Type \/StructElem\n([\s\S]*?)endobj/gm)) {
    const [, kind] = /^\/S \/(\w+)/m.exec(body) ?? [];
    const [, list = ""] = /^\/K (\[[^\]]*\]|.*)/m.exec(body) ?? [];
    const kids = list.replace(/\/(?:Pg|Obj) \d+ 0 R/g, "");
    const inside = [...kids.matchAll(/(\d+) 0 R/g)].map(([, kid]) => kid);
    const content = /\d/.test(kids.replace(/\d+ 0 R/g, ""));
    elements.set(number, { kind, inside, content });
  }
  const holds = (number) => {
    const element = elements.get(number);
    return element !== undefined && (element.content || element.inside.some(holds));
  };
  return [...elements.values()].filter(({ kind, inside }) => kind === "TD" && inside.some(holds)).length;
}

// A PDF keeps some kanji as Kangxi radicals and breaks lines anywhere.
function squeeze(text) {
  return text.normalize("NFKC").replace(/[\s\f\u00ad]+/g, "");
}

// A cell may continue on the next sheet, so its paragraphs are looked for one by one.
function lines(cell) {
  const blocks = byName(cell, "p", "li", "dt", "dd").filter((block) => byName(block, "p", "li").length === 0);
  return blocks.length > 0 ? blocks.map((block) => textOf(block)) : [textOf(cell)];
}

// The functions below run in the page.

/** The widths between the margins, in CSS pixels, of the plain and of the named pages of the style sheets. */
function sheetWidths() {
  const millimetre = 96 / 25.4;
  const units = { mm: millimetre, cm: 10 * millimetre, in: 96, pt: 96 / 72, px: 1, rem: 16, em: 16 };
  const pixels = (length, missing) => {
    const [, number, unit] = /^([\d.]+)([a-z]*)$/.exec(length) ?? [];
    return number === undefined ? missing : Number(number) * (units[unit] ?? 1);
  };
  const rules = (list) =>
    [...list].flatMap((rule) => (rule.cssRules ? [rule, ...rules(rule.cssRules)] : [rule]));
  const sheets = [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules));
  const plain = { size: "A4", marginLeft: "10mm", marginRight: "10mm" };
  const widths = {};
  for (const { selectorText, style } of sheets.filter((rule) => rule instanceof CSSPageRule)) {
    if (/:/.test(selectorText)) continue;
    const own = {};
    for (const key of Object.keys(plain)) if (style[key]) own[key] = style[key];
    const { size, marginLeft, marginRight } =
      selectorText === "" ? Object.assign(plain, own) : { ...plain, ...own };
    const across = (/landscape/.test(size) ? 297 : 210) * millimetre;
    widths[selectorText || "auto"] = across - pixels(marginLeft, 0) - pixels(marginRight, 0);
  }
  return { auto: 190 * millimetre, ...widths };
}

function judgePaper(widths) {
  const help = globalThis.hoshinTest;
  const found = [];
  const outside = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (!help.visible(element)) continue;
    let sheet = element;
    while (sheet && getComputedStyle(sheet).page === "auto") sheet = sheet.parentElement;
    const width = Math.round(widths[sheet && getComputedStyle(sheet).page] ?? widths.auto);
    const { left, right } = element.getBoundingClientRect();
    if ((right > width + 1 || left < -1) && !outside.has(element.parentElement)) {
      found.push({
        where: help.selector(element),
        reason: `it ends at ${Math.round(right)} px of a sheet that is ${width} px wide`,
      });
    }
    if (right > width + 1 || left < -1) outside.add(element);
    const clips = style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    if (clips) {
      const lost = element.scrollWidth - element.clientWidth;
      found.push({
        where: help.selector(element),
        reason: `its overflow is ${style.overflowX} and cuts ${lost} px off`,
      });
    }
  }
  for (const symbol of document.querySelectorAll("td [aria-hidden='true'], th [aria-hidden='true']")) {
    const cell = symbol.closest("td, th");
    if (!symbol.textContent.trim() || !help.visible(cell)) continue;
    const words = [...cell.querySelectorAll("*")].filter(
      (element) =>
        !element.closest("[aria-hidden='true']") && element.textContent.trim() && help.visible(element),
    );
    if (words.length === 0)
      found.push({
        where: help.selector(cell),
        reason: "the word that stands for the symbol is not printed",
      });
  }
  return found;
}
