import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { viewName, visit } from "../lib/chromium.mjs";

/** axe-core, to be run in a page. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What it looks for. */
export const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** axe-core finds nothing, wide and on a phone, light and dark. */
export const axe = {
  name: "axe",
  async run(subject) {
    const found = [];
    for (const width of [1280, 320]) {
      await visit(subject, { width }, async (page) => {
        await page.evaluate(AXE);
        for (const scheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme: scheme });
          const view = viewName({ width, scheme });
          const violations = await page.evaluate(inspect, TAGS);
          found.push(...violations.map((violation) => ({ view, ...violation })));
          found.push(...(await page.evaluate(faintSymbols)).map((symbol) => ({ view, ...symbol })));
        }
      });
    }
    return found;
  },
};

// The functions below run in the page.

/** What axe-core finds in the page or in a part of it. */
export async function inspect(tags, within = document) {
  // Everything that folds is judged too.
  globalThis.hoshinTest.unfold();
  const results = await globalThis.axe.run(within, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      where: target.flat().join(" "),
      reason: `${id}: ${failureSummary.replace(/^Fix (?:any|all) of the following:\s*/, "").replace(/\s+/g, " ")}`,
    })),
  );
}

// axe does not judge the contrast of text that is one symbol, which is all that a skill map shows.
function faintSymbols() {
  const help = globalThis.hoshinTest;
  return [...document.body.querySelectorAll("*")]
    .filter(
      (element) => element.childElementCount === 0 && /^[\p{P}\p{S}〇ー]$/u.test(element.textContent.trim()),
    )
    .filter((element) => help.visible(element))
    .map((element) => ({
      element,
      ratio: help.contrast(help.colour(getComputedStyle(element).color), help.background(element)),
    }))
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ element, ratio }) => ({
      where: help.selector(element),
      reason: `the contrast of the symbol is ${ratio.toFixed(2)}:1 and must be 4.5:1`,
    }));
}
