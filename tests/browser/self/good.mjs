/**
 * A small site without a fault, as hoshin writes one: every check must pass it. The faults of
 * `faults.mjs` are edits of it.
 */

import { readFileSync } from "node:fs";

/** A file of the theme, without its comments: as hoshin publishes it, but in lines that a fault can edit. */
const theme = (file) =>
  readFileSync(new URL(`../../../themes/default/static/${file}`, import.meta.url), "utf8")
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/^ *\/\/.*\n/gm, "");

const CURRENT = ' aria-current="page"';

const common = (root, script) => `<script src="${root}script.js" defer data-more="用語集で見る"></script>
${script ? `<script src="${root}${script}" defer data-copied="コピーしました" data-wide="横に動かせます"></script>\n` : ""}`;

const shell = ({ title, root, here = { index: "", map: "" }, body, script, document = true, scripts = "", own = common(root, script) }) => `<!DOCTYPE html>
<html lang="ja" data-title="${title}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${root}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}style.css">
${own}${scripts}</head>
<body>
<a class="skip" href="#content">本文へ移動</a>
<header>
<nav aria-label="サイト"><a href="${root}index.html"${here.index}>目次</a> <a href="${root}docs/map.html"${here.map}>方針</a></nav>
</header>
<main id="content" tabindex="-1"${document ? ' class="document"' : ""}>
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
  script: "list.js",
  document: false,
  here: { index: CURRENT, map: "" },
  body: `<h1>方針の一覧</h1>
<p>例示市の方針を示します。<a href="docs/map.html#%E8%A1%A8">スキルマップ</a>もご覧ください。</p>
<form class="filter scripted" id="hs-filter" aria-label="絞り込み" data-found="{all}件のうち{found}件" data-none="ありません">
<label>名前 <input name="q"></label> <label>自治体 <select name="municipality"><option value="">すべて</option><option>例示市</option></select></label>
<input type="reset" value="消す"> <span class="found" role="status"></span>
</form>
<section class="group"><h2 class="group-title">例示市</h2>
<ul><li class="entry"><a href="docs/map.html">人材育成方針</a></li></ul></section>
<section class="group"><h2 class="group-title">見本市</h2>
<ul><li class="entry"><a href="docs/map.html">ＤＸ計画（カタカナ）</a></li></ul></section>`,
});

const map = shell({
  title: "デジタル人材育成方針 | 例示市",
  root: "../",
  script: "page.js",
  here: { index: "", map: CURRENT },
  body: `<h1>デジタル人材育成方針</h1>
<p>役割ごとに必要なスキルを、<a class="term" href="#term-DX">DX</a>のために示します。</p>
<nav class="contents" aria-label="目次"><details><summary>目次</summary>
<ul><li><a href="#%E8%A1%A8">スキル</a></li> <li><a href="#%E7%B5%82">終わりに</a></li></ul></details></nav>
<h2 id="表">スキル</h2> <a class="self" href="#%E8%A1%A8">「スキル」へのリンク</a>
<h3>役割ごとのスキル</h3>
<p><img src="../icon.svg" width="32" height="32" alt="市章"></p>
<figure class="table stay">
<dl><dt>◎</dt><dd>必須</dd><dt>○</dt><dd>推奨</dd></dl>
<details><summary>この表の見方</summary><p>凡例にある記号が、その役割にどれだけ必要なスキルかを示します。</p></details>
<div class="table-scroll" role="region" tabindex="0" aria-labelledby="map-caption">
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
<div class="chart">
<svg role="img" aria-labelledby="c-title c-desc" viewBox="0 0 280 60" width="280" height="60" font-size="14" fill="currentColor">
<title id="c-title">棒グラフ：人数</title>
<desc id="c-desc">値は10人です。</desc>
<defs><pattern id="c-1" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 2h8M0 6h8" stroke="currentColor"/></pattern></defs>
<text x="0" y="17">令和8年度</text>
<rect x="0" y="30" width="200" height="18" fill="url(#c-1)" stroke="currentColor"/>
<text x="208" y="44">10</text>
</svg>
</div>
<h2>用語集</h2>
<dl><dt id="term-DX">DX</dt><dd>デジタル技術で仕事を変えること。</dd></dl>
<h2 id="終">終わりに</h2>
<p class="end">以上です。</p>`,
});

const plan = map.replace("<title>", "<title>年度計画と");

const search = shell({
  title: "検索 | 例示市",
  root: "../",
  document: false,
  scripts: '<script src="../search.js" defer></script>\n',
  body: `<h1>検索</h1>
<form id="hs-search" action="index.html"><label for="hs-word">探す言葉</label> <input type="search" id="hs-word" name="q"> <button type="submit">検索</button></form>
<p id="hs-found" role="status"></p>
<section id="hs-results" hidden aria-labelledby="results"><h2 id="results">検索結果</h2><ol></ol><button type="button" hidden>もっと見る</button></section>`,
});

/** What the page that compares documents lists of two of them; one has a hostile name. */
const HOSTILE = "&lt;img src=x onerror=harm()&gt;市";
const listed = (name, ...rows) => `<div class="scroll table-scroll" role="region" tabindex="0" aria-label="${name}の表">
<table>
<caption>${name}</caption>
${rows.join("\n")}
</table>
</div>`;
const heads = (...texts) =>
  `<thead><tr>${texts.map((text) => `<th scope="col">${text}</th>`).join("")}</tr></thead>`;
const own = (href, name) => `<a href="${href}">${name}</a>`;
const [first, last] = [own("../docs/map.html", "甲市の方針"), own("../docs/plan.html", `${HOSTILE}の方針`)];
const words = {
  item: "項目",
  a: "{a}だけ（{count}件）",
  b: "{b}だけ（{count}件）",
  differ: "違う（{count}件）",
  both: "両方（{count}件）",
  same: "同じ（{count}件）",
  neither: "どちらにもない（{count}件）",
  has: "あり",
  lacks: "なし",
  status: "{a}と{b}の違いは{count}件です。",
  one: "もう1つ選んでください。",
  twice: "同じ文書です。",
};

const compare = shell({
  title: "文書を比べる | 例示市",
  root: "../",
  document: false,
  body: `<div class="compare">
<h1>文書を比べる</h1>
<form class="filter choice scripted" method="get" ${Object.entries(words)
    .map(([key, word]) => `data-${key}="${word}"`)
    .join(" ")}>
<p><label for="a">1つ目</label> <select id="a" name="a" required><option value="">選ぶ</option>
<option value="a" data-page="../docs/map.html" data-short="甲市">甲市の方針</option>
<option value="b" data-page="../docs/plan.html" data-short="${HOSTILE}">${HOSTILE}の方針</option></select></p>
<p><label for="b">2つ目</label> <select id="b" name="b" required><option value="">選ぶ</option>
<option value="a">甲市の方針</option>
<option value="b">${HOSTILE}の方針</option></select></p>
<button>比べる</button>
<p><output name="status"></output></p>
<p class="options"><label><input type="checkbox"> 違いだけ</label></p>
</form>
<section>
<h2 id="hs-compare-chapters">章</h2>
<figure>
${listed(
    "章の一覧",
    heads("文書", "目標", "用語"),
    "<tbody>",
    `<tr><th scope="row" class="row">${first}</th><td><span class="status covered">あり</span> <a href="../docs/map.html#%E8%A1%A8">スキル</a></td><td><span class="status missing">なし</span></td></tr>`,
    `<tr><th scope="row" class="row">${last}</th><td><span class="status covered">あり</span> <a href="../docs/plan.html#content">目標</a></td><td><span class="status waived">省略</span> 別に定める。</td></tr>`,
    "</tbody>",
  )}
</figure>
</section>
<section>
<h2 id="hs-compare-roles">役割</h2>
<figure>
${listed(
    "役割の一覧",
    heads("役割", "対象"),
    `<tbody><tr class="group"><th scope="rowgroup" colspan="2">${first}</th></tr>`,
    '<tr><th scope="row" class="row" data-key="dx人材">DX人財</th><td>主査</td></tr>',
    '<tr><th scope="row" class="row">職員</th><td>全員</td></tr></tbody>',
    `<tbody><tr class="group"><th scope="rowgroup" colspan="2">${last}</th></tr>`,
    '<tr><th scope="row" class="row" data-key="dx人材">ＤＸ人材</th><td>主事</td></tr>',
    '<tr><th scope="row" class="row">職員</th><td>全員</td></tr></tbody>',
  )}
</figure>
</section>
</div>`,
  own: `<link rel="stylesheet" href="../compare.css">
<script src="../page.js" defer data-copied="コピーしました" data-wide="横に動かせます"></script>
<script src="../compare.js" defer></script>
`,
});

const style = `:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --focus: #b3261e; --line: currentColor; --ground: var(--paper); --text: var(--ink); --accent: var(--ink); }
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
.table-scroll { position: relative; overflow-x: auto; }
[data-wide]::before { content: attr(data-wide); display: block; }
.stay tbody [scope=row] { position: sticky; left: 0; background: var(--paper); width: 6rem; max-width: 36vw; }
.fits { overflow: visible; }
.fits thead { position: sticky; top: 0; background: var(--paper); z-index: 1; }
.contents a { display: inline-block; padding: 0.25rem; }
.contents [aria-current] { font-weight: bold; }
.entry a { display: inline-block; padding: 0.25rem; }
[hidden] { display: none; }
@media (scripting: none) { .scripted { display: none; } }
.end { min-height: 60rem; }
input, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid; min-height: 1.75rem; max-width: 100%; }
:root { --running: attr(data-title); }
@page { margin: 15mm; @top-left { content: var(--running); } @bottom-center { content: counter(page) "/" counter(pages); } }
table { border-collapse: collapse; min-width: 30rem; }
th, td { border: 1px solid; padding: 0.4rem 0.6rem; }
a.term { text-decoration: underline dotted; }
.term-note { position: absolute; inset: auto; margin: 0; width: 15rem; color: var(--ink); background: var(--paper); }
@media print {
  a.term { text-decoration: none; }
  nav, footer, .skip, .filter, .term-note { display: none; }
  .fits thead { position: static; }
  .spoken { position: static; width: auto; height: auto; overflow: visible; clip-path: none; }
  .table-scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;

// One file with the theme's: a page may ask for four.
const script = `document.querySelector("button").addEventListener("click", () => scrollTo(0, 0));
${theme("terms.js")}`;

/** A search by looking at everything; the same as the program's on a site as small as this one. */
const searching = `const PAGES = ${JSON.stringify(
  [
    ["../docs/map.html", map],
    ["../docs/plan.html", plan],
  ].map(([path, page]) => [path, page.replace(/^[^]*<main|<\/main>[^]*$/g, "").replace(/<\/?(?:a|span)\b[^>]*>/g, "").replace(/<[^>]*>/g, "\n")]),
)};
const VARIANTS = [["人材", "人財"], ["人材育成", "人財育成"], ["取組", "取組み", "取り組み"], ["位置付け", "位置づけ"]];
const [form, word, found, results] = ["search", "word", "found", "results"].map((id) => document.getElementById("hs-" + id));
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt() - 96)).replace(/ +/g, "");
const spellings = (typed) => [typed, ...VARIANTS.filter((group) => group.includes(typed)).flat()];
function search() {
  const words = word.value.split(/\\s+/).filter(Boolean).map((typed) => spellings(fold(typed)));
  const has = ([, text]) => words.every((own) => own.some((spelling) => fold(text).includes(fold(spelling))));
  const items = PAGES.filter(has).map(([path]) => {
    const link = document.createElement("a");
    link.href = path;
    link.append(path);
    const [item, heading, mark] = ["li", "h3", "mark"].map((name) => document.createElement(name));
    mark.append(word.value);
    heading.append(link);
    item.append(heading, mark);
    return item;
  });
  results.querySelector("ol").replaceChildren(...items);
  results.hidden = !items.length;
  found.textContent = items.length + "件";
}
form.addEventListener("submit", (event) => {
  search();
  event.preventDefault();
});
form.addEventListener("input", search);
word.value = new URLSearchParams(location.search).get("q");
if (word.value) search();
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>\n`;

/** The site's files by path. */
export const GOOD = {
  "index.html": index,
  "docs/map.html": map,
  "docs/plan.html": plan,
  "compare/index.html": compare,
  "search/index.html": search,
  "search.js": searching,
  "style.css": style,
  "script.js": script,
  "page.js": theme("page.js"),
  "list.js": theme("list.js"),
  "compare.js": theme("compare.js"),
  "compare.css": theme("compare.css"),
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

/** What two documents of the good site's comparison say. */
export const EXPECTED_PAIR = {
  page: "compare/index.html",
  chosen: ["a", "b"],
  documents: 2,
  groups: { chapters: { both: ["目標"], neither: ["用語"] }, roles: { differ: ["DX人財"], same: ["職員"] } },
  cells: { DX人財: ["対象 主査", "対象 主事"], 用語: ["なし", "省略 別に定める。"] },
};
