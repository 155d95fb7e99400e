import { ancestor, all, byName, selector, textOf } from "../lib/html.mjs";

/** The page's own markup, read without a browser. */
export const markup = {
  name: "markup",
  async run({ page, site }) {
    return [...document(page), ...title(page, site), ...headings(page), ...ids(page), ...inline(page)];
  },
};

function document({ source, root, faults }) {
  const found = faults.map(({ line, message }) => ({ where: `line ${line}`, reason: message }));
  if (!/^<!doctype html>/i.test(source))
    found.push({ where: "line 1", reason: "the page does not begin with <!DOCTYPE html>" });
  const [html] = byName(root, "html");
  const lang = html?.attributes.get("lang");
  if (lang !== "ja")
    found.push({ where: "html", reason: `lang is ${JSON.stringify(lang)} and must be "ja"` });
  const metas = byName(root, "meta");
  if (metas[0]?.attributes.get("charset")?.toLowerCase() !== "utf-8") {
    found.push({ where: "head", reason: "the first meta element must declare charset utf-8" });
  }
  const viewport = metas
    .find((meta) => meta.attributes.get("name") === "viewport")
    ?.attributes.get("content");
  if (!viewport?.includes("width=device-width"))
    found.push({ where: "head", reason: "no viewport of device width" });
  if (byName(root, "main").length !== 1)
    found.push({ where: "body", reason: "there must be one main element" });
  return found;
}

function title(page, site) {
  const own = titleOf(page);
  if (!own) return [{ where: "head", reason: "the page has no title" }];
  const twin = site.pages.find((other) => other !== page && titleOf(other) === own);
  return twin ? [{ where: "title", reason: `「${own}」 is the title of ${twin.path} too` }] : [];
}

function titleOf({ root }) {
  const [head] = byName(root, "head");
  const [element] = head ? byName(head, "title") : [];
  return element ? textOf(element) : "";
}

function headings({ root }) {
  const found = [];
  const list = byName(root, "h1", "h2", "h3", "h4", "h5", "h6");
  const first = list.filter((heading) => heading.name === "h1");
  if (first.length !== 1)
    found.push({ where: "body", reason: `there are ${first.length} h1 elements and must be one` });
  let before = 0;
  for (const heading of list) {
    const level = Number(heading.name[1]);
    if (level > before + 1) {
      found.push({
        where: selector(heading),
        reason: `the heading 「${textOf(heading)}」 jumps from h${before} to h${level}`,
      });
    }
    if (textOf(heading) === "") found.push({ where: selector(heading), reason: "the heading is empty" });
    before = level;
  }
  return found;
}

function ids({ root }) {
  const found = [];
  const seen = new Set();
  for (const element of all(root, (at) => at.attributes.has("id"))) {
    const id = element.attributes.get("id");
    if (id === "" || /\s/.test(id))
      found.push({
        where: selector(element),
        reason: `the id ${JSON.stringify(id)} is empty or has white space`,
      });
    if (id !== id.normalize("NFC"))
      found.push({ where: selector(element), reason: `the id ${id} is not in the normal form NFC` });
    if (seen.has(id)) found.push({ where: selector(element), reason: `the id ${id} is not unique` });
    seen.add(id);
  }
  return found;
}

function inline({ root }) {
  const found = [];
  for (const element of all(root)) {
    const { name, attributes } = element;
    const where = selector(element);
    if (name === "style") found.push({ where, reason: "an inline style sheet" });
    // Data for search engines are no script: no browser runs them, no policy of contents forbids them.
    const data = attributes.get("type") === "application/ld+json";
    if (name === "script" && !data && !attributes.has("src")) found.push({ where, reason: "an inline script" });
    if (name === "script" && attributes.get("type") === "module") {
      found.push({ where, reason: "a module script, which browsers do not load from a file address" });
    }
    for (const [key, value] of attributes) {
      if (key === "style") found.push({ where, reason: `a style attribute: ${value}` });
      if (key.startsWith("on")) found.push({ where, reason: `an inline event handler: ${key}` });
      if (/^\s*javascript:/i.test(value)) found.push({ where, reason: `a javascript: address in ${key}` });
    }
    if (name === "img" && !attributes.has("alt")) found.push({ where, reason: "an image without alt" });
    if (name === "a" && ancestor(element, "a")) found.push({ where, reason: "a link inside a link" });
  }
  return found;
}
