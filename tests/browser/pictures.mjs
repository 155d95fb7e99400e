#!/usr/bin/env node
/**
 * Makes the README's pictures of the example site: always the same pages, sizes and places.
 *
 *     node tests/browser/pictures.mjs SITE OUT
 */

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { launch } from "./lib/chromium.mjs";
import { pack } from "./lib/png.mjs";
import { serve } from "./lib/server.mjs";

/** A picture in a README is loaded by everybody who looks at it. */
const LARGEST = 120_000;

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 720 };

/** @type {{name: string, path: string, size: object, scheme?: string, act: (page: import("playwright-core").Page) => Promise<void>}[]} */
const PICTURES = [
  { name: "document", path: "hachioji/index.html", size: WIDE, act: showSkillMap },
  { name: "dark", path: "sagamihara/index.html", size: WIDE, scheme: "dark", act: showStart },
  { name: "phone", path: "hachioji/index.html", size: PHONE, act: showStart },
  { name: "compare", path: "compare/index.html", size: WIDE, act: compareTwo },
  { name: "search", path: "search/index.html", size: WIDE, act: search },
];

async function showStart() {}

async function showSkillMap(page) {
  const figure = page.locator("figure", { has: page.getByRole("table", { name: "研修内容・スキルマップ" }) });
  await figure.first().evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 24));
}

async function compareTwo(page) {
  for (const [name, city] of [
    ["a", "八王子市"],
    ["b", "相模原市"],
  ]) {
    const select = page.locator(`main select[name="${name}"]`);
    const value = await select.locator("option", { hasText: city }).first().getAttribute("value");
    await select.selectOption(value);
  }
  await page.locator("main form button").first().click();
  await page.waitForLoadState("networkidle");
}

async function search(page) {
  const field = page.locator("main input[type=search]");
  await field.fill("人材");
  await field.press("Enter");
  await page.locator("main mark").first().waitFor();
  await page.waitForLoadState("networkidle");
}

const [folder, out] = process.argv.slice(2);
if (!folder || !out) {
  console.error("usage: node tests/browser/pictures.mjs SITE OUT");
  process.exit(2);
}
const server = await serve(path.resolve(folder));
const browser = await launch();
try {
  await mkdir(out, { recursive: true });
  for (const picture of PICTURES) await take(picture);
} finally {
  await browser.close();
  await server.close();
}

async function take({ name, path: address, size, scheme = "light", act }) {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: size === PHONE ? 2 : 1,
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "ja-JP",
  });
  const page = await context.newPage();
  try {
    const answer = await page.goto(server.url + address);
    if (!answer.ok()) throw new Error(`the site has no page ${address}`);
    await page.evaluate(withoutGutter);
    await act(page);
    const bytes = await pack(page, await page.screenshot({ animations: "disabled", caret: "hide" }));
    if (bytes.length > LARGEST) throw new Error(`the picture is ${bytes.length} bytes and may be ${LARGEST}`);
    await writeFile(path.join(out, `${name}.png`), bytes);
    console.log(`${name}.png: ${bytes.length} bytes`);
  } catch (error) {
    console.error(`${name}.png: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

// Runs in the page: the room for a scroll bar, which the browser does not draw here, is a bare strip.
function withoutGutter() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":root { scrollbar-gutter: auto !important }");
  document.adoptedStyleSheets.push(sheet);
}
