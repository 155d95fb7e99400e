import { viewName, visit } from "../lib/chromium.mjs";
import { isSymbolic } from "../lib/grid.mjs";

/** In the accessibility tree no cell is a bare symbol, and every table has a name. */
export const spoken = {
  name: "accessibility tree",
  async run(subject) {
    return visit(subject, {}, async (page) => {
      const found = [];
      const view = viewName({});
      for (const table of await page.getByRole("table").all()) {
        const tree = await table.ariaSnapshot();
        const where = tree.split("\n")[0];
        if (!/^- table "/.test(tree)) found.push({ view, where, reason: "the table has no name" });
        for (const [, role, name] of tree.matchAll(/- (cell|gridcell|rowheader|columnheader) "([^"]*)"/g)) {
          if (isSymbolic(name))
            found.push({ view, where, reason: `a ${role} is read as the bare symbol ${name}` });
        }
      }
      return found;
    });
  },
};

/**
 * What the accessibility tree says of one row of a table.
 * @param {object} subject
 * @param {string} caption a part of the table's caption
 * @param {string} row the row's head
 * @returns {Promise<string | null>} the row's part of the tree
 */
export async function readRow(subject, caption, row) {
  return visit(subject, {}, async (page) => {
    const table = page.getByRole("table", { name: caption });
    const found = table
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) });
    return (await found.count()) > 0 ? found.first().ariaSnapshot() : null;
  });
}
