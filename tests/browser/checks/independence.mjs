import { viewName, visit } from "../lib/chromium.mjs";

/** Under a sub-path and a strict policy the page loads without a single complaint of the browser. */
export const policy = {
  name: "strict policy",
  async run(subject) {
    const { troubles } = await served(subject);
    return troubles.map((trouble) => ({ view: viewName({}), ...trouble }));
  },
};

/** Without JavaScript the page says the same. */
export const scriptless = {
  name: "without JavaScript",
  async run(subject) {
    const { passive } = await served(subject);
    const without = await visit(subject, { scripts: false }, readWithoutControls);
    return difference(passive, without, viewName({ scripts: false }));
  },
};

/** Opened by double click the page says and looks the same. */
export const fromFile = {
  name: "from a file",
  async run(subject) {
    const view = viewName({ via: "file" });
    const fromServer = await served(subject);
    return visit(subject, { via: "file" }, async (page, troubles) => {
      const found = troubles.map((trouble) => ({ view, ...trouble }));
      found.push(...difference(fromServer.text, await readText(page), view));
      const own = await page.evaluate(look);
      for (const property of Object.keys(own)) {
        if (own[property] === fromServer.look[property]) continue;
        found.push({
          view,
          where: "body",
          reason: `${property} is ${own[property]}, but ${fromServer.look[property]} from the server`,
        });
      }
      if (own["the number of style sheets"] === 0)
        found.push({ view, where: "head", reason: "no style sheet applies" });
      return found;
    });
  },
};

const SERVED = new WeakMap();

/** The page as it comes from the server when it has come to rest: read once for all checks of it. */
function served(subject) {
  if (!SERVED.has(subject)) {
    const reading = visit(subject, {}, async (page, troubles) => {
      await page.waitForLoadState("networkidle");
      const text = await readText(page);
      const seen = await page.evaluate(look);
      return { text, look: seen, passive: await readWithoutControls(page), troubles };
    });
    SERVED.set(subject, reading);
  }
  return SERVED.get(subject);
}

function readText(page) {
  return page.evaluate(() => document.body.innerText);
}

// A control that works by script alone may be put there by the script.
async function readWithoutControls(page) {
  await page.evaluate(() => {
    for (const control of document.querySelectorAll("search, [role=search], form, button, dialog"))
      control.remove();
  });
  return readText(page);
}

function difference(expected, actual, view) {
  const lines = (text) =>
    text
      .split("\n")
      .map((line) => line.replace(/\s+/g, " ").trim())
      .filter(Boolean);
  const missing = subtract(lines(expected), lines(actual));
  const extra = subtract(lines(actual), lines(expected));
  const quote = (list) =>
    list
      .slice(0, 3)
      .map((line) => `「${line.slice(0, 60)}」`)
      .join(" ");
  const found = [];
  if (missing.length > 0)
    found.push({
      view,
      where: "body",
      reason: `${missing.length} lines of text are missing: ${quote(missing)}`,
    });
  if (extra.length > 0)
    found.push({
      view,
      where: "body",
      reason: `${extra.length} lines of text are only here: ${quote(extra)}`,
    });
  return found;
}

function subtract(from, lines) {
  const left = new Map();
  for (const line of lines) left.set(line, (left.get(line) ?? 0) + 1);
  return from.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

// Runs in the page. From a file the rules of a sheet cannot be read, so their effect is compared.
function look() {
  const style = getComputedStyle(document.body);
  return {
    "the number of style sheets": document.styleSheets.length,
    font: style.fontFamily,
    colour: style.color,
    "the page's height": document.documentElement.scrollHeight,
  };
}
