import { all, ancestor, selector, spokenText, textOf } from "../lib/html.mjs";
import { grids, isSymbolic } from "../lib/grid.mjs";

const SCOPES = new Set(["col", "row", "colgroup", "rowgroup"]);

/** What a screen reader needs of a table: caption, heads and their reach, words for symbols. */
export const tables = {
  name: "tables",
  async run({ page }) {
    return grids(page.root).flatMap((grid) => [...shape(grid), ...heads(grid), ...cells(grid)]);
  },
};

function shape({ table, caption, head, body, faults }) {
  const where = selector(table);
  const found = faults.map((reason) => ({ where, reason }));
  if (!caption) found.push({ where, reason: "the table has no caption" });
  if (head.length + body.length === 0) found.push({ where, reason: "the table has no rows" });
  return found;
}

function heads({ table }) {
  const found = [];
  const own = all(table, (at) => ["td", "th"].includes(at.name) && ancestor(at, "table") === table);
  const heads = own.filter((cell) => cell.name === "th");
  if (heads.length === 0) found.push({ where: selector(table), reason: "the table has no head cells" });
  for (const th of heads) {
    const scope = th.attributes.get("scope");
    if (!SCOPES.has(scope))
      found.push({ where: selector(th), reason: `scope of a head cell is ${JSON.stringify(scope)}` });
    if (spokenText(th) === "") found.push({ where: selector(th), reason: "a head cell without text" });
  }
  const ids = new Set(heads.map((th) => th.attributes.get("id")));
  for (const cell of own) {
    for (const id of cell.attributes.get("headers")?.split(/\s+/) ?? []) {
      if (!ids.has(id))
        found.push({
          where: selector(cell),
          reason: `headers names ${id}, which is no head cell of this table`,
        });
    }
  }
  return found;
}

function cells({ table }) {
  const found = [];
  for (const cell of all(table, (at) => at.name === "td" || at.name === "th")) {
    const whole = textOf(cell);
    const spoken = spokenText(cell);
    if (whole !== "" && (spoken === "" || isSymbolic(spoken))) {
      found.push({ where: selector(cell), reason: `the symbol ${whole} has no words for a screen reader` });
    }
    if (cell.attributes.has("aria-label")) {
      found.push({
        where: selector(cell),
        reason: "aria-label on a cell: browsers and screen readers disagree about it",
      });
    }
  }
  return found;
}
