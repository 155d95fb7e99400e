/**
 * Serves a folder under a sub-path, with a Content-Security-Policy that allows nothing but the
 * site's own files: what any strict web server of a municipality might do.
 */

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

export const BASE = "/a/b/";

/**
 * Starts the server on a free port of the loopback interface.
 * @param {string} folder
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const file = locate(folder, pathname);
    const body = file && (await readFile(file).catch(() => null));
    const type = TYPES[path.extname(file ?? "")] ?? "application/octet-stream";
    response.writeHead(body ? 200 : 404, {
      "content-security-policy": "default-src 'self'",
      "content-type": body ? type : "text/plain",
      "x-content-type-options": "nosniff",
    });
    response.end(body ?? "not found");
  });
  await new Promise((ready, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", ready);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${BASE}`,
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

// Everything outside the sub-path is "not found", so that a root-relative address shows itself.
function locate(folder, pathname) {
  if (!pathname.startsWith(BASE)) return null;
  const file = path.resolve(folder, decodeURIComponent(pathname.slice(BASE.length)));
  return file.startsWith(folder + path.sep) ? file : null;
}
