import { axe } from "./axe.mjs";
import { charts } from "./charts.mjs";
import { compare } from "./compare.mjs";
import { filter } from "./filter.mjs";
import { forced } from "./forced.mjs";
import { fromFile, policy, scriptless } from "./independence.mjs";
import { inert } from "./inert.mjs";
import { keyboard, skipLink } from "./keyboard.mjs";
import { links, styleSheets } from "./links.mjs";
import { markup } from "./markup.mjs";
import { narrow, regions } from "./narrow.mjs";
import { nu } from "./nu.mjs";
import { paper, pdf } from "./print.mjs";
import { contents, copying, wideTables } from "./reading.mjs";
import { SEARCH_CHECKS } from "./search.mjs";
import { spacing } from "./spacing.mjs";
import { spoken } from "./spoken.mjs";
import { tables } from "./tables.mjs";
import { budget, weight } from "./weight.mjs";
import { terms } from "./terms.mjs";

/**
 * @typedef {object} Finding
 * @property {string} [page]
 * @property {string} [view] width, colours, medium
 * @property {string} where a selector
 * @property {string} reason
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {(subject: object) => Promise<Finding[]>} run
 */

/** What every page must pass. */
export const PAGE_CHECKS = [
  markup,
  links,
  tables,
  charts,
  policy,
  weight,
  axe,
  narrow,
  regions,
  spacing,
  forced,
  skipLink,
  keyboard,
  scriptless,
  fromFile,
  inert,
  spoken,
  terms,
  compare,
  paper,
  pdf,
  contents,
  copying,
  wideTables,
  filter,
];

/** What the site as a whole must pass. */
export const SITE_CHECKS = [nu, styleSheets, budget, ...SEARCH_CHECKS];

/** The pages of single rules: some eighty of one shape, with other words in them. */
const ALIKE = /^guide\/checks\/[^/]+\/index\.html$/;

/** What differs between pages of one shape. */
const WORD_CHECKS = [markup, links, tables];

/** Of pages of one shape, every so many is checked in full. */
const SAMPLE = 16;

/**
 * The checks of each page: all of them, but for most pages of one shape.
 *
 * @param {string[]} paths
 * @returns {Map<string, Check[]>}
 */
export function pageChecks(paths) {
  const alike = paths.filter((path) => ALIKE.test(path));
  const rest = new Set(alike.filter((_, at) => at % SAMPLE !== 0));
  return new Map(paths.map((path) => [path, rest.has(path) ? WORD_CHECKS : PAGE_CHECKS]));
}
