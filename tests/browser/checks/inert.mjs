import { viewName, visit } from "../lib/chromium.mjs";

/** Characters that turn the order of text round, and the one that ends it in some programs. */
const TURNING = "[\\u202a-\\u202e\\u2066-\\u2069\\u0000]";

/** Nothing that authors write is executed, and text stands in the order in which it is written. */
export const inert = {
  name: "inert",
  async run(subject) {
    return visit(subject, {}, async (page) => {
      const found = [];
      const add = (where, reason) => found.push({ view: viewName({}), where, reason });
      page.on("dialog", (dialog) => {
        add("(page)", `a dialog opens: ${dialog.message()}`);
        dialog.dismiss();
      });
      // The dialogs of the first visit went by unseen.
      await page.reload({ waitUntil: "load" });
      for (const { where, reason } of await page.evaluate(turned, TURNING)) add(where, reason);
      return found;
    });
  },
};

/** Runs in the page: the texts with turning characters, and elements that turn their own text. */
function turned(pattern) {
  const turning = new RegExp(pattern);
  const found = [];
  if (turning.test(document.title))
    found.push({ where: "title", reason: "the title holds a character that turns text round" });
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { nodeValue, parentElement } = walker.currentNode;
    if (turning.test(nodeValue))
      found.push({
        where: parentElement.localName,
        reason: `a character turns text round: ${JSON.stringify(nodeValue.trim().slice(0, 40))}`,
      });
  }
  for (const element of document.querySelectorAll("body *")) {
    if (getComputedStyle(element).direction !== "ltr")
      found.push({ where: element.localName, reason: "its text runs from right to left" });
    for (const { name, value } of element.attributes)
      if (turning.test(value))
        found.push({ where: element.localName, reason: `${name} holds a character that turns text` });
  }
  return found;
}
