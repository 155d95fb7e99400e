/**
 * A page as it comes from the server when it has come to rest: read once for all checks of it.
 *
 * @typedef {object} Served
 * @property {string} text what the page shows
 * @property {object} look what the style sheets make of it
 * @property {string} passive what it shows without what needs a script
 * @property {import("./chromium.mjs").Trouble[]} troubles
 * @property {{type: string, address: string}[]} loaded every file of the site that was loaded
 */

import { visit } from "./chromium.mjs";

const SERVED = new WeakMap();

/**
 * Reads the page, once for each subject.
 * @param {object} subject
 * @returns {Promise<Served>}
 */
export function served(subject) {
  if (!SERVED.has(subject)) {
    const reading = visit(subject, {}, async (page, troubles, loaded) => {
      await page.waitForLoadState("networkidle");
      const text = await readText(page);
      const seen = await page.evaluate(look);
      return { text, look: seen, passive: await readWithoutControls(page), troubles, loaded };
    });
    SERVED.set(subject, reading);
  }
  return SERVED.get(subject);
}

/** What a page shows. */
export function readText(page) {
  return page.evaluate(() => document.body.innerText);
}

/** What a page shows but for its controls: one that works by script alone may be put there by the script. */
export async function readWithoutControls(page) {
  await page.evaluate(() => {
    for (const control of document.querySelectorAll("search, [role=search], form, button, dialog"))
      control.remove();
  });
  return readText(page);
}

/** Runs in the page. From a file the rules of a sheet cannot be read, so their effect is compared. */
export function look() {
  const style = getComputedStyle(document.body);
  return {
    "the number of style sheets": document.styleSheets.length,
    font: style.fontFamily,
    colour: style.color,
    "the page's height": document.documentElement.scrollHeight,
  };
}
