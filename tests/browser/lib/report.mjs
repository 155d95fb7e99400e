/**
 * Runs checks and tells what they found.
 *
 * @typedef {import("../checks/index.mjs").Check} Check
 * @typedef {import("../checks/index.mjs").Finding} Finding
 */

const SHOWN = 8;

/** Counts checks and prints what fails; one line for a page whose checks all pass. */
export class Report {
  passed = 0;
  failed = 0;
  /** How long each check has taken in all, in milliseconds. */
  times = new Map();

  /**
   * Runs checks of one subject, one after the other.
   * @param {string} name of the page or of the site
   * @param {Check[]} checks
   * @param {object} subject
   */
  async run(name, checks, subject) {
    const started = performance.now();
    const lines = [];
    let failed = 0;
    for (const check of checks) {
      const began = performance.now();
      const findings = await attempt(check, subject);
      this.times.set(check.name, (this.times.get(check.name) ?? 0) + performance.now() - began);
      if (findings.length > 0) failed++;
      lines.push(...describe(name, check, findings));
    }
    this.failed += failed;
    this.passed += checks.length - failed;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const verdict = failed === 0 ? "ok  " : "FAIL";
    console.log(
      [
        `${verdict} ${name}: ${checks.length - failed} of ${checks.length} checks, ${seconds} s`,
        ...lines,
      ].join("\n"),
    );
  }

  /** Where the time went: the checks that took longest. */
  get slowest() {
    const longest = [...this.times].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
    return `the longest: ${longest.map(([name, time]) => `${name} ${(time / 1000).toFixed(0)} s`).join(", ")}`;
  }

  /** The closing line. */
  get total() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

/**
 * Runs a check; one that breaks has failed.
 * @param {Check} check
 * @param {object} subject
 * @returns {Promise<Finding[]>}
 */
export async function attempt(check, subject) {
  try {
    return await check.run(subject);
  } catch (error) {
    return [{ where: "(the check itself)", reason: `it broke: ${error.stack ?? error}` }];
  }
}

function describe(name, check, findings) {
  const lines = findings.slice(0, SHOWN).map(({ page = name, view, where, reason }) => {
    const place = [page, check.name, view].filter(Boolean).join(" · ");
    return `     ${place}\n       ${where}\n       ${reason}`;
  });
  if (findings.length > SHOWN)
    lines.push(`     ${name} · ${check.name}: and ${findings.length - SHOWN} more`);
  return lines;
}

/**
 * Works through a list, some at a time.
 * @template T
 * @param {T[]} list
 * @param {number} atOnce
 * @param {(item: T) => Promise<void>} work
 */
export async function inParallel(list, atOnce, work) {
  const queue = [...list];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
