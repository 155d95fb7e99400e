import { viewName, visit } from "../lib/chromium.mjs";

/** At 320 px nothing makes the page scroll sideways, and what is wider scrolls by itself. */
export const narrow = {
  name: "narrow",
  async run(subject) {
    return visit(subject, { width: 320 }, async (page) => {
      const folded = await page.evaluate(overflow);
      await page.evaluate(() => globalThis.hoshinTest.unfold());
      const found = [...folded, ...(await page.evaluate(overflow))];
      return unique(found).map((finding) => ({ view: viewName({ width: 320 }), ...finding }));
    });
  },
};

/** Every region that scrolls sideways can be reached, says its name, and obeys the arrow keys. */
export const regions = {
  name: "scroll regions",
  async run(subject) {
    const found = [];
    for (const width of [320, 1280]) {
      const view = viewName({ width });
      await visit(subject, { width }, async (page) => {
        await page.evaluate(() => globalThis.hoshinTest.unfold());
        const marked = await page.evaluate(markRegions);
        found.push(...marked.faults.map((fault) => ({ view, ...fault })));
        for (let at = 0; at < marked.count; at++) {
          const region = page.locator(`[data-test-region="${at}"]`);
          await region.focus();
          await page.keyboard.press("ArrowRight");
          const moved = await region.evaluate(hasScrolled);
          if (!moved)
            found.push({
              view,
              where: await region.evaluate(name),
              reason: "the right arrow key does not scroll it",
            });
        }
      });
    }
    return found;
  },
};

/** The findings without those that say the same of the same place. */
export function unique(findings) {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

// The functions below run in the page.

/** What makes the page wider than the window, or is cut off on the right. */
export function overflow() {
  const help = globalThis.hoshinTest;
  const found = [];
  const outside = new Set();
  const width = document.documentElement.clientWidth;
  const whole = document.scrollingElement.scrollWidth;
  if (whole > width)
    found.push({ where: "html", reason: `the page is ${whole} px wide and scrolls sideways` });
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (box.right > width + 1 && !help.scroller(element) && help.visible(element)) {
      const first = !outside.has(element.parentElement);
      if (first)
        found.push({
          where: help.selector(element),
          reason: `it ends at ${Math.round(box.right)} px, beyond the right edge`,
        });
      outside.add(element);
    }
    const style = getComputedStyle(element);
    const hides = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    if (hides && element.clientWidth > 2 && help.visible(element)) {
      found.push({
        where: help.selector(element),
        reason: `it hides ${element.scrollWidth - element.clientWidth} px of its content`,
      });
    }
  }
  return found;
}

function markRegions() {
  const help = globalThis.hoshinTest;
  const faults = [];
  let count = 0;
  for (const element of document.body.querySelectorAll("*")) {
    if (!/auto|scroll/.test(getComputedStyle(element).overflowX)) continue;
    if (element.scrollWidth <= element.clientWidth + 1 || !help.visible(element)) continue;
    const where = help.selector(element);
    if (element.tabIndex < 0) {
      faults.push({ where, reason: "it scrolls sideways and cannot be reached by keyboard" });
      continue;
    }
    if (!["region", "group"].includes(element.getAttribute("role"))) {
      faults.push({ where, reason: "it scrolls sideways and has no role of region or group" });
    }
    const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
    const label = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    if (!(label + (element.getAttribute("aria-label") ?? "")).trim()) {
      faults.push({ where, reason: "it scrolls sideways and has no name" });
    }
    element.dataset.testRegion = String(count++);
  }
  return { faults, count };
}

async function hasScrolled(element) {
  const end = performance.now() + 2000;
  while (element.scrollLeft === 0 && performance.now() < end) await new Promise(requestAnimationFrame);
  return element.scrollLeft > 0;
}

function name(element) {
  return globalThis.hoshinTest.selector(element);
}
