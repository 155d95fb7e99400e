import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { visit } from "../lib/chromium.mjs";
import { byName, spokenText, textOf } from "../lib/html.mjs";

const run = promisify(execFile);

const VIEW = "print";

/** Texts are compared by runs of so many characters. */
const GRAM = 4;

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

/** The page as a tagged PDF holds every line and every cell. */
export const pdf = {
  name: "PDF",
  async run(subject) {
    const { text, cells, headings, printed, read, sheets } = await visit(subject, {}, (page) => print(page));
    const found = sheets.flatMap((sheet, at) => judgeSheet(sheet, at, sheets, subject));
    if (headings === 0)
      found.push({ view: "PDF", where: "h1", reason: "the PDF is not tagged: it has no heading of level 1" });
    found.push(...missing(printed, read, text));
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
    const read = await page.evaluate(readBlocks);
    await page.emulateMedia({ media: "print" });
    const printed = await page.evaluate(readLines);
    await page.emulateMedia({ media: null });
    const file = path.join(folder, "page.pdf");
    const bytes = await page.pdf({ tagged: true, preferCSSPageSize: true, format: "A4" });
    await writeFile(file, bytes);
    const { stdout } = await run("pdftotext", ["-raw", "-enc", "UTF-8", file, "-"], { maxBuffer: 64 << 20 });
    const sheets = stdout.split("\f").slice(0, -1).map(squeeze);
    const source = bytes.toString("latin1");
    const headings = [...source.matchAll(/^\/S \/H1$/gm)].length;
    return { text: squeeze(stdout), cells: cellsWithText(source), headings, printed, read, sheets };
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

/** Lines that the style for print shows and the PDF lacks; and whether the content as a whole is there. */
function missing(printed, read, text) {
  const known = new Set(grams(text));
  const isThere = (line) => {
    const plain = squeeze(line);
    if (plain.length < GRAM) return text.includes(plain);
    const own = grams(plain);
    // Between two sheets, and where a style puts signs, a few characters stand apart.
    return own.filter((gram) => known.has(gram)).length >= own.length * 0.6;
  };
  const found = printed
    .filter((line) => !isThere(line))
    .map((line) => ({ view: "PDF", where: "body", reason: `the text is missing: 「${line.slice(0, 60)}」` }));
  const size = (lines) => lines.reduce((sum, line) => sum + squeeze(line).length, 0);
  const lost = read.filter((line) => !isThere(line));
  if (size(lost) > size(read) * 0.05) {
    const share = ((100 * size(lost)) / size(read)).toFixed(0);
    found.push({ view: "PDF", where: "main", reason: `${share} % of the content is not printed: 「${lost[0].slice(0, 60)}」` });
  }
  return found;
}

function grams(text) {
  return Array.from({ length: Math.max(0, text.length - GRAM + 1) }, (_, at) => text.slice(at, at + GRAM));
}

// A cell may continue on the next sheet, so its paragraphs are looked for one by one.
function lines(cell) {
  const blocks = byName(cell, "p", "li", "dt", "dd").filter((block) => byName(block, "p", "li").length === 0);
  const heard = (at) => at.attributes.get("class") === "heard";
  return (blocks.length > 0 ? blocks : [cell]).map((block) => textOf(block, heard));
}

// The functions below run in the page.

/** What is shown, line by line; readings above words stand apart from them in the PDF, and what a line under the
 * words says on paper is only heard. */
function readLines() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("rt, rp, .heard { display: none !important }");
  document.adoptedStyleSheets.push(sheet);
  const lines = document.body.innerText.split(/[\n\t]+/);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  return lines;
}

/** The content in its smallest blocks, folded or not, without what only helps to move about or to operate. */
function readBlocks() {
  const blocks = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, pre, figcaption, caption";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".heard { display: none !important }");
  document.adoptedStyleSheets.push(sheet);
  const texts = [...document.querySelectorAll(`main :is(${blocks})`)]
    .filter((block) => !block.querySelector(blocks) && !block.closest("[hidden], [role=status], [aria-live]"))
    .filter((block) => !block.closest("nav, form, search, button, dialog, template, [popover]"))
    .filter((block) => block.closest("details") || block.checkVisibility({ visibilityProperty: true }))
    .map((block) => (block.checkVisibility() ? block.innerText : block.textContent))
    .filter((text) => text.trim() !== "");
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  return texts;
}

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
