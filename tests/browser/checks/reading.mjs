import { viewName, visit } from "../lib/chromium.mjs";

/** While the reader scrolls, the contents show the chapter; on a phone they close after a choice. */
export const contents = {
  name: "contents",
  async run(subject) {
    const wide = { view: viewName({}) };
    const found = await visit(subject, {}, async (page) => {
      const faults = [];
      const total = await page.locator(".contents a").count();
      for (const at of new Set(total > 0 ? [0, total >> 1, total - 1] : [])) {
        await page.evaluate(scrollToChapter, at);
        faults.push(...(await page.evaluate(judgeCurrent)));
      }
      return faults.map((fault) => ({ ...wide, ...fault }));
    });
    return [...found, ...(await phone(subject))];
  },
};

function phone(subject) {
  return visit(subject, { width: 320 }, async (page) => {
    const summary = page.locator(".contents summary");
    if ((await summary.count()) === 0) return [];
    await summary.click();
    await page.locator(".contents a").last().click();
    const fault = await page.evaluate(judgeChoice);
    return fault ? [{ view: viewName({ width: 320 }), ...fault }] : [];
  });
}

/** The sign beside a heading copies a readable address, says so, and is a link all the same. */
export const copying = {
  name: "copying links",
  async run(subject) {
    return visit(subject, {}, async (page) => {
      const link = page.locator(".self").last();
      if ((await link.count()) === 0) return [];
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await link.focus();
      await page.keyboard.press("Enter");
      const reason = await page.evaluate(judgeCopy);
      return reason ? [{ view: viewName({}), where: ".self", reason }] : [];
    });
  },
};

/** A table that is wider than the screen says so and keeps its row heads; one that fits keeps its head. */
export const wideTables = {
  name: "wide tables",
  async run(subject) {
    const found = [];
    for (const [width, judge] of [
      [320, judgeWide],
      [1280, judgeLong],
    ]) {
      const faults = await visit(subject, { width }, (page) => page.evaluate(judge));
      found.push(...faults.map((fault) => ({ view: viewName({ width }), ...fault })));
    }
    return found;
  },
};

// The functions below run in the page.

async function scrollToChapter(at) {
  const link = document.querySelectorAll(".contents a")[at];
  document.getElementById(decodeURIComponent(link.hash.slice(1))).scrollIntoView({ behavior: "instant" });
  // The mark follows with the next frames.
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
}

function judgeCurrent() {
  const help = globalThis.hoshinTest;
  const links = [...document.querySelectorAll(".contents a")];
  const heading = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const passed = links.filter((link) => heading(link).getBoundingClientRect().top < innerHeight / 3);
  const marked = links.filter((link) => link.hasAttribute("aria-current"));
  const where = passed.length ? help.selector(passed.at(-1)) : ".contents";
  if (marked.length > 1 || marked[0] !== passed.at(-1))
    return [{ where, reason: `the contents mark ${marked.map((link) => link.textContent)} as current` }];
  if (marked.length === 0) return [];
  const look = (link) => {
    const { fontWeight, borderInlineStartWidth, textDecorationLine } = getComputedStyle(link);
    return [fontWeight, borderInlineStartWidth, textDecorationLine].join();
  };
  const other = links.find((link) => link !== marked[0]);
  if (other && look(other) === look(marked[0]))
    return [{ where, reason: "the current chapter differs from others by colour at most" }];
  const { top, bottom } = marked[0].getBoundingClientRect();
  const frame = marked[0].closest(".contents").getBoundingClientRect();
  const sticky = getComputedStyle(marked[0].closest(".contents")).position === "sticky";
  if (sticky && (top < frame.top || bottom > frame.bottom + 1))
    return [{ where, reason: "the mark is scrolled out of the contents" }];
  return [];
}

async function judgeChoice() {
  for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  const open = document.querySelector(".contents details").open;
  const where = ".contents details";
  if (open) return { where, reason: "it stays open after a choice" };
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const top = target?.getBoundingClientRect().top ?? -1;
  const ended = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  if (top < -1 || (top > innerHeight / 3 && !ended)) return { where, reason: "the chosen chapter is not in view" };
  return null;
}

async function judgeCopy() {
  const status = () => [...document.querySelectorAll("[role=status]")].map((it) => it.textContent).join("");
  const end = performance.now() + 2000;
  while (!status() && performance.now() < end) await new Promise(requestAnimationFrame);
  if (!location.hash) return "the link leads nowhere";
  if (!status()) return "nothing says that the address was copied";
  const copied = await navigator.clipboard.readText();
  if (new URL(copied).href !== location.href) return `it copies ${copied}`;
  return /%[89A-F]/i.test(copied) ? `the copied address is not readable: ${copied}` : null;
}

async function judgeWide() {
  const help = globalThis.hoshinTest;
  const frames = async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  };
  const faults = [];
  for (const region of document.querySelectorAll(".table-scroll")) {
    const room = region.scrollWidth - region.clientWidth;
    const where = help.selector(region.querySelector("caption"));
    const fault = (reason) => faults.push({ where, reason });
    const hint = () => /[ぁ-ん]/.test(getComputedStyle(region.parentElement, "::before").content);
    if (hint() !== room > 1) fault(room > 1 ? "nothing says that there is more" : "it says that there is more");
    if (room <= 1) continue;
    region.scrollLeft = room;
    await frames();
    if (hint()) fault("at its end it still says that there is more");
    const edge = region.getBoundingClientRect();
    for (const head of region.parentElement.matches(".stay") ? region.querySelectorAll("tbody [scope=row]") : []) {
      const box = head.getBoundingClientRect();
      if (Math.abs(box.left - edge.left) > 2) fault(`the head ${head.textContent} of a row is scrolled away`);
      else if (box.width > edge.width * 0.4 + 1) fault(`the heads of rows take ${Math.round(box.width)} px`);
      else continue;
      break;
    }
  }
  return faults;
}

async function judgeLong() {
  const help = globalThis.hoshinTest;
  const faults = [];
  for (const head of document.querySelectorAll(".table-scroll thead")) {
    const region = head.closest(".table-scroll");
    const low = head.offsetHeight < innerHeight / 4;
    if (!low || region.offsetHeight < innerHeight || region.scrollWidth > region.clientWidth + 1) continue;
    scrollTo({ top: region.getBoundingClientRect().top + scrollY + region.offsetHeight / 2, behavior: "instant" });
    await new Promise(requestAnimationFrame);
    const { left, top, height } = head.getBoundingClientRect();
    const seen = document.elementFromPoint(left + 8, top + height / 2);
    if (top < 0 || top > 8 || !head.contains(seen))
      faults.push({ where: help.selector(head), reason: "the heads of columns are scrolled away" });
  }
  return faults;
}
