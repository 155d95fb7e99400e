import { viewName, visit } from "../lib/chromium.mjs";

/** The first Tab reaches a link that becomes visible and leads to the content. */
export const skipLink = {
  name: "skip link",
  async run(subject) {
    return visit(subject, {}, async (page) => {
      await page.keyboard.press("Tab");
      const link = await page.evaluate(judgeSkipLink);
      const found = link.faults;
      if (link.target) {
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        found.push(...(await page.evaluate(judgeLanding, link.target)));
      }
      return found.map((finding) => ({ view: viewName({}), ...finding }));
    });
  },
};

/** Tab reaches everything that can be operated, in order, and shows where it is. */
export const keyboard = {
  name: "keyboard",
  async run(subject) {
    const found = [];
    for (const view of [
      { width: 1280, scheme: "light" },
      { width: 320, scheme: "dark" },
    ]) {
      const faults = await visit(subject, view, async (page) => {
        // On the phone everything that folds is open, so that both states are walked through.
        if (view.width === 320) await page.evaluate(() => globalThis.hoshinTest.unfold());
        return walk(page);
      });
      found.push(...faults.map((fault) => ({ view: viewName(view), ...fault })));
    }
    return found;
  },
};

async function walk(page) {
  const total = await page.evaluate(recordUnfocused);
  const found = [];
  for (let pressed = 0; pressed <= total; pressed++) {
    await page.keyboard.press("Tab");
    const step = await page.evaluate(judgeFocus);
    found.push(...step.faults);
    if (step.done) break;
  }
  return [...found, ...(await page.evaluate(unreached))];
}

// The functions below run in the page.

function judgeSkipLink() {
  const help = globalThis.hoshinTest;
  const link = document.activeElement;
  const where = help.selector(link);
  const address = link.getAttribute("href") ?? "";
  if (link.localName !== "a" || !address.startsWith("#")) {
    return { faults: [{ where, reason: "the first Tab reaches no link within the page" }] };
  }
  const faults = [];
  const box = link.getBoundingClientRect();
  const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  if (!inside || box.height < 10 || !help.visible(link)) {
    faults.push({ where, reason: "the skip link stays invisible when it has the focus" });
  }
  const target = document.getElementById(decodeURIComponent(address.slice(1)));
  const main = document.querySelector("main");
  if (!target || !(target === main || main?.contains(target))) {
    faults.push({ where, reason: `the skip link leads to ${address}, which is not in main` });
    return { faults };
  }
  return { faults, target: target.id };
}

function judgeLanding(id) {
  const target = document.getElementById(id);
  const active = document.activeElement;
  const after =
    target.contains(active) || target.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING;
  // On a page with nothing to focus after the target, the focus goes back to the start.
  if (after || active === document.body) return [];
  const where = globalThis.hoshinTest.selector(active);
  return [{ where, reason: "the Tab after the skip link goes back to before the content" }];
}

function recordUnfocused() {
  const state = { before: new Map(), reached: new Set() };
  state.look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    const drawn =
      outlineStyle !== "none" && outlineWidth !== "0px" && globalThis.hoshinTest.colour(outlineColor)[3] > 0;
    return `${drawn ? `${outlineStyle} ${outlineWidth} ${outlineColor}` : "none"} / ${boxShadow}`;
  };
  const candidates =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex], [contenteditable]";
  for (const element of document.querySelectorAll(candidates)) {
    if (element.tabIndex < 0 || element.disabled || element.closest("[inert]")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    state.before.set(element, state.look(element));
  }
  globalThis.hoshinTest.focus = state;
  return state.before.size;
}

function judgeFocus() {
  const help = globalThis.hoshinTest;
  const { before, reached, look } = help.focus;
  const element = document.activeElement;
  if (element === document.body || element === document.documentElement) return { faults: [], done: true };
  if (reached.has(element)) return { faults: [], done: true };
  reached.add(element);
  const where = help.selector(element);
  const faults = [];
  if (before.has(element) && look(element) === before.get(element)) {
    faults.push({ where, reason: "its outline and shadow are the same with and without the focus" });
  }
  const boxes = [...element.getClientRects()];
  const inView = boxes.some(
    ({ top, bottom, left, right }) => bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
  );
  if (!inView) faults.push({ where, reason: "it is outside the window when it has the focus" });
  const points = boxes.flatMap(({ left, right, top, bottom }) => {
    const [from, to] = [Math.max(left, 0), Math.min(right, innerWidth)];
    const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    return [0.1, 0.5, 0.9].map((share) => [from + (to - from) * share, middle]);
  });
  const covered = points.every(([x, y]) => !element.contains(document.elementFromPoint(x, y)));
  if (inView && covered)
    faults.push({ where, reason: "it is covered by something else when it has the focus" });
  return { faults, done: false };
}

function unreached() {
  const help = globalThis.hoshinTest;
  const { before, reached } = help.focus;
  return [...before.keys()]
    .filter((element) => !reached.has(element) && element.type !== "radio")
    .map((element) => ({ where: help.selector(element), reason: "Tab does not reach it" }));
}
