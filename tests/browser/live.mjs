#!/usr/bin/env node
/**
 * The preview in a browser: an author edits, and the open page follows.
 *
 *     node tests/browser/live.mjs HOSHIN [--shots DIR]
 *
 * HOSHIN is the program. It is run as `HOSHIN serve --site FOLDER --port N` on a site that the test writes and
 * changes, and must print its address, `http://127.0.0.1:N/`.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { AXE, TAGS } from "./checks/axe.mjs";
import { launch } from "./lib/chromium.mjs";

/** How long the browser may take for what should take a moment. */
const SOON = 10_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { shots: { type: "string" } } });
if (positionals.length !== 1) {
  console.error("usage: node tests/browser/live.mjs HOSHIN [--shots DIR]");
  process.exit(2);
}
const [program] = positionals;
if (values.shots) await mkdir(values.shots, { recursive: true });

const PARAGRAPHS = Array.from({ length: 80 }, (_, n) => `段落${n + 1}の本文です。`).join("\n\n");
const page = (title, text) => `---\nkind: page\ntitle: ${title}\n---\n\n${text}\n\n${PARAGRAPHS}\n`;
/** A link that leads nowhere, and a text that must stay one. */
const BROKEN = "[<b>壊れた</b>&リンク<img src=x onerror=alert(1)>](no.md)";

/** A site in a folder, previewed. */
class Preview {
  static async start(files) {
    const preview = new Preview();
    preview.folder = await mkdtemp(path.join(tmpdir(), "hoshin-live-"));
    preview.port = await freePort();
    preview.url = `http://127.0.0.1:${preview.port}/`;
    for (const [name, text] of Object.entries(files)) await preview.write(name, text);
    await preview.serve();
    return preview;
  }

  /** Writes a file in one step, as editors do. */
  async write(name, text) {
    const file = path.join(this.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}~`, text);
    await rename(`${file}~`, file);
  }

  async serve() {
    const child = spawn(program, ["serve", "--site", this.folder, "--port", String(this.port)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LANG: "ja_JP.UTF-8" },
    });
    this.child = child;
    this.said = "";
    child.stderr.setEncoding("utf8");
    child.stdout.setEncoding("utf8");
    await new Promise((ready, failed) => {
      const hear = (chunk) => {
        this.said += chunk;
        if (this.said.includes(this.url)) ready();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`${program} ended with ${code}: ${this.said}`)));
    });
    // The address may be printed a moment before the first answer.
    for (const began = Date.now(); ; ) {
      try {
        await fetch(this.url);
        return;
      } catch (error) {
        if (Date.now() - began > SOON) throw error;
      }
    }
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGINT");
    await ended;
  }

  async close() {
    await this.stop();
    await rm(this.folder, { recursive: true });
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A page with what a reload must not undo. */
const PAGE_WITH_FIELD = `{% extends "default/page.html" %}
{% block main -%}
<details id="open"><summary>開く</summary>文</details>
<details id="shut" open><summary>閉じる</summary>文</details>
<label>メモ <input id="note"></label>
{{ super() }}
{% endblock main %}
`;

const SITE = {
  "hoshin.yaml": "title: 例示市の方針\nlanguage: ja\ntheme: own\n",
  "content/about.md": page("案内", "はじめの本文"),
  "themes/own/static/own.css": "h1 { letter-spacing: 1px; }\n",
  "themes/own/templates/page.html": PAGE_WITH_FIELD,
  "themes/own/templates/base.html":
    '{% extends "default/base.html" %}\n{% block head %}<link rel="stylesheet" href="{{ page.assets["own.css"] }}">{% endblock %}\n',
};

/** Waits until the page says something. */
const says = (tab, text) => tab.locator("main", { hasText: text }).first().waitFor({ timeout: SOON, state: "attached" });
const overlay = (tab) => tab.locator("#hs-live dialog");
const badge = (tab) => tab.locator("#hs-live .badge");
const shown = (locator) => locator.waitFor({ state: "visible", timeout: SOON });
const gone = (locator) => locator.waitFor({ state: "hidden", timeout: SOON });

/** Marks the page as it is now: what it loads again has no mark. */
const mark = (tab) => tab.evaluate(() => (globalThis.marked = true));
const isMarked = (tab) => tab.evaluate(() => globalThis.marked === true);

/** What went wrong in the pages, except while a tool of ours is at work: they write styles into the page. */
const troubles = [];
let atWork = false;

async function withTool(tab, work) {
  atWork = true;
  try {
    return await work();
  } finally {
    // What the page has said until now arrives before its answer.
    await tab.evaluate(() => 0);
    atWork = false;
  }
}

async function picture(tab, name) {
  if (values.shots) await withTool(tab, () => tab.screenshot({ path: path.join(values.shots, `${name}.png`) }));
}

async function axe(tab) {
  await tab.evaluate(AXE);
  const run = (tags) =>
    globalThis.axe
      .run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
      .then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`));
  assert.deepEqual(await withTool(tab, () => tab.evaluate(run, TAGS)), []);
}

/** What happens, in order; each gets the preview, the open pages `a` and `b`, and what opens more. */
const TESTS = {
  async "an edit shows in every open page"({ preview, a, b }) {
    await Promise.all([a, b].map((tab) => says(tab, "はじめの本文")));
    await preview.write("content/about.md", page("案内", "直した本文"));
    await Promise.all([a, b].map((tab) => says(tab, "直した本文")));
  },

  async "scroll position, disclosures and the focused field are kept, for each page its own"({ preview, a, b }) {
    await a.evaluate(() => {
      document.getElementById("open").open = true;
      document.getElementById("shut").open = false;
      document.getElementById("note").focus({ preventScroll: true });
      scrollTo({ top: 700, behavior: "instant" });
    });
    await a.keyboard.type("書きかけ");
    await a.evaluate(() => scrollTo({ top: 700, behavior: "instant" }));
    await b.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));
    await preview.write("content/about.md", page("案内", "三番目の本文"));
    await Promise.all([a, b].map((tab) => says(tab, "三番目の本文")));
    await a.waitForFunction(() => document.readyState === "complete" && scrollY === 700, null, { timeout: SOON });
    await b.waitForFunction(() => document.readyState === "complete" && scrollY === 300, null, { timeout: SOON });
    const state = await a.evaluate(() => [
      document.getElementById("open").open,
      document.getElementById("shut").open,
      document.getElementById("note").value,
      document.activeElement.id,
    ]);
    assert.deepEqual(state, [true, false, "書きかけ", "note"]);
    assert.equal(await b.evaluate(() => document.getElementById("note").value), "");
  },

  async "styles change without the page being loaded again"({ preview, a }) {
    await mark(a);
    await preview.write("themes/own/static/own.css", "h1 { letter-spacing: 7px; }\n");
    const is7 = () => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px";
    await a.waitForFunction(is7, null, { timeout: SOON });
    assert.ok(await isMarked(a), "the page was loaded again");
    await a.waitForFunction(() => document.querySelectorAll('link[href*="own."]').length === 1);
  },

  async "mistakes show over the last good page, as text, and can be read by everyone"({ preview, a }) {
    await mark(a);
    await preview.write("content/about.md", page("案内", BROKEN));
    await shown(overlay(a));
    assert.ok(await isMarked(a), "the last good page stays");
    assert.equal(await overlay(a).getAttribute("role"), "alertdialog");
    await overlay(a).locator("pre", { hasText: "<img src=x onerror=alert(1)>" }).first().waitFor({ timeout: SOON });
    assert.equal(await a.locator("#hs-live img, #hs-live li h3 b").count(), 0);
    await a.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const place = overlay(a).locator("button.place").first();
    assert.match(await place.textContent(), /^content\/about\.md:\d+:\d+$/);
    await place.click();
    await overlay(a).locator("[role=status]", { hasText: "コピーしました" }).waitFor({ timeout: SOON });
    assert.equal(await a.evaluate(() => navigator.clipboard.readText()), await place.textContent());
    for (const [width, colorScheme, forcedColors] of [
      [1280, "light", "none"],
      [320, "dark", "none"],
      [320, "light", "active"],
    ]) {
      await a.setViewportSize({ width, height: 640 });
      await a.emulateMedia({ colorScheme, forcedColors });
      await picture(a, `overlay-${width}-${colorScheme}-${forcedColors}`);
      await axe(a);
      const wide = await overlay(a).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      assert.ok(wide <= 0, `the overlay scrolls sideways at ${width} px`);
    }
    await a.emulateMedia({ media: "print", colorScheme: null, forcedColors: null });
    assert.ok(!(await overlay(a).isVisible()), "the overlay is printed");
    await a.emulateMedia({ media: null });
    await a.setViewportSize({ width: 1280, height: 720 });
    await shown(overlay(a));
  },

  async "Escape folds the overlay; the page is usable, and the badge unfolds it"({ a }) {
    await a.keyboard.press("Escape");
    await gone(overlay(a));
    assert.match(await badge(a).textContent(), /エラー \d+件/);
    await picture(a, "badge");
    await axe(a);
    await a.reload();
    await shown(badge(a));
    assert.ok(!(await overlay(a).isVisible()), "what was folded stays so");
    // First in the order of the keyboard.
    await a.keyboard.press("Tab");
    await a.keyboard.press("Enter");
    await shown(overlay(a));
  },

  async "what is mended goes away by itself"({ preview, a, b }) {
    await preview.write("content/about.md", page("案内", "直った本文"));
    for (const tab of [a, b]) {
      await says(tab, "直った本文");
      await gone(overlay(tab));
      await gone(badge(tab));
    }
  },

  async "warnings are no more than a badge, which unfolds them"({ preview, a }) {
    await preview.write("content/about.md", page("案内", "[こちら](https://www.example.lg.jp/)"));
    await says(a, "こちら");
    await shown(badge(a));
    assert.match(await badge(a).textContent(), /警告 \d+件/);
    assert.ok(!(await overlay(a).isVisible()), "a warning covers the page");
    await axe(a);
    await badge(a).click();
    await shown(overlay(a));
    assert.equal(await overlay(a).getAttribute("role"), "dialog");
    await picture(a, "warnings");
    await axe(a);
    await preview.write("content/about.md", page("案内", "[こちら](https://www.example.lg.jp/)も"));
    await says(a, "も");
    await preview.write("content/about.md", page("案内", "注意のない本文"));
    await says(a, "注意のない本文");
    await gone(badge(a));
  },

  async "any number of tabs may be open: those that are seen are told, the others catch up"({ preview, open }) {
    // Seen or not is for us to say, for this browser sees all of its tabs at once.
    const pretend = () => {
      let hidden = false;
      Object.defineProperty(document, "hidden", { get: () => hidden });
      globalThis.hide = (now) => {
        hidden = now;
        document.dispatchEvent(new Event("visibilitychange"));
      };
    };
    const tabs = [];
    // With six connections that are held, the seventh page would not load.
    for (let n = 0; n < 8; n += 1) {
      const tab = await open(pretend);
      await tab.waitForFunction(() => document.getElementById("hs-live"), null, { timeout: SOON });
      await tab.evaluate(() => globalThis.hide(true));
      tabs.push(tab);
    }
    await preview.write("content/about.md", page("案内", "多くのタブの本文"));
    await says(tabs.at(-1), "多くのタブの本文");
    assert.ok(!(await tabs[0].content()).includes("多くのタブの本文"), "a tab that nobody sees was told");
    await tabs[0].evaluate(() => globalThis.hide(false));
    await says(tabs[0], "多くのタブの本文");
    for (const tab of tabs) await tab.close();
  },

  async "a missing page comes by itself"({ preview, a }) {
    await a.goto(`${preview.url}deep/added/`);
    assert.equal(await a.locator("h1").textContent(), "ページが見つかりません");
    const unstyled = () => [...document.querySelectorAll("link[rel=stylesheet]")].filter(({ sheet }) => !sheet).length;
    assert.equal(await a.evaluate(unstyled), 0, "the page that says so has no styles below the root");
    await preview.write("content/deep/added.md", page("加えた", "加えた本文"));
    await says(a, "加えた本文");
    await a.goto(`${preview.url}about/`);
  },

  async "a page follows a server that ends and starts again"({ preview, a, b }) {
    // The page has the words for it from the server.
    await a.waitForFunction(() => document.getElementById("hs-live")?.hidden === false, null, { timeout: SOON });
    await preview.stop();
    await shown(a.locator("#hs-live .corner .ended"));
    await picture(a, "ended");
    await axe(a);
    await preview.write("content/about.md", page("案内", "あとの本文"));
    await preview.serve();
    for (const tab of [a, b]) {
      await says(tab, "あとの本文");
      await gone(tab.locator("#hs-live .corner .ended"));
    }
  },

  async "a preview that starts broken shows the mistakes, then the site"({ preview, a }) {
    await preview.write("content/about.md", page("案内", BROKEN));
    await preview.stop();
    await preview.serve();
    const response = await a.goto(`${preview.url}about/`);
    assert.equal(response.status(), 503);
    await shown(overlay(a));
    await picture(a, "no-site");
    await axe(a);
    await preview.write("content/about.md", page("案内", "ようやくの本文"));
    await says(a, "ようやくの本文");
    await gone(overlay(a));
  },
};

const browser = await launch();
let preview;
let failed = 0;
try {
  preview = await Preview.start(SITE);
  const context = await browser.newContext({ locale: "ja-JP", reducedMotion: "reduce" });
  const open = async (script) => {
    const tab = await context.newPage();
    if (script) await tab.addInitScript(script);
    tab.setDefaultTimeout(SOON);
    tab.on("pageerror", (error) => troubles.push(`script error: ${error.message}`));
    tab.on("console", (message) => {
      // Addresses that are not there, and a server that is not, are part of the test.
      const expected = /status of (404|503)|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/.test(message.text());
      if (message.type() === "error" && !expected && !atWork) troubles.push(`console: ${message.text()}`);
    });
    await tab.goto(`${preview.url}about/`);
    return tab;
  };
  const subject = { preview, open, a: await open(), b: await open() };
  for (const [name, test] of Object.entries(TESTS)) {
    const began = Date.now();
    try {
      await test(subject);
      assert.deepEqual(troubles.splice(0), []);
      console.log(`ok    ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n${error.stack}`);
      console.log(`${program} ${preview.child.exitCode === null ? "still runs" : "has ended"} and said:\n${preview.said}`);
      await picture(subject.a, "failed");
      // What follows builds on it.
      break;
    }
  }
} finally {
  await browser.close();
  await preview?.close();
}
process.exit(failed ? 1 : 0);
