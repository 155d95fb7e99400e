import { viewName, visit } from "../lib/chromium.mjs";
import { look, readText, readWithoutControls, served } from "../lib/served.mjs";

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
