import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const JAVA = [
  // The checker's schemas nest deeply; a short run is faster with the simple compiler and collector.
  "-Xss8m",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
  "-Dfile.encoding=UTF-8",
  "-Dsun.jnu.encoding=UTF-8",
];

// The checker takes the files' names as arguments, and a command line has an end.
const AT_ONCE = 400;

/** The Nu HTML checker says nothing of any page, style sheet or picture: no error, no warning. */
export const nu = {
  name: "Nu HTML checker",
  async run({ site }) {
    const files = [...site.files].filter((file) => /\.(?:html|css|svg)$/.test(file));
    const found = [];
    for (let from = 0; from < files.length; from += AT_ONCE)
      found.push(...(await judge(site.folder, files.slice(from, from + AT_ONCE))));
    return found;
  },
};

async function judge(folder, files) {
  const options = ["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"];
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const { stdout } = await run("java", [...JAVA, "-jar", jar, ...options, ...files], {
    cwd: folder,
    maxBuffer: 256 << 20,
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  }).catch((error) => {
    throw error.code === "ENOENT" ? new Error("no Java found: install default-jre-headless") : error;
  });
  return JSON.parse(stdout).messages.map(({ url = "", type, subType, lastLine, extract, message }) => ({
    page: url.startsWith("file:") ? path.relative(folder, fileURLToPath(url)) : url,
    where: [`line ${lastLine ?? "?"}`, extract?.trim()].filter(Boolean).join(": "),
    reason: `${subType ?? type}: ${message}`,
  }));
}
