/**
 * One browser for all checks, and visits to pages in it.
 *
 * @typedef {object} View
 * @property {number} [width] of the viewport in CSS pixels
 * @property {"light" | "dark"} [scheme]
 * @property {boolean} [scripts] whether the page's JavaScript runs
 * @property {"http" | "file"} [via]
 *
 * @typedef {object} Trouble something that the page did wrong while it loaded
 * @property {string} where an address
 * @property {string} reason
 */

import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const HELPERS = readFileSync(new URL("in-page.js", import.meta.url), "utf8");

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // No test may depend on, or reach, anything but this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Launches the system's Chromium (or the one that the variable CHROMIUM names). */
export async function launch() {
  const candidates = [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const executablePath = candidates.find((file) => file && existsSync(file));
  if (!executablePath)
    throw new Error("no Chromium found: install the Debian package chromium, or set CHROMIUM");
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * The name of a view in messages, `320 px dark` for instance.
 * @param {View} view
 */
export function viewName({ width = 1280, scheme = "light", scripts = true, via = "http" }) {
  const parts = [`${width} px`, scheme];
  if (!scripts) parts.push("without JavaScript");
  if (via === "file") parts.push("from file");
  return parts.join(", ");
}

/**
 * Opens a page of the site in a context of its own and hands it to `work`.
 * @template T
 * @param {{browser: import("playwright-core").Browser, base: string, folder: string, path: string}} subject
 * @param {View} view
 * @param {(page: import("playwright-core").Page, troubles: Trouble[]) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function visit(subject, view, work) {
  const { width = 1280, scheme = "light", scripts = true, via = "http" } = view;
  const context = await subject.browser.newContext({
    viewport: { width, height: width < 600 ? 640 : 900 },
    colorScheme: scheme,
    reducedMotion: "reduce",
    javaScriptEnabled: scripts,
    locale: "ja-JP",
  });
  try {
    await context.addInitScript(HELPERS);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const root = via === "file" ? `${pathToFileURL(subject.folder)}/` : subject.base;
    const troubles = watch(page, root);
    const address = root + subject.path.split("/").map(encodeURIComponent).join("/");
    await page.goto(address, { waitUntil: "load" });
    return await work(page, troubles);
  } finally {
    await context.close();
  }
}

/** Collects everything that goes wrong in a page or leaves the site. */
function watch(page, root) {
  const troubles = [];
  const add = (where, reason) => troubles.push({ where, reason });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      add(message.location().url, `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => add(page.url(), `script error: ${error.message}`));
  page.on("requestfailed", (request) =>
    add(request.url(), `request failed: ${request.failure()?.errorText}`),
  );
  page.on("response", (response) => {
    if (response.status() >= 400) add(response.url(), `answered with status ${response.status()}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(root) && !address.startsWith("data:"))
      add(address, "a request outside the site's folder");
  });
  return troubles;
}
