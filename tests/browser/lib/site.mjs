/**
 * A built site as files: read once, shared by all checks.
 *
 * @typedef {object} SitePage
 * @property {string} path relative to the site's folder, with `/`
 * @property {string} source
 * @property {import("./html.mjs").Element} root
 * @property {{line: number, message: string}[]} faults of the markup
 *
 * @typedef {object} Site
 * @property {string} folder absolute
 * @property {Set<string>} files every file's path
 * @property {SitePage[]} pages every HTML page, by path
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { parse } from "./html.mjs";

/**
 * Reads the site in a folder.
 * @param {string} folder
 * @returns {Promise<Site>}
 */
export async function readSite(folder) {
  const root = path.resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
  const pages = [];
  for (const name of files.filter((file) => file.endsWith(".html"))) {
    const source = await readFile(path.join(root, name), "utf8");
    pages.push({ path: name, source, ...parse(source) });
  }
  return { folder: root, files: new Set(files), pages };
}
