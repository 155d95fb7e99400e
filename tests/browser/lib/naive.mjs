/**
 * Search as simply as can be: every page is looked through from end to end. What the site's own search
 * finds is held to it, so nothing here is taken from there.
 */

import { readFileSync } from "node:fs";

import { all } from "./html.mjs";

/** What is no text of the document: what is there for the eye alone, and what the page says of it. */
const LEFT_OUT =
  /^(?:self|spoken|mark|coverage|contents|breadcrumb|note-reference|note-back|alert-label|notice-label|validity|legend-title|draft|task-mark|fact-adopted|fact-period|fact-review|fact-revised|fact-based_on|revised|downloads|code|file)$/;
/** Pages that are no documents, though they look like one. */
const STANDING = /^(?:accessibility|compare|data|search)\//;
const BLOCK = /^(?:p|li|ul|ol|br|div|dl|dd|dt|td|th|tr|table|caption|figure|figcaption|pre|h[1-6]|section|blockquote|hgroup)$/;

/** Groups of spellings that mean the same, folded. */
const VARIANTS = readFileSync(new URL("../../../src/search/variants.txt", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(fold));

/**
 * The documents of a site by path, each as its folded paragraphs.
 * @param {import("./site.mjs").Site} site
 * @returns {Map<string, string[]>}
 */
export function documents(site) {
  const found = new Map();
  for (const { path, root } of site.pages) {
    const classes = (element) => (element.attributes.get("class") ?? "").split(" ");
    const [article] = all(root, (element) => classes(element).includes("document"));
    if (!article || STANDING.test(path)) continue;
    const paragraphs = [""];
    const walk = (node) => {
      if (typeof node === "string") return void (paragraphs[paragraphs.length - 1] += node);
      if (/^(?:script|style|rt|rp)$/.test(node.name)) return;
      if (classes(node).some((name) => LEFT_OUT.test(name))) return;
      if (node.name === "dt" && classes(node.parent).some((name) => name.startsWith("fact-"))) return;
      if (BLOCK.test(node.name)) paragraphs.push("");
      if (node.name === "img") paragraphs[paragraphs.length - 1] += node.attributes.get("alt");
      const of = node.name === "pre" ? lines(node) : node.children;
      of.forEach(walk);
      if (BLOCK.test(node.name)) paragraphs.push("");
    };
    article.children.forEach(walk);
    const texts = paragraphs.flatMap((text) => text.split("\u0000"));
    found.set(path, texts.map((text) => fold(text.replace(/^表\d+\u3000/, ""))).filter(Boolean));
  }
  return found;
}

/** A block of code: each line is a paragraph. */
function lines(pre) {
  const text = (node) => (typeof node === "string" ? node : node.children.map(text).join(""));
  return [text(pre).replaceAll("\n", "\u0000")];
}

/**
 * The paths of the documents that have each of some words, in one of its spellings.
 * @param {Map<string, string[]>} texts
 * @param {string[][]} words each with all its spellings
 */
export function find(texts, words) {
  const has = (paragraphs, word) =>
    word.some((spelling) => paragraphs.some((text) => text.includes(fold(spelling))));
  return [...texts].filter(([, paragraphs]) => words.every((word) => has(paragraphs, word))).map(([path]) => path);
}

/**
 * Pieces of the documents to search for: of every length, none with a word that has other spellings.
 * @param {Map<string, string[]>} texts
 * @param {number} count
 */
export function samples(texts, count) {
  const paragraphs = [...texts.values()].flat().filter((text) => [...text].length > 8);
  const found = [];
  for (let step = 0; found.length < count && step < paragraphs.length * 2; step++) {
    const signs = [...paragraphs[(step * 37) % paragraphs.length]];
    const length = 1 + (step % 6);
    const from = (step * 13) % (signs.length - length);
    const sample = signs.slice(from, from + length).join("");
    const plain = !/[\sー]/.test(sample) && sample === fold(sample) && !/[ぁ-ゖ]{3}$/.test(signs.slice(0, from + length).join(""));
    const touches = VARIANTS.flat().some((word) => sample.includes(word));
    if (plain && !touches && !found.includes(sample)) found.push(sample);
  }
  return found;
}

/** A text as it is compared. */
export function fold(text) {
  const signs = [...text.normalize("NFKC").toLowerCase()].map((sign) => {
    const code = sign.codePointAt(0);
    if (/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f]/.test(sign)) return "";
    if ((code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe) return String.fromCodePoint(code - 96);
    if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return "-";
    return code === 0x301c ? "~" : sign;
  });
  const pieces = signs.join("").split(/\s+/).filter(Boolean);
  return pieces.reduce((before, piece) => {
    const spaced = before && before.at(-1) < "\u2e80" && piece[0] < "\u2e80";
    return before + (spaced ? " " : "") + piece;
  }, "");
}
