import { viewName, visit } from "../lib/chromium.mjs";

/** The list of documents can be narrowed down by keyboard, says how many are left, and can be linked to. */
export const filter = {
  name: "list filter",
  async run(subject) {
    if (!subject.page.source.includes('hs-filter')) return [];
    const found = [];
    for (const via of ["http", "file"]) {
      const view = viewName({ via });
      const reasons = await visit(subject, { via }, operate);
      found.push(...reasons.map((reason) => ({ view, where: "form.filter", reason })));
    }
    const view = viewName({ scripts: false });
    const left = await visit(subject, { scripts: false }, (page) => page.locator("form.filter:visible").count());
    if (left > 0) found.push({ view, where: "form.filter", reason: "a form that does nothing is shown" });
    return found;
  },
};

async function operate(page) {
  const field = page.locator("form.filter [name=q]");
  if ((await field.count()) === 0) return [];
  if (!(await field.isVisible())) return ["the form is not shown"];
  const entries = page.locator(".entry:visible");
  const all = await entries.count();
  const title = await entries.last().locator("a").textContent();
  await field.focus();
  await page.keyboard.type(title.normalize("NFKC").toUpperCase());
  const reasons = [];
  const expect = async (fine, reason) => (await fine()) || reasons.push(reason);
  const narrowed = async () => (await entries.count()) === 1 && (await entries.textContent()).includes(title);
  await expect(narrowed, `the title ${title} leaves ${await entries.count()} of ${all} documents`);
  await expect(async () => (await page.locator(".group:visible").count()) === 1, "empty groups are shown");
  const status = page.locator("form.filter [role=status]");
  await expect(async () => /1/.test(await status.textContent()), "nothing says how many documents are left");
  await page.reload();
  await expect(narrowed, "the words are lost when the page is loaded again");
  await field.fill("みつからない言葉");
  await expect(async () => (await entries.count()) === 0, "documents are left that do not have the word");
  await expect(async () => (await status.textContent()) !== "", "nothing says that no document is left");
  await page.locator("form.filter [type=reset]").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((all) => document.querySelectorAll(".entry:not([hidden])").length === all, all);
  return reasons;
}
