import { EXPECTED } from "../expected.mjs";
import { selector } from "../lib/html.mjs";
import { grids } from "../lib/grid.mjs";
import { readRow } from "./spoken.mjs";

/** The example site's tables say what the published documents say: a check for each table. */
export const content = EXPECTED.map((expected) => ({
  name: `content 「${expected.caption}」 of ${expected.page}`,
  async run(subject) {
    const found = await judge(expected, subject);
    return found.map((finding) => ({ page: expected.page, ...finding }));
  },
}));

/**
 * Compares one table with what is expected of it.
 * @param {import("../expected.mjs").ExpectedTable} expected
 * @param {object} subject
 */
export async function judge(expected, subject) {
  const page = subject.site.pages.find((candidate) => candidate.path === expected.page);
  if (!page) return [{ where: "(site)", reason: "there is no such page" }];
  const table = grids(page.root).find(({ caption }) => plain(caption) === expected.caption);
  if (!table) return [{ where: "(page)", reason: `no table has the caption 「${expected.caption}」` }];

  const where = selector(table.table);
  const reasons = [
    ...judgeShape(table, expected),
    ...judgeCells(table, expected),
    ...judgeSpans(table, expected),
  ];
  for (const spoken of expected.spoken ?? []) {
    const tree = await readRow({ ...subject, path: page.path }, expected.caption, spoken.row);
    if (tree === null) reasons.push(`the accessibility tree has no row 「${spoken.row}」`);
    for (const word of spoken.says)
      if (tree && !tree.includes(word))
        reasons.push(`the row 「${spoken.row}」 does not say ${word}: ${tree}`);
    for (const word of spoken.never)
      if (tree?.includes(word)) reasons.push(`the row 「${spoken.row}」 says ${word}: ${tree}`);
  }
  return reasons.map((reason) => ({ where, reason }));
}

/** A caption without its number. */
function plain(caption) {
  return caption.replace(/^表\s*[\d０-９.．-]+[\s　:：]*/, "");
}

function judgeShape(table, { rows, width }) {
  const reasons = [];
  const real = dataRows(table);
  if (rows !== undefined && real.length !== rows)
    reasons.push(`there are ${real.length} rows and must be ${rows}`);
  const own = table.head[0]?.length ?? 0;
  if (width !== undefined && own !== width) reasons.push(`there are ${own} columns and must be ${width}`);
  return reasons;
}

function judgeCells(table, { columns = [], rowHeads, symbols, prose, cells = {} }) {
  const reasons = [];
  const places = columns.map((wanted) => findColumn(table, wanted));
  const unknown = columns.filter((_, at) => places[at] < 0);
  if (unknown.length > 0) return [`no column is headed ${unknown.join(", ")}`];

  const rows = rowHeads ? rowHeads.map((head) => findRow(table, head)) : dataRows(table);
  if (rowHeads && rows.includes(undefined))
    return [`no row is headed ${rowHeads.filter((_, at) => !rows[at]).join(", ")}`];
  const chosen = rows.flatMap((row) => places.map((place) => row[place]));
  if (symbols) {
    const counts = {};
    for (const cell of chosen) counts[shownIn(cell)] = (counts[shownIn(cell)] ?? 0) + 1;
    for (const symbol of new Set([...Object.keys(symbols), ...Object.keys(counts)])) {
      const [own, wanted] = [counts[symbol] ?? 0, symbols[symbol] ?? 0];
      if (own !== wanted)
        reasons.push(`there are ${own} cells with ${JSON.stringify(symbol)} and must be ${wanted}`);
    }
  }
  for (const { shown } of prose ? chosen : []) {
    if (shown.length < prose)
      reasons.push(`a cell is too short to be a description: ${JSON.stringify(shown)}`);
  }
  for (const [head, wanted] of Object.entries(cells)) {
    const row = findRow(table, head);
    if (!row) reasons.push(`no row is headed ${head}`);
    wanted.forEach((text, at) => {
      const shown = row && shownIn(row[places[at]]);
      if (row && !matches(shown, text))
        reasons.push(
          `the row 「${head}」 has ${JSON.stringify(shown)} under ${columns[at]} and must have ${text}`,
        );
    });
  }
  return reasons;
}

function judgeSpans(table, { spans = [] }) {
  const reasons = [];
  for (const { head, over } of spans) {
    const cell = table.head.flat().find((candidate) => candidate.shown === head);
    const covered = over.map((wanted) => findColumn(table, wanted));
    const fits =
      cell?.columns === over.length &&
      covered.every((column) => column >= cell.column && column < cell.column + cell.columns);
    if (!fits) reasons.push(`the head 「${head}」 does not span ${over.join(", ")}`);
  }
  return reasons;
}

/** Rows of the body but for those that head a group. */
function dataRows({ body }) {
  return body.filter((row) => new Set(row).size > 1);
}

function findColumn({ head }, wanted) {
  return (head.at(-1) ?? []).findIndex((cell) => matches(cell.shown, wanted));
}

function findRow(table, wanted) {
  return dataRows(table).find((row) => row.some((cell) => cell.head && cell.shown === wanted));
}

/** What a cell shows; the dash that stands in an empty cell is nothing. */
function shownIn({ shown }) {
  return shown === "―" ? "" : shown;
}

function matches(shown, wanted) {
  return wanted instanceof RegExp ? wanted.test(shown) : shown === wanted;
}
