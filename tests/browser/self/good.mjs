/**
 * A small site without a fault, as hoshin writes one: every check must pass it. The faults of
 * `faults.mjs` are edits of it.
 */

import { readFileSync } from "node:fs";

const CURRENT = ' aria-current="page"';

const shell = ({ title, root, here, body }) => `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${root}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}style.css">
<script src="${root}script.js" defer></script>
<script src="${root}terms.js" defer data-more="用語集で見る"></script>
</head>
<body>
<a class="skip" href="#content">本文へ移動</a>
<header>
<nav aria-label="サイト"><a href="${root}index.html"${here.index}>目次</a> <a href="${root}docs/map.html"${here.map}>方針</a></nav>
</header>
<main id="content" tabindex="-1">
${body}
</main>
<footer><p>例示市 <button type="button">上へ</button></p></footer>
</body>
</html>
`;

const symbol = (mark, word) =>
  `<td><span aria-hidden="true">${mark}</span><span class="spoken">${word}</span></td>`;

const index = shell({
  title: "目次 | 例示市",
  root: "",
  here: { index: CURRENT, map: "" },
  body: `<h1>方針の一覧</h1>
<p>例示市の方針を示します。<a href="docs/map.html#%E8%A1%A8">スキルマップ</a>もご覧ください。</p>`,
});

const map = shell({
  title: "デジタル人材育成方針 | 例示市",
  root: "../",
  here: { index: "", map: CURRENT },
  body: `<h1>デジタル人材育成方針</h1>
<p>役割ごとに必要なスキルを、<a class="term" href="#term-DX">DX</a>のために示します。</p>
<h2 id="表">スキル</h2>
<h3>役割ごとのスキル</h3>
<p><img src="../icon.svg" width="32" height="32" alt="市章"></p>
<figure>
<dl><dt>◎</dt><dd>必須</dd><dt>○</dt><dd>推奨</dd></dl>
<details><summary>この表の見方</summary><p>凡例にある記号が、その役割にどれだけ必要なスキルかを示します。</p></details>
<div class="scroll" role="region" tabindex="0" aria-labelledby="map-caption">
<table>
<caption id="map-caption">表1 スキルマップ</caption>
<thead>
<tr><th scope="col" rowspan="2" id="h1">スキル</th><th scope="colgroup" colspan="2" id="h2">推進リーダー</th></tr>
<tr><th scope="col" id="h3">エキスパート</th><th scope="col" id="h4">マネージャー</th></tr>
</thead>
<tbody>
<tr><th scope="row" id="h5">データ利活用</th>${symbol("◎", "必須")}${symbol("○", "推奨")}</tr>
<tr><th scope="row" id="h6">情報セキュリティ</th>${symbol("○", "推奨")}<td headers="h6 h2 h4"><span aria-hidden="true">―</span><span class="spoken">対象外</span></td></tr>
</tbody>
</table>
</div>
</figure>
<h2>用語集</h2>
<dl><dt id="term-DX">DX</dt><dd>デジタル技術で仕事を変えること。</dd></dl>`,
});

const style = `:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --focus: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #16181c; --focus: #ffb4ab; } }
body { margin: 0 auto; max-width: 46rem; padding: 0 1rem; color: var(--ink); background: var(--paper); font-family: "Noto Sans CJK JP", sans-serif; line-height: 1.8; }
a, button { color: inherit; background: var(--paper); }
nav a { display: inline-block; padding: 0.25rem; }
nav [aria-current] { font-weight: bold; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: 0.5rem; top: -10rem; padding: 0.5rem; }
.skip:focus { top: 0.5rem; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
figure { margin: 0; }
.scroll { position: relative; overflow-x: auto; }
table { border-collapse: collapse; min-width: 30rem; }
th, td { border: 1px solid; padding: 0.4rem 0.6rem; }
a.term { text-decoration: underline dotted; }
.term-note { position: absolute; inset: auto; margin: 0; width: 15rem; color: var(--ink); background: var(--paper); }
@media print {
  a.term { text-decoration: none; }
  nav, footer, .skip, .term-note { display: none; }
  .spoken { position: static; width: auto; height: auto; overflow: visible; clip-path: none; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;

const script = `document.querySelector("button").addEventListener("click", () => scrollTo(0, 0));\n`;

const terms = readFileSync(new URL("../../../themes/default/static/terms.js", import.meta.url), "utf8");

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>\n`;

/** The site's files by path. */
export const GOOD = {
  "index.html": index,
  "docs/map.html": map,
  "style.css": style,
  "script.js": script,
  "terms.js": terms,
  "icon.svg": icon,
};

/** What the table of the good site says. */
export const EXPECTED = {
  page: "docs/map.html",
  caption: "スキルマップ",
  columns: ["エキスパート", "マネージャー"],
  rows: 2,
  width: 3,
  symbols: { "◎": 1, "○": 2, "": 1 },
  cells: { 情報セキュリティ: ["○", ""] },
  spans: [{ head: "推進リーダー", over: ["エキスパート", "マネージャー"] }],
  spoken: [{ row: "データ利活用", says: ["必須", "推奨"], never: ["◎"] }],
};
