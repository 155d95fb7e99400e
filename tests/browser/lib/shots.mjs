/** Screenshots for people to look at. */

import { mkdir } from "node:fs/promises";
import path from "node:path";

import { visit } from "./chromium.mjs";

const VIEWS = [
  { name: "wide", width: 1280 },
  { name: "phone", width: 360 },
  { name: "dark", width: 1280, scheme: "dark" },
  { name: "print", width: 680, media: "print" },
];

// A picture of a whole long page is too tall to be looked at, and Chromium cannot paint it.
const PART = 1800;

/**
 * Writes the page's pictures into a folder: `hachioji-index-wide-1.png`, and so on.
 * @param {object} subject
 * @param {string} folder
 */
export async function shoot(subject, folder) {
  await mkdir(folder, { recursive: true });
  const stem = subject.path.replace(/\.html$/, "").replaceAll("/", "-");
  for (const view of VIEWS) {
    await visit(subject, view, async (page) => {
      if (view.media) await page.emulateMedia({ media: view.media });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let part = 0; part * PART < height; part++) {
        const clip = {
          x: 0,
          y: part * PART,
          width: view.width,
          height: Math.min(PART, height - part * PART),
        };
        await page.screenshot({
          path: path.join(folder, `${stem}-${view.name}-${part + 1}.png`),
          fullPage: true,
          clip,
        });
      }
    });
  }
}
