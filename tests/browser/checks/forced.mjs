import { viewName, visit } from "../lib/chromium.mjs";

/** In the few colours of a reader's system everything can still be told apart. */
export const forced = {
  name: "forced colours",
  async run(subject) {
    const found = [];
    for (const scheme of ["light", "dark"]) {
      const view = { scheme, forced: true };
      await visit(subject, view, async (page) => {
        await page.evaluate(() => globalThis.hoshinTest.unfold());
        // Without a key pressed before, the browser does not show a focus that a script sets.
        await page.keyboard.press("Tab");
        const faults = await page.evaluate(judge);
        found.push(...faults.map((fault) => ({ view: `${viewName(view)}, ${scheme}`, ...fault })));
      });
    }
    return found;
  },
};

// Runs in the page.
function judge() {
  const help = globalThis.hoshinTest;
  const found = [];
  const add = (element, reason) => found.push({ where: help.selector(element), reason });
  const shown = [...document.body.querySelectorAll("*")].filter((element) => help.visible(element));
  const contrast = (colour, element) => help.contrast(help.colour(colour), help.background(element));
  const edged = (style, element) =>
    ["Top", "Right", "Bottom", "Left"].some(
      (side) =>
        !["none", "hidden"].includes(style[`border${side}Style`]) &&
        parseFloat(style[`border${side}Width`]) > 0 &&
        contrast(style[`border${side}Color`], element) >= 3,
    );

  for (const element of shown) {
    const style = getComputedStyle(element);
    const own = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "",
    );
    const ratio = own ? contrast(style.color, element) : 21;
    if (ratio < 4.5) add(element, `the contrast of its text is ${ratio.toFixed(2)}:1`);
    if (element.matches("button, input:not([type=hidden]), select, textarea")) {
      const native = element.matches("[type=checkbox], [type=radio], [type=range]") && style.appearance !== "none";
      if (!native && !edged(style, element.parentElement) && !/underline/.test(style.textDecorationLine))
        add(element, "nothing shows where this control is: it has no edge and no underline");
    }
    if (element.matches("svg *") && element.getBBox && element.childElementCount === 0) {
      const drawn = [style.fill, style.stroke].filter((paint) => paint !== "none" && !paint.startsWith("url"));
      if (drawn.length > 0 && drawn.every((paint) => contrast(paint, element.closest("svg")) < 3))
        add(element, "this shape has the colour of what is behind it");
    }
    // A sign that is nothing but a coloured box, or a mask over one, is gone.
    for (const pseudo of [null, "::before", "::after"]) {
      if (!element.closest("a, button, summary, label, [role=img]")) break;
      const sign = getComputedStyle(element, pseudo);
      const empty = pseudo ? /^(?:""|'')$/.test(sign.content) : !element.innerText?.trim() && element.childElementCount === 0;
      const box = empty && sign.display !== "none" && parseFloat(sign.width) > 2 && parseFloat(sign.height) > 2;
      const replaced = !pseudo && element.matches("img, svg, svg *, input, select, textarea, br, wbr, hr");
      if (!box || replaced || edged(sign, element) || sign.backgroundImage !== "none") continue;
      const behind = pseudo ? element : element.parentElement;
      if (contrast(sign.backgroundColor, behind) < 3)
        add(element, `${pseudo ?? "it"} is drawn by a colour alone, which is gone`);
    }
  }

  // What is current differs from its neighbours by more than a colour.
  const marks = (element) =>
    [null, "::before", "::after"]
      .map((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const { content, fontWeight, textDecorationLine, outlineStyle, listStyleType } = style;
        const edges = ["Top", "Right", "Bottom", "Left"].map((side) => style[`border${side}Style`] + style[`border${side}Width`]);
        return [content, fontWeight, textDecorationLine, outlineStyle, listStyleType, ...edges].join(" ");
      })
      .join(" / ");
  for (const current of document.querySelectorAll("nav [aria-current]:not([aria-current=false])")) {
    const other = [...current.closest("nav").querySelectorAll(current.localName)].find(
      (candidate) => !candidate.hasAttribute("aria-current") && help.visible(candidate),
    );
    const differs = (one, two) => marks(one) !== marks(two);
    if (other && help.visible(current) && !differs(current, other) && !differs(current.parentElement, other.parentElement))
      add(current, "nothing but a colour tells it from its neighbours");
  }

  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle !== "none" && outlineWidth !== "0px" && contrast(outlineColor, element.parentElement) >= 3;
  };
  for (const element of shown) {
    if (element.tabIndex < 0 || element.disabled || element.closest("[inert]")) continue;
    element.focus({ preventScroll: true });
    if (document.activeElement === element && element.matches(":focus-visible") && !look(element))
      add(element, "no outline shows that it has the focus");
  }
  return found;
}
