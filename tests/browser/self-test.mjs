#!/usr/bin/env node
/**
 * Proves the checks themselves: a good site passes all of them, and each fault is found.
 *
 *     node tests/browser/self-test.mjs [TEXT]     only faults whose check's name contains TEXT
 */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { judgeExample } from "./checks/compare.mjs";
import { judge } from "./checks/content.mjs";
import { PAGE_CHECKS, SITE_CHECKS } from "./checks/index.mjs";
import { launch } from "./lib/chromium.mjs";
import { attempt, inParallel } from "./lib/report.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";
import { FAULTS } from "./self/faults.mjs";
import { EXPECTED, EXPECTED_PAIR, GOOD } from "./self/good.mjs";

const CONTENT = { name: "content", run: (subject) => judge(EXPECTED, subject) };
const COMPARED = {
  name: "content of the comparison",
  run: (subject) => judgeExample(EXPECTED_PAIR, subject),
};
const CHECKS = [...PAGE_CHECKS, ...SITE_CHECKS, CONTENT, COMPARED];

const browser = await launch();
const mistakes = [];
const only = process.argv[2] ?? "";
const faults = FAULTS.filter(({ check }) => check.includes(only));
try {
  await withSite(GOOD, async (visit) => {
    for (const page of ["index.html", "docs/map.html", "compare/index.html"]) {
      for (const check of CHECKS) {
        const [finding] = await visit(check, page);
        if (finding)
          mistakes.push(`${check.name} must pass ${page}, but found: ${finding.where}: ${finding.reason}`);
      }
    }
  });
  await inParallel(faults, 2, async (fault) => {
    const mistake = await prove(fault);
    if (mistake) mistakes.push(mistake);
  });
} finally {
  await browser.close();
}

for (const check of CHECKS.filter(({ name }) => name.includes(only))) {
  if (!faults.some((fault) => fault.check === check.name))
    mistakes.push(`no fault shows that ${check.name} can fail`);
}
for (const mistake of mistakes) console.error(`FAIL ${mistake}`);
if (mistakes.length === 0)
  console.log(`ok   ${CHECKS.length} checks pass a good site and find ${faults.length} faults`);
process.exitCode = mistakes.length === 0 ? 0 : 1;

/** Says what is wrong with a check that does not find its fault. */
async function prove(fault) {
  const { check: name, file = "docs/map.html", from, to, finds, page } = fault;
  const edited = GOOD[file].replace(from, () => to);
  if (edited === GOOD[file]) return `${name}: the fault ${finds} changes nothing`;
  const check = CHECKS.find((candidate) => candidate.name === name);
  return withSite({ ...GOOD, [file]: edited }, async (visit) => {
    const findings = await visit(check, page ?? (file.endsWith(".html") ? file : "docs/map.html"));
    if (findings.some(({ reason }) => finds.test(reason))) return null;
    const said = findings.map(({ where, reason }) => `${where}: ${reason}`).join("\n       ") || "nothing";
    return `${name} must find ${finds}, but found: ${said}`;
  });
}

/** Writes a site, serves it, and hands over a function that runs one check on one of its pages. */
async function withSite(files, work) {
  const folder = await mkdtemp(path.join(tmpdir(), "hoshin-faulty-"));
  let server;
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    server = await serve(folder);
    const site = await readSite(folder);
    return await work((check, name) => {
      const page = site.pages.find((candidate) => candidate.path === name);
      return attempt(check, { site, page, path: name, browser, folder: site.folder, base: server.url });
    });
  } finally {
    await server?.close();
    await rm(folder, { recursive: true });
  }
}
