import { readFile } from "node:fs/promises";
import path from "node:path";

import { all, selector } from "../lib/html.mjs";

// Elements whose addresses only name something: the browser does not load it with the page.
const NAMING_RELS = new Set(["canonical", "alternate", "author", "license", "prev", "next"]);

/** Every address of the page leads to a file of the folder, every fragment to an id. */
export const links = {
  name: "links",
  async run({ page, site }) {
    const found = [];
    for (const { element, address } of addresses(page.root)) {
      const reason = judge(page, site, element, address);
      if (reason) found.push({ where: selector(element), reason: `${reason}: ${address}` });
    }
    return found;
  },
};

/** Every address in a style sheet leads to a file of the folder. */
export const styleSheets = {
  name: "style sheets",
  async run({ site }) {
    const found = [];
    for (const file of [...site.files].filter((name) => name.endsWith(".css"))) {
      const source = await readFile(path.join(site.folder, file), "utf8");
      for (const [, quoted, bare] of source.matchAll(/(?:url\(|@import)\s*(?:"([^"]*)"|([^\s"')]+))/g)) {
        const address = quoted ?? bare;
        if (address.startsWith("data:") || address.startsWith("#")) continue;
        if (/^[a-z]+:|^\//i.test(address))
          found.push({ page: file, where: "url()", reason: `an address outside the folder: ${address}` });
        else if (!site.files.has(resolve(file, address)))
          found.push({ page: file, where: "url()", reason: `no such file: ${address}` });
      }
    }
    return found;
  },
};

function addresses(root) {
  const list = [];
  for (const element of all(root)) {
    for (const key of ["href", "src", "poster", "data", "action", "formaction", "xlink:href", "cite"]) {
      if (element.attributes.has(key)) list.push({ element, address: element.attributes.get(key) });
    }
    for (const candidate of element.attributes.get("srcset")?.split(",") ?? []) {
      list.push({ element, address: candidate.trim().split(/\s+/)[0] });
    }
  }
  return list;
}

/** What is wrong with an address, or nothing. */
function judge(page, site, element, address) {
  if (/^(?:https?:)?\/\//i.test(address)) return judgeAbsolute(element, address);
  if (/^(?:mailto|tel):/i.test(address)) return element.name === "a" ? null : "not an address to load";
  if (/^data:/i.test(address)) return "data: is not allowed by default-src 'self'";
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return "an unknown kind of address";
  if (address.startsWith("/"))
    return "a root-relative address, which breaks under a sub-path and from a file";

  const [beforeFragment, fragment] = split(address, "#");
  const [file] = split(beforeFragment, "?");
  let target;
  try {
    target = file === "" ? page.path : resolve(page.path, decodeURIComponent(file));
    if (fragment !== undefined) decodeURIComponent(fragment);
  } catch {
    return "a broken percent escape";
  }
  if (target.startsWith("..")) return "an address outside the folder";
  if (file.endsWith("/") || file === "." || file === "..")
    return "a folder, which does not open from a file address; name its index.html";
  if (!site.files.has(target)) return "no such file";
  if (!fragment) return address === "" ? "an empty address" : null;

  const other = site.pages.find((candidate) => candidate.path === target);
  if (!other) return target.endsWith(".svg") ? null : "a fragment of a file that is not a page";
  const id = decodeURIComponent(fragment);
  return all(other.root, (at) => at.attributes.get("id") === id).length > 0
    ? null
    : `no element with this id in ${target}`;
}

function judgeAbsolute(element, address) {
  if (/\/\/(?:localhost|127\.0\.0\.1|\[::1\])/i.test(address)) return "an address of this machine";
  if (element.name === "a" || element.name === "blockquote" || element.name === "q") return null;
  const rels = (element.attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
  if (element.name === "link" && rels.every((rel) => NAMING_RELS.has(rel))) return null;
  return "something loaded from another host";
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function resolve(from, to) {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), to));
}
