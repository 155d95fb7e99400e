import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { served } from "../lib/served.mjs";

/** What a page may weigh with its styles and scripts as a server sends them, and in how many files. */
const PAGE = { bytes: 40_000, requests: 4 };

/** A page that is a tool, or that shows code, may bring one file more of its own. */
const RICHER = /^(?:compare|search|guide)\//;

/** The styles of figures with a picture, which only pages with such a figure bring. */
const PICTURED = /^assets\/figures[.-][^/]*\.css$/;

/** What all styles and all scripts of a theme may weigh as they lie in the folder; figures come on top, where they are. */
const THEME = { ".css": 30_000, ".js": 15_000 };
const FIGURES = 12_000;

const WEIGHED = new Set(["document", "stylesheet", "script"]);

const packed = new Map();

/** A page opens on a slow line: few files, and they are small. */
export const weight = {
  name: "weight",
  async run(subject) {
    const { loaded } = await served(subject);
    const files = loaded.filter(({ type }) => WEIGHED.has(type)).map(({ address }) => fileOf(subject, address));
    const sizes = await Promise.all(files.map((file) => gzipped(path.join(subject.folder, file))));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    const where = files.map((file, at) => `${file} ${sizes[at]}`).join(", ");
    const found = [];
    if (bytes > PAGE.bytes)
      found.push({ where, reason: `page, styles and scripts are ${bytes} bytes packed and may be ${PAGE.bytes}` });
    const pictured = files.some((file) => PICTURED.test(file));
    const requests = PAGE.requests + (RICHER.test(subject.path) ? 1 : 0) + (pictured ? 1 : 0);
    if (files.length > requests)
      found.push({ where, reason: `they are ${files.length} files and may be ${requests}` });
    return found;
  },
};

/** The theme's own styles and scripts stay small; the index that a search reads is the site's text. */
export const budget = {
  name: "theme's weight",
  async run({ site }) {
    const found = [];
    for (const [ending, allowed] of Object.entries(THEME)) {
      const files = [...site.files].filter((file) => file.endsWith(ending) && !/^assets\/.*\//.test(file));
      const sizes = await Promise.all(
        files.map(async (file) => (await readFile(path.join(site.folder, file))).length),
      );
      const pictured = sizes.filter((_, at) => PICTURED.test(files[at])).reduce((sum, size) => sum + size, 0);
      if (pictured >= FIGURES)
        found.push({ page: "figures.css", where: "*", reason: `${pictured} bytes, and must be fewer than ${FIGURES}` });
      const bytes = sizes.reduce((sum, size) => sum + size, 0) - pictured;
      if (bytes >= allowed)
        found.push({
          page: files.map((file, at) => `${file} ${sizes[at]}`).join(", "),
          where: `*${ending}`,
          reason: `all together are ${bytes} bytes and must be fewer than ${allowed}`,
        });
    }
    return found;
  },
};

function fileOf({ base }, address) {
  return decodeURIComponent(new URL(address).pathname.slice(new URL(base).pathname.length));
}

async function gzipped(file) {
  if (!packed.has(file)) packed.set(file, gzipSync(await readFile(file), { level: 6 }).length);
  return packed.get(file);
}
