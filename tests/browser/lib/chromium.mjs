/**
 * One browser for all checks, and visits to pages in it.
 *
 * @typedef {object} View
 * @property {number} [width] of the viewport in CSS pixels
 * @property {"light" | "dark"} [scheme]
 * @property {boolean} [forced] whether the reader's system forces its few colours on the page
 * @property {boolean} [scripts] whether the page's JavaScript runs
 * @property {"http" | "file"} [via]
 * @property {boolean} [own] a tab of its own, for work that changes what the tab does with every page
 *
 * @typedef {object} Trouble something that the page did wrong while it loaded
 * @property {string} where an address
 * @property {string} reason
 *
 * @typedef {object} Loaded a file of the site that a page loaded
 * @property {string} address
 * @property {string} type document, stylesheet, script, image …
 */

import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const HELPERS = readFileSync(new URL("in-page.js", import.meta.url), "utf8");

/** Tabs that wait for their next visit, by browser and by what cannot be changed in an open tab. */
const IDLE = new WeakMap();

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
export function viewName({ width = 1280, scheme = "light", forced, scripts = true, via = "http" }) {
  const parts = [`${width} px`, forced ? "forced colours" : scheme];
  if (!scripts) parts.push("without JavaScript");
  if (via === "file") parts.push("from file");
  return parts.join(", ");
}

/** Runs in the page: waits until two pictures of it have been drawn. */
function settled() {
  const drawn = () => new Promise((next) => requestAnimationFrame(next));
  return drawn().then(drawn);
}

/**
 * Opens a page of the site in a tab that shows nothing else meanwhile, and hands it to `work`.
 *
 * Tabs are used again: a new one for each visit takes three times as long.
 * @template T
 * @param {{browser: import("playwright-core").Browser, base: string, folder: string, path: string}} subject
 * @param {View} view
 * @param {(page: import("playwright-core").Page, troubles: Trouble[], loaded: Loaded[]) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function visit(subject, view, work) {
  const { width = 1280, scheme = "light", forced = false, scripts = true, via = "http", own = false } = view;
  const root = via === "file" ? `${pathToFileURL(subject.folder)}/` : subject.base;
  const idle = own ? [] : idleTabs(subject.browser, `${scripts} ${via}`);
  const tab = idle.pop() ?? (await newTab(subject.browser, scripts));
  const { page } = tab;
  let done = false;
  try {
    await page.setViewportSize({ width, height: width < 600 ? 640 : 900 });
    await page.emulateMedia({
      media: null,
      colorScheme: scheme,
      forcedColors: forced ? "active" : "none",
      reducedMotion: "reduce",
    });
    tab.watch(root);
    await page.goto(root + subject.path.split("/").map(encodeURIComponent).join("/"), { waitUntil: "load" });
    // What scripts do when they see the page's first picture belongs to its start.
    if (scripts) await page.evaluate(settled);
    const result = await work(page, tab.troubles, tab.loaded);
    tab.watch(null);
    page.removeAllListeners("dialog");
    await page.goto("about:blank");
    done = !own;
    return result;
  } finally {
    // A tab in which something went wrong may be in any state.
    if (done) idle.push(tab);
    else await page.context().close();
  }
}

function idleTabs(browser, kind) {
  const kinds = IDLE.get(browser) ?? new Map();
  IDLE.set(browser, kinds);
  if (!kinds.has(kind)) kinds.set(kind, []);
  return kinds.get(kind);
}

async function newTab(browser, scripts) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, locale: "ja-JP" });
  await context.addInitScript(HELPERS);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return new Tab(page);
}

/** A tab that collects what a visit loads and everything that goes wrong in it. */
class Tab {
  /** @type {Trouble[]} */
  troubles = [];
  /** @type {Loaded[]} */
  loaded = [];
  root = null;

  constructor(page) {
    this.page = page;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        this.add(message.location().url, `console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.add(page.url(), `script error: ${error.message}`));
    page.on("requestfailed", (request) =>
      this.add(request.url(), `request failed: ${request.failure()?.errorText}`),
    );
    page.on("response", (response) => {
      if (response.status() >= 400)
        this.add(response.url(), `answered with status ${response.status()}`);
      else if (this.root && response.url().startsWith(this.root))
        this.loaded.push({ type: response.request().resourceType(), address: response.url() });
    });
    page.on("request", (request) => {
      const address = request.url();
      if (this.root && !address.startsWith(this.root) && !address.startsWith("data:"))
        this.add(address, "a request outside the site's folder");
    });
  }

  /** Begins a visit of the site at an address; between visits there is none. */
  watch(root) {
    this.root = root;
    this.troubles = [];
    this.loaded = [];
  }

  add(where, reason) {
    if (this.root) this.troubles.push({ where, reason });
  }
}
