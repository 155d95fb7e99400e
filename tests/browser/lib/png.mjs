/** Small pictures of pages: PNG with a palette, since a page of text has few colours. */

import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Packs a picture into a PNG of at most 256 colours.
 * @param {import("playwright-core").Page} page any open page: the browser reads the picture
 * @param {Buffer} picture a PNG of the browser
 * @returns {Promise<Buffer>}
 */
export async function pack(page, picture) {
  const { width, height, palette, places } = await page.evaluate(reduce, picture.toString("base64"));
  const pixels = Buffer.from(places, "base64");
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) pixels.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a pixel, each a place in the palette.
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette)),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

// Runs in the page. The most frequent colours are the palette; any other takes the nearest of them.
async function reduce(encoded) {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  const colours = Array.from({ length: width * height }, (_, at) =>
    (data[4 * at] << 16) | (data[4 * at + 1] << 8) | data[4 * at + 2],
  );
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const frequent = [...counts].sort(([one, a], [other, b]) => b - a || one - other).map(([colour]) => colour);
  const palette = frequent.slice(0, 256);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const known = palette.map(parts);
  const distance = (one, other) => one.reduce((sum, part, at) => sum + (part - other[at]) ** 2, 0);
  const place = new Map(palette.map((colour, at) => [colour, at]));
  for (const colour of frequent.slice(256)) {
    const own = parts(colour);
    const far = known.map((other) => distance(own, other));
    place.set(colour, far.indexOf(Math.min(...far)));
  }
  let places = "";
  for (let from = 0; from < colours.length; from += 8192)
    places += String.fromCharCode(...colours.slice(from, from + 8192).map((colour) => place.get(colour)));
  return { width, height, palette: known.flat(), places: btoa(places) };
}
