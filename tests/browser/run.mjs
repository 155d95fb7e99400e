#!/usr/bin/env node
/**
 * Checks every page of a built site in a browser.
 *
 *     node tests/browser/run.mjs SITE [--shots DIR] [--only TEXT] [--no-content]
 */

import { parseArgs } from "node:util";

import { pageChecks, SITE_CHECKS } from "./checks/index.mjs";
import { comparedContent } from "./checks/compare.mjs";
import { content } from "./checks/content.mjs";
import { searchIndex } from "./checks/search-index.mjs";
import { launch } from "./lib/chromium.mjs";
import { inParallel, Report } from "./lib/report.mjs";
import { serve } from "./lib/server.mjs";
import { shoot } from "./lib/shots.mjs";
import { readSite } from "./lib/site.mjs";

const USAGE = `usage: node tests/browser/run.mjs SITE [--shots DIR] [--only TEXT] [--no-content]
  SITE          the folder of a built site
  --shots DIR   also write screenshots of every page: wide, phone, dark, print
  --only TEXT   only pages whose path contains TEXT
  --no-content  any site, not the example site: leave out what its documents must say`;

/** Parses the arguments; exits with a usage message when they make no sense. */
function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        shots: { type: "string" },
        only: { type: "string", default: "" },
        "no-content": { type: "boolean" },
      },
    });
    if (positionals.length === 1) return { folder: positionals[0], ...values };
  } catch (error) {
    console.error(error.message);
  }
  console.error(USAGE);
  process.exit(2);
}

const options = readArguments();
const site = await readSite(options.folder);
const pages = site.pages.filter((page) => page.path.includes(options.only));
if (pages.length === 0) {
  console.error(`no HTML page in ${site.folder}`);
  process.exit(2);
}

const server = await serve(site.folder);
const browser = await launch();
const report = new Report();
try {
  const common = { site, browser, folder: site.folder, base: server.url };
  const siteChecks = options["no-content"] ? SITE_CHECKS : [...SITE_CHECKS, ...content, comparedContent, ...searchIndex];
  if (options.only === "") await report.run("the site", siteChecks, common);
  const checks = pageChecks(pages.map((page) => page.path));
  await inParallel(pages, 2, async (page) => {
    const subject = { ...common, page, path: page.path };
    await report.run(page.path, checks.get(page.path), subject);
    if (options.shots) await shoot(subject, options.shots);
  });
} finally {
  await browser.close();
  await server.close();
}
console.log(report.slowest);
console.log(report.total);
process.exitCode = report.failed === 0 ? 0 : 1;
