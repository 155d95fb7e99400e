import { viewName, visit } from "../lib/chromium.mjs";
import { overflow, unique } from "./narrow.mjs";

/** What a reader's own style sheet may set (WCAG 1.4.12). */
const SPACING = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

/** Letters twice as large, as the reader's browser is set (WCAG 1.4.4). */
const LARGE = ":root { font-size: 200% !important; }";

/** With wider spacing or larger letters nothing is cut off, leaves its box, or widens the page. */
export const spacing = {
  name: "text spacing",
  async run(subject) {
    const found = [];
    for (const [width, rules, what] of [
      [320, SPACING, "text spacing"],
      [1280, SPACING, "text spacing"],
      [1280, LARGE, "letters of 200 %"],
    ]) {
      const view = `${viewName({ width })}, ${what}`;
      await visit(subject, { width }, async (page) => {
        await page.evaluate(remember);
        await page.evaluate(apply, rules);
        const faults = [...(await page.evaluate(overflow)), ...(await page.evaluate(lost))];
        found.push(...unique(faults).map((fault) => ({ view, ...fault })));
      });
    }
    return found;
  },
};

// The functions below run in the page.

/** Notes how much longer than its box the content of each element is; sheets of a script obey the policy. */
function remember() {
  const help = globalThis.hoshinTest;
  help.unfold();
  help.beyond = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
    Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight);
  help.before = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    const { display, overflowX, overflowY } = getComputedStyle(element);
    // A cell may span rows, an inline box has no size of its own, and what scrolls loses nothing.
    const boxless = /^(?:inline|contents|ruby.*|table-row.*|table-.*-group)$/.test(display);
    if (!boxless && !/auto|scroll/.test(overflowX + overflowY) && help.visible(element))
      help.before.set(element, help.beyond(element));
  }
}

/** Sets rules, and waits until the page's scripts have seen what became of it. */
function apply(rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
  const frame = () => new Promise((seen) => requestAnimationFrame(seen));
  return frame().then(frame);
}

function lost() {
  const help = globalThis.hoshinTest;
  const found = [];
  for (const [element, before] of help.before) {
    const more = help.beyond(element) - before;
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = /auto|scroll/.test(overflowX + overflowY);
    if (more <= 2 || scrolls || !element.innerText?.trim()) continue;
    if (!help.visible(element)) found.push({ where: help.selector(element), reason: "it is not visible any more" });
    else found.push({ where: help.selector(element), reason: `its box is ${more} px too small for its text` });
  }
  return found;
}
