/**
 * A table as a grid of places, with merged cells standing at every place that they cover.
 *
 * @typedef {object} Cell
 * @property {import("./html.mjs").Element} element
 * @property {boolean} head whether it is a `<th>`
 * @property {string} shown what a person sees
 * @property {string} spoken what a screen reader says
 * @property {number} row its first row
 * @property {number} column its first column
 * @property {number} columns how many columns it spans
 * @property {number} rows how many rows it spans
 *
 * @typedef {object} Grid
 * @property {string} caption
 * @property {Cell[][]} head rows of `<thead>`
 * @property {Cell[][]} body all other rows
 * @property {string[]} faults overlaps and gaps
 */

import { byName, spokenText, textOf } from "./html.mjs";

const isSpokenOnly = (element) => (element.attributes.get("class") ?? "").split(/\s+/).includes("spoken");

/**
 * Lays a table out.
 * @param {import("./html.mjs").Element} table
 * @returns {Grid}
 */
export function grid(table) {
  const caption = table.children.find((child) => child.name === "caption");
  const groups = table.children.filter((child) => ["thead", "tbody", "tfoot"].includes(child.name));
  const faults = [];
  const head = [];
  const body = [];
  for (const group of groups) {
    const rows = layOut(group, faults);
    (group.name === "thead" ? head : body).push(...rows);
  }
  const widths = new Set([...head, ...body].map((row) => row.length));
  if (widths.size > 1) faults.push(`its rows have different widths: ${[...widths].join(", ")} columns`);
  return { caption: caption ? textOf(caption) : "", head, body, faults };
}

function layOut(group, faults) {
  const elements = group.children.filter((child) => child.name === "tr");
  const rows = elements.map(() => []);
  elements.forEach((tr, row) => {
    let column = 0;
    for (const element of tr.children.filter((child) => child.name === "td" || child.name === "th")) {
      while (rows[row][column]) column++;
      const columns = Number(element.attributes.get("colspan") ?? 1);
      const height = Number(element.attributes.get("rowspan") ?? 1);
      if (row + height > elements.length) faults.push(`a cell of row ${row + 1} reaches below its row group`);
      const cell = { element, ...read(element), row, column, columns, rows: height };
      for (let y = row; y < Math.min(row + height, elements.length); y++) {
        for (let x = column; x < column + columns; x++) {
          if (rows[y][x]) faults.push(`two cells overlap at row ${y + 1}, column ${x + 1}`);
          rows[y][x] = cell;
        }
      }
    }
    if (rows[row].includes(undefined)) faults.push(`row ${row + 1} has a gap`);
  });
  return rows;
}

function read(element) {
  return {
    head: element.name === "th",
    shown: textOf(element, isSpokenOnly),
    spoken: spokenText(element),
  };
}

/**
 * Every table of a page, laid out.
 * @param {import("./html.mjs").Element} root
 */
export function grids(root) {
  return byName(root, "table").map((table) => ({ table, ...grid(table) }));
}

/**
 * Whether a text is made of symbols alone, which a screen reader skips or mangles. To Unicode, 〇
 * and ー are a number and a letter; in a skill map they are symbols.
 * @param {string} text
 */
export function isSymbolic(text) {
  return text !== "" && /^[\p{P}\p{S}\s〇ー]+$/u.test(text);
}
