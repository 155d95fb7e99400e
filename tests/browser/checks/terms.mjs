import { viewName, visit } from "../lib/chromium.mjs";
import { AXE, TAGS, inspect } from "./axe.mjs";

/** Terms of the glossary open what they mean beside them, by keyboard, and are words on paper. */
export const terms = {
  name: "terms",
  async run(subject) {
    if (!/<a class="term"/.test(subject.page.source)) return [];
    const found = [];
    for (const width of [1280, 320]) {
      const reasons = await visit(subject, { width }, (page) => operate(page));
      found.push(...reasons.map((finding) => ({ view: viewName({ width }), ...finding })));
    }
    found.push(...(await withoutPopovers(subject)));
    return found;
  },
};

/** Opens the first and the last term of the page as a reader at a keyboard does. */
async function operate(page) {
  const found = [];
  const last = (await page.locator("a.term").count()) - 1;
  for (const at of new Set([0, last])) {
    const say = (where, reasons) => found.push(...reasons.map((reason) => ({ where, reason })));
    const term = page.locator("a.term").nth(at);
    const where = await term.evaluate((element) => globalThis.hoshinTest.selector(element));
    await term.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    if (!(await term.evaluate((element) => element === document.activeElement)))
      say(where, ["Tab does not reach the term"]);
    await page.keyboard.press("Enter");
    say(where, await term.evaluate(judgeOpen));
    if (at === 0) found.push(...(await judgeWithAxe(page)));
    await page.keyboard.press("Escape");
    say(where, await term.evaluate(judgeClosed));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    say(where, await term.evaluate(judgeEntry));
    await term.focus();
    await page.keyboard.press("Enter");
    await page.emulateMedia({ media: "print" });
    say(where, await term.evaluate(judgePaper));
    await page.emulateMedia({ media: null });
  }
  return found;
}

async function judgeWithAxe(page) {
  if ((await page.locator(".term-note").count()) === 0) return [];
  await page.evaluate(AXE);
  const found = [];
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate(`(${inspect})(${JSON.stringify(TAGS)}, ".term-note")`);
    found.push(...violations.map(({ where, reason }) => ({ where, reason: `open, ${colorScheme}: ${reason}` })));
  }
  return found;
}

/** Where nothing can open, the term leads to its entry. A tab of its own: the others keep their popovers. */
async function withoutPopovers({ browser, base, path }) {
  const context = await browser.newContext();
  try {
    await context.addInitScript(() => delete HTMLElement.prototype.showPopover);
    const page = await context.newPage();
    await page.goto(base + path.split("/").map(encodeURIComponent).join("/"), { waitUntil: "load" });
    const term = page.locator("a.term").first();
    await term.focus();
    await page.keyboard.press("Enter");
    const reasons = await term.evaluate(judgeEntry);
    return reasons.map((reason) => ({ view: "without popovers", where: "a.term", reason }));
  } finally {
    await context.close();
  }
}

// The functions below run in the page.

function judgeOpen(term) {
  const help = globalThis.hoshinTest;
  const note = document.querySelector(":popover-open");
  if (!note) return ["Enter opens nothing"];
  const reasons = [];
  const squeeze = (text) => text.replace(/\s+/g, "");
  const entry = document.getElementById(decodeURIComponent(term.hash.slice(1)));
  const meaning = squeeze(entry.nextElementSibling.textContent);
  if (!squeeze(note.innerText).includes(meaning)) reasons.push("what opens does not say what the term means");
  if (!help.visible(note)) reasons.push("what opens is not visible");
  if (note.querySelector("[id]")) reasons.push("an id is there twice");
  if (!note.contains(document.activeElement)) reasons.push("the focus does not go to what opens");
  if (term.getAttribute("aria-expanded") !== "true") reasons.push("it is not said that the term is open");
  const { left, right, top, bottom } = note.getBoundingClientRect();
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight)
    reasons.push("what opens reaches beyond the window");
  const box = term.getBoundingClientRect();
  if (left < box.right && box.left < right && top < box.bottom - 1 && box.top < bottom - 1)
    reasons.push("what opens covers the term");
  return reasons;
}

function judgePaper(term) {
  const reasons = [];
  const note = document.querySelector(".term-note");
  if (note?.checkVisibility()) reasons.push("what is open is printed");
  const [own, around] = [getComputedStyle(term), getComputedStyle(term.parentElement)];
  if (own.color !== around.color || own.textDecorationLine !== "none") reasons.push("a printed term is marked");
  return reasons;
}

function judgeClosed(term) {
  const reasons = [];
  if (document.querySelector(":popover-open")) reasons.push("Escape does not close it");
  if (document.activeElement !== term) reasons.push("the focus does not come back to the term");
  if (term.getAttribute("aria-expanded") !== "false") reasons.push("it is not said that the term is closed");
  return reasons;
}

function judgeEntry(term) {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id !== decodeURIComponent(term.hash.slice(1)) || !document.getElementById(id))
    return [`it leads to #${id} and not to the entry`];
  return document.querySelector(":popover-open") ? ["it stays open over the glossary"] : [];
}
