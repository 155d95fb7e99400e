import { viewName, visit } from "../lib/chromium.mjs";

/** The least size of letters, in pixels of CSS. */
const LEAST = 12;

/** What a reader's own style sheet may set (WCAG 1.4.12), as far as drawn text obeys it. */
const SPACING = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }";

/** Charts say what they show, fit their width, and their letters can be read and stay inside. */
export const charts = {
  name: "charts",
  async run(subject) {
    const found = [];
    for (const [width, rules] of [
      [320, ""],
      [320, SPACING],
      [1280, ""],
      [1280, SPACING],
    ]) {
      const view = viewName({ width }) + (rules && ", text spacing");
      await visit(subject, { width }, async (page) => {
        const faults = await page.evaluate(judge, [rules, LEAST]);
        found.push(...faults.map((fault) => ({ view, ...fault })));
      });
    }
    return found;
  },
};

/** Runs in the page. */
function judge([rules, least]) {
  const help = globalThis.hoshinTest;
  const found = [];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
  help.unfold();
  for (const chart of document.querySelectorAll("svg[role=img]:has(title, desc, text, pattern)")) {
    const add = (reason) => found.push({ where: help.selector(chart), reason });
    const named = (chart.getAttribute("aria-labelledby") ?? "").split(/\s+/);
    for (const part of ["title", "desc"]) {
      const element = chart.querySelector(`:scope > ${part}`);
      if (!element?.textContent.trim()) add(`it has no ${part}`);
      else if (!named.includes(element.id)) add(`aria-labelledby does not name its ${part}`);
    }
    const own = [chart, ...chart.querySelectorAll("[id]")].map(({ id }) => id).filter(Boolean);
    for (const id of own)
      if (document.querySelectorAll(`#${CSS.escape(id)}`).length > 1) add(`the id ${id} is not unique`);
    for (const painted of chart.querySelectorAll('[fill^="url("]')) {
      const id = painted.getAttribute("fill").slice(5, -1);
      if (!chart.querySelector(`pattern[id="${CSS.escape(id)}"]`)) add(`the pattern ${id} is not in it`);
    }
    if (!chart.checkVisibility()) continue;
    const box = chart.getBoundingClientRect();
    const scale = chart.getScreenCTM().a;
    for (const text of chart.querySelectorAll("text")) {
      const said = JSON.stringify(text.textContent);
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < least) add(`the letters of ${said} are ${size.toFixed(1)} px`);
      const place = text.getBoundingClientRect();
      const beyond = [box.left - place.left, place.right - box.right, box.top - place.top, place.bottom - box.bottom];
      if (Math.max(...beyond) > 1) add(`${said} leaves it by ${Math.ceil(Math.max(...beyond))} px`);
    }
  }
  for (const group of document.querySelectorAll(".chart")) {
    const shown = [...group.querySelectorAll("svg")].filter((svg) => svg.checkVisibility());
    if (shown.length !== 1) found.push({ where: help.selector(group), reason: `it shows ${shown.length} charts` });
  }
  return found;
}
