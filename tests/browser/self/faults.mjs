/**
 * Faults of a site, each an edit of the good one, with the check that must find it.
 *
 * @typedef {object} Fault
 * @property {string} check the check's name
 * @property {RegExp} finds what the check must say
 * @property {string} [file] the file that is edited (default: `docs/map.html`)
 * @property {string} [page] the page that is checked (default: the edited one, or `docs/map.html`)
 * @property {string | RegExp} from what is replaced, which must be there
 * @property {string} to what stands there instead
 */

/** Text that does not get smaller when it is packed. */
function noise(length) {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return String.fromCharCode(65 + (state % 26));
  }).join("");
}

const CSS = { file: "style.css", from: /$/ };
const SCRIPT = { file: "script.js", from: /$/ };
const terms = (from, to) => ({ file: "script.js", from, to });
const AFTER_H1 = "</h1>";
const after = (html) => ({ from: AFTER_H1, to: `${AFTER_H1}${html}` });
const finder = (from, to) => ({ file: "search.js", from, to });
const css = (rules) => ({ ...CSS, to: rules });
const script = (code) => ({ ...SCRIPT, to: code });

const page = (from, to) => ({ file: "page.js", from, to });
const list = (from, to) => ({ file: "list.js", page: "index.html", from, to });
const COMPARISON = "compare/index.html";
const compare = (file, from, to) => ({ check: "compare", file, page: COMPARISON, from, to });

/** @type {Fault[]} */
export const FAULTS = [
  { check: "markup", finds: /DOCTYPE/, from: "<!DOCTYPE html>\n", to: "" },
  { check: "markup", finds: /lang is "en"/, from: 'lang="ja"', to: 'lang="en"' },
  { check: "markup", finds: /charset/, from: '<meta charset="utf-8">', to: "" },
  { check: "markup", finds: /viewport/, from: "width=device-width", to: "width=600" },
  { check: "markup", finds: /no title/, from: /<title>.*<\/title>/, to: "" },
  { check: "markup", finds: /title of index/, from: "<title>デジタル人材育成方針 |", to: "<title>目次 |" },
  { check: "markup", finds: /2 h1/, from: "<h2", to: "<h1>二つ目</h1><h2" },
  { check: "markup", finds: /jumps from h1 to h3/, from: /<h2.*<\/h2>/, to: "" },
  { check: "markup", finds: /not unique/, from: "<h3>", to: '<h3 id="表">' },
  { check: "markup", finds: /NFC/, ...after('<p id="か\u3099">が</p>') },
  { check: "markup", finds: /style attribute/, from: "<h3>", to: '<h3 style="color:red">' },
  { check: "markup", finds: /inline style sheet/, from: "</head>", to: "<style>p { color: red }</style></head>" },
  { check: "markup", finds: /inline script/, from: "</head>", to: "<script>let a;</script></head>" },
  { check: "markup", finds: /event handler: onclick/, from: "<button", to: '<button onclick="x()"' },
  { check: "markup", finds: /javascript:/, ...after('<a href="javascript:x()">実行</a>') },
  { check: "markup", finds: /never closed|is open/, from: "</h3>", to: "" },
  { check: "markup", finds: /character reference/, ...after("<p>&unheard;</p>") },
  { check: "markup", finds: /without alt/, from: ' alt="市章"', to: "" },

  { check: "links", finds: /no such file/, from: "../index.html", to: "../missing.html" },
  { check: "links", finds: /no such file/, from: "../icon.svg", to: "../Icon.svg" },
  { check: "links", finds: /no element with this id/, from: "#content", to: "#nowhere" },
  { check: "links", finds: /no element with this id in docs/, file: "index.html", from: "#%E8%A1%A8", to: "#%E8%A1%A9" },
  { check: "links", finds: /a folder/, file: "index.html", from: 'href="docs/map.html"', to: 'href="docs/"' },
  { check: "links", finds: /root-relative/, from: "../index.html", to: "/index.html" },
  { check: "links", finds: /outside the folder/, from: "../index.html", to: "../../index.html" },
  { check: "links", finds: /another host/, from: '<img src="../icon.svg"', to: '<img src="https://example.invalid/a.png"' },
  { check: "links", finds: /data:/, from: '<img src="../icon.svg"', to: '<img src="data:image/png;base64,AAAA"' },
  { check: "style sheets", finds: /no such file/, ...css("h1 { background: url(missing.png) }") },
  { check: "style sheets", finds: /outside the folder/, ...css('@import "https://example.invalid/a.css";') },

  { check: "Nu HTML checker", finds: /^error: No “p” element in scope/, ...after("<p><div>表</div></p>") },
  { check: "Nu HTML checker", finds: /^(?:error|warning): .*aria-label/, ...after('<p><span aria-label="必須">◎</span></p>') },
  { check: "Nu HTML checker", finds: /^error: CSS: .*colour/, ...css("h1 { colour: red }") },
  { check: "Nu HTML checker", finds: /^error: .*radius/, file: "icon.svg", from: "<circle", to: '<circle radius="4"' },

  { check: "weight", finds: /bytes packed/, ...script(`/* ${noise(80_000)} */`) },
  { check: "weight", finds: /are \d files/, from: "</head>", to: '<script defer src="../script.js?1"></script><script defer src="../script.js?2"></script></head>' },
  { check: "weight", finds: /are \d files/, ...script('if (!document.currentScript.src.includes("?")) for (const at of "12") document.head.append(Object.assign(document.createElement("script"), { src: `../script.js?${at}` }));') },
  { check: "theme's weight", finds: /and must be fewer than 30000/, ...css(`/*${" ".repeat(30_000)}*/`) },
  { check: "theme's weight", finds: /and must be fewer than 15000/, ...script(`/*${" ".repeat(15_000)}*/`) },

  { check: "tables", finds: /no caption/, from: /<caption.*<\/caption>/, to: "" },
  { check: "tables", finds: /scope of a head cell/, from: 'scope="row" ', to: "" },
  { check: "tables", finds: /no head cell of this table/, from: 'headers="h6', to: 'headers="h9' },
  { check: "tables", finds: /has no words/, from: '<span class="spoken">必須</span>', to: "" },
  { check: "tables", finds: /has no words/, from: '<span aria-hidden="true">◎</span><span class="spoken">必須</span>', to: "〇" },
  { check: "tables", finds: /different widths|gap/, from: /<td headers.*?<\/td>/, to: "" },
  { check: "tables", finds: /without text/, from: ">エキスパート<", to: "><" },

  { check: "charts", finds: /no title/, from: /<title id=.*<\/title>/, to: "" },
  { check: "charts", finds: /no desc/, from: "値は10人です。", to: "" },
  { check: "charts", finds: /does not name its desc/, from: "c-title c-desc", to: "c-title" },
  { check: "charts", finds: /not unique/, from: '<text x="208"', to: '<text id="c-title" x="208"' },
  { check: "charts", finds: /pattern c-2 is not in it/, from: "url(#c-1)", to: "url(#c-2)" },
  { check: "charts", finds: /are 11\.\d px/, from: 'font-size="14"', to: 'font-size="11.5"' },
  { check: "charts", finds: /leaves it by/, from: 'y="44">10<', to: 'y="44">1,000,000,000人<' },
  { check: "charts", finds: /leaves it by/, from: 'x="0" y="17">令和8年度', to: 'x="0" y="17">令和8年度に推進リーダーになった職員の人数' },
  { check: "charts", finds: /shows 0 charts/, ...css(".chart svg { display: none }") },

  { check: "axe", finds: /color-contrast/, ...css("p { color: #999; background: #fff }") },
  { check: "axe", finds: /color-contrast/, ...css("@media (prefers-color-scheme: dark) { p { color: #333 } }") },
  { check: "axe", finds: /contrast of the symbol/, ...css("td [aria-hidden] { color: #bbb }") },
  { check: "axe", finds: /label/, ...after("<input>") },
  { check: "axe", finds: /label/, ...after("<details><summary>詳細</summary><input></details>") },

  { check: "narrow", finds: /scrolls sideways/, ...css("h1 { width: 30rem }") },
  { check: "narrow", finds: /scrolls sideways/, ...css(".table-scroll { position: static } .spoken { left: 40rem }") },
  { check: "narrow", finds: /beyond the right edge/, ...css("body { overflow-x: clip } h1 { width: 30rem }") },
  { check: "narrow", finds: /hides \d+ px/, ...css("h1 { overflow: hidden; white-space: nowrap; width: 4em }") },

  { check: "narrow", finds: /scrolls sideways/, ...css("details p { width: 30rem }") },

  { check: "scroll regions", finds: /by keyboard/, ...page("region.tabIndex = 0", "region.tabIndex = -1") },
  { check: "scroll regions", finds: /no name/, from: ' aria-labelledby="map-caption"', to: "" },
  { check: "scroll regions", finds: /no role/, from: ' role="region"', to: "" },
  { check: "scroll regions", finds: /does not scroll/, ...script('addEventListener("keydown", (event) => event.preventDefault());') },

  { check: "text spacing", finds: /box is \d+ px too small/, ...css("h2 { height: 2.4rem; overflow: hidden } p { height: 1.8rem }") },
  { check: "text spacing", finds: /hides \d+ px/, ...css("h3 { overflow: hidden; white-space: nowrap; width: 8.2em }") },
  { check: "text spacing", finds: /scrolls sideways/, ...css("h3 { white-space: nowrap; font-size: 35px; width: max-content }") },
  { check: "text spacing", finds: /box is \d+ px too small/, ...css("dl { height: 60px; margin: 0 } dt, dd { margin: 0; line-height: 1 }") },

  { check: "forced colours", finds: /no edge/, ...css("button { border: 0; background: #1a1a1a; color: #fff }") },
  { check: "forced colours", finds: /contrast of its text/, ...css("p { forced-color-adjust: none; color: #777; background: #777 }") },
  { check: "forced colours", finds: /::before is drawn by a colour/, ...css("summary::before { content: ''; display: inline-block; width: 1rem; height: 1rem; background: #b3261e }") },
  { check: "forced colours", finds: /shape has the colour/, ...after('<svg width="20" height="20" role="img" aria-label="印"><path d="M0 0h20v20H0z" fill="#fff" stroke="none"/><path d="M0 0h9v9H0z" fill="#fffffe"/></svg>') },
  { check: "forced colours", finds: /nothing but a colour tells/, ...css("nav [aria-current] { font-weight: 400; text-decoration: none; background: #ddd; color: #111 } nav a { text-decoration: none }") },
  { check: "forced colours", finds: /no outline/, ...css(":focus-visible { outline: none; box-shadow: 0 0 0 3px var(--focus) }") },

  { check: "skip link", finds: /no link within/, from: /<a class="skip".*<\/a>/, to: "" },
  { check: "skip link", finds: /stays invisible/, ...css(".skip:focus { top: -10rem }") },
  { check: "skip link", finds: /stays invisible/, ...css(".skip:focus { clip-path: inset(50%) }") },
  { check: "skip link", finds: /not in main/, from: '<header>', to: '<header id="content">' },
  { check: "skip link", finds: /before the content/, ...script('document.querySelector(".skip").addEventListener("click", (event) => event.preventDefault());') },

  { check: "keyboard", finds: /same with and without/, ...css("button:focus-visible { outline: none }") },
  { check: "keyboard", finds: /same with and without/, ...css("@media (prefers-color-scheme: dark) { a:focus-visible { outline-color: transparent } }") },
  { check: "keyboard", finds: /outside the window/, ...css("button { position: fixed; left: -99rem }") },
  { check: "keyboard", finds: /covered/, ...css("header { position: relative } header::after { content: ''; position: absolute; inset: 0 }") },
  { check: "keyboard", finds: /covered/, ...css("@media (width < 40rem) { body::after { content: ''; position: fixed; inset: auto 0 0; height: 100%; background: var(--paper); z-index: 9 } }") },
  { check: "keyboard", finds: /does not reach/, ...script('document.querySelector("button").addEventListener("focus", (event) => event.target.blur());') },

  { check: "strict policy", finds: /status 404/, ...script('new Image().src = "missing.png";') },
  { check: "strict policy", finds: /Content Security Policy/, ...script('document.body.setAttribute("style", "margin: 0");') },
  { check: "strict policy", finds: /outside the site/, from: 'src="../icon.svg"', to: 'src="/icon.svg"' },
  { check: "strict policy", finds: /Content Security Policy/, from: 'src="../icon.svg"', to: 'src="https://example.invalid/a.png"' },
  { check: "strict policy", finds: /console: mind/, ...script('console.error("mind");') },
  { check: "strict policy", finds: /script error/, ...script('throw new Error("mind");') },

  { check: "without JavaScript", finds: /missing/, ...script('document.querySelector("main").append("後から");') },
  { check: "without JavaScript", finds: /only here/, ...after("<noscript>要JavaScript</noscript>") },

  { check: "from a file", finds: /request failed|style sheet/, from: 'href="../style.css"', to: 'href="/a/b/style.css"' },
  { check: "from a file", finds: /missing/, ...script('if (location.protocol === "http:") document.querySelector("main").append("接続中");') },
  { check: "from a file", finds: /console|failed/, from: "defer", to: 'type="module"' },

  { check: "inert", finds: /a dialog opens: harm/, ...script('alert("harm");') },
  { check: "inert", finds: /character turns text round/, ...after("<p>方針\u202efdp</p>") },
  { check: "inert", finds: /the title holds/, from: "<title>", to: "<title>\u2067" },
  { check: "inert", finds: /title holds a character/, ...after('<p title="\u202e">方針</p>') },
  { check: "inert", finds: /right to left/, ...after('<p dir="rtl">方針</p>') },

  { check: "accessibility tree", finds: /bare symbol/, from: '<span aria-hidden="true">◎</span><span class="spoken">必須</span>', to: "◎" },
  { check: "accessibility tree", finds: /no name/, from: /<caption.*<\/caption>/, to: "" },

  { check: "terms", finds: /Enter opens nothing/, ...script('for (const term of document.querySelectorAll(".term")) term.addEventListener("click", (event) => event.stopImmediatePropagation(), true);') },
  { check: "terms", finds: /does not say what the term means/, ...terms("list.append(part.cloneNode(true))", "list.append(part.cloneNode())") },
  { check: "terms", finds: /id is there twice/, ...terms('named.removeAttribute("id")', "named.id") },
  { check: "terms", finds: /focus does not go/, ...terms("note.focus(", "void (") },
  { check: "terms", finds: /beyond the window/, ...css(".term-note { width: 150vw }") },
  { check: "terms", finds: /covers the term/, ...terms("top - height : bottom", "top : top") },
  { check: "terms", finds: /not said that the term is closed/, ...terms('newState === "closed"', 'newState === "shut"') },
  { check: "terms", finds: /does not come back/, ...script('document.addEventListener("keyup", ({ key }) => key === "Escape" && document.activeElement.blur());') },
  { check: "terms", finds: /stays open/, ...terms("more.onclick = () => note.hidePopover();", "") },
  { check: "terms", finds: /is printed/, ...css("@media print { .term-note { display: block } }") },
  { check: "terms", finds: /printed term is marked/, ...css("@media print { a.term { text-decoration: underline } }") },
  { check: "terms", finds: /open, dark: color-contrast/, ...css(".term-note { color: #888; background: #999 }") },
  { check: "terms", finds: /not to the entry/, ...terms("if (!note.showPopover) return;", "") },

  { check: "paper", finds: /cuts \d+ px/, ...css("@media print { .table-scroll { overflow: auto } table { min-width: 90rem } }") },
  { check: "paper", finds: /sheet/, ...css("@media print { table { min-width: 90rem } }") },
  { check: "paper", finds: /sheet/, ...css("@page { margin: 60mm } @media print { table { min-width: 40rem } }") },
  { check: "paper", finds: /is not printed/, ...css("@media print { .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) } }") },

  { check: "PDF", finds: /not tagged/, from: /<(\/?)h1>/g, to: "<$1p>" },
  { check: "PDF", finds: /text is missing.*役割ごとに必要/, ...css("@media print { main > p { transform: translateX(300rem) } }") },
  { check: "PDF", finds: /\d+ % of the content is not printed/, ...css("@media print { main > p, dl, h3 { display: none } }") },
  { check: "PDF", finds: /\d+ % of the content is not printed: 「凡例/, ...css("@media print { details:not([open])::details-content { content-visibility: hidden } }") },
  { check: "PDF", finds: /text is missing.*マネージャー/, ...css("@media print { table { margin-left: 60rem; width: 40rem } }") },
  { check: "PDF", finds: /tagged without text/, ...css("@media print { .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) } }") },

  { check: "PDF", finds: /number of the page/, ...css("@page { @bottom-center { content: none } }") },
  { check: "PDF", finds: /title is missing/, ...css("@page { @top-left { content: none } }") },

  { check: "contents", finds: /mark .* as current/, ...page('addEventListener("scroll"', 'addEventListener("wheel"') },
  { check: "contents", finds: /colour at most/, ...css(".contents [aria-current] { font-weight: inherit; color: var(--focus) }") },
  { check: "contents", finds: /out of the contents/, ...css(".contents { position: sticky; top: 0; height: 1rem; overflow: hidden }") },
  { check: "contents", finds: /stays open/, ...page(".open = false", ".open = true") },
  { check: "contents", finds: /not in view/, ...css(":target { scroll-margin-top: 100rem }") },

  { check: "copying links", finds: /leads nowhere/, ...script('document.querySelector(".self")?.addEventListener("click", (event) => event.preventDefault());') },
  { check: "copying links", finds: /nothing says/, ...page("say(words.copied)", "{}") },
  { check: "copying links", finds: /not readable/, ...page("decodeURI(address)", "address") },
  { check: "copying links", finds: /it copies/, ...page("readable(self.href)", "location.origin") },

  { check: "wide tables", finds: /nothing says that there is more/, ...css("[data-wide]::before { content: none }") },
  { check: "wide tables", finds: /still says/, ...page('ended ? "" : words.wide', "words.wide") },
  { check: "wide tables", finds: /it says that there is more/, ...css("table { min-width: 0 !important } .table::before { content: 'つづく' } th, td { padding: 0; font-size: .5rem; }") },
  { check: "wide tables", finds: /of a row is scrolled away/, ...css(".stay tbody [scope=row] { position: static }") },
  { check: "wide tables", finds: /heads of rows take/, ...css(".stay tbody [scope=row] { min-width: 50vw; max-width: none }") },
  { check: "wide tables", finds: /heads of columns/, ...css("tbody tr { height: 40rem } .fits thead { position: static }") },

  { check: "list filter", finds: /not shown/, ...list("form.onsubmit", "form.hidden = true; form.onsubmit") },
  { check: "list filter", finds: /leaves 0 of 2/, ...list('.normalize("NFKC")', "") },
  { check: "list filter", finds: /empty groups/, ...list("group.hidden", "group.ready") },
  { check: "list filter", finds: /how many documents/, ...list(".textContent = q", ".title = q") },
  { check: "list filter", finds: /loaded again/, ...list("history.replaceState", "Object") },
  { check: "list filter", finds: /do not have the word/, ...list("words.every", "[].every") },
  { check: "list filter", finds: /does nothing/, file: "index.html", from: "filter scripted", to: "filter" },
  { check: "search finds what is there", finds: /does not find/, ...finder(".filter(has)", ".filter(has).slice(1)") },
  { check: "search finds what is there", finds: /does not find/, ...finder('.replace(/[ァ-ヶ]/g', '.replace(/[ァ-ア]/g') },
  { check: "search finds what is there", finds: /what does not have it/, ...finder(".filter(has)", "") },
  { check: "search finds what is there", finds: /markup in the results/, ...finder("link.append(path)", "link.innerHTML = '<b>' + path + '</b>'") },
  { check: "search finds what is there", finds: /nothing is marked/, ...finder("item.append(heading, mark)", "item.append(heading)") },
  { check: "search by keyboard", finds: /no empty status/, file: "search/index.html", from: ' role="status"', to: "" },
  { check: "search by keyboard", finds: /does not say how many/, ...finder('items.length + "件"', '"ありました"') },
  { check: "search by keyboard", finds: /takes the focus/, ...finder('  found.textContent', "  results.tabIndex = -1;\n  results.focus();\n  found.textContent") },
  { check: "search by keyboard", finds: /does not lead from the field/, ...finder("link.href = path", "link.href = path;\n    link.tabIndex = -1") },
  { check: "search results", finds: /contrast/, ...css("mark { background: #ffd43d; color: #fff }") },
  { check: "search results", finds: /scrolls sideways/, ...css("#hs-results li { width: 40rem }") },
  { check: "search from a folder", finds: /it finds/, ...finder(".filter(has)", '.filter(has).slice(location.protocol === "file:" ? 1 : 0)') },

  { finds: /the focus does not stay/, ...compare("compare.js", "event.preventDefault();", "event.preventDefault(); document.activeElement.blur();") },
  { finds: /does not say what is chosen/, ...compare("compare.js", "history.pushState(", "String(") },
  { finds: /status does not say/, ...compare("compare.js", "status.value = fill(", "fill(") },
  { finds: /tables of all documents stay/, ...compare("compare.css", "figure:not(.pair),", "figure.none,") },
  { finds: /「(?:職員|DX人財)」 is missing/, ...compare("compare.js", "new Map([...a, ...b, ...a])", "new Map([...b].slice(1))") },
  { finds: /columns are headed/, ...compare("compare.js", "b: b.dataset.short", "b: b.text") },
  { finds: /columns are headed/, ...compare("compare.js", "element.append(...children);", "children.forEach((child) => (child.nodeType ? element.append(child) : (element.innerHTML += child)));") },
  { finds: /counts 1 rows/, ...compare(COMPARISON, "同じ（{count}件）", "同じ") },
  { finds: /what is alike stays/, ...compare("compare.css", ":is(.both, .same, .neither)", ".none") },
  { finds: /differences go with/, ...compare("compare.css", ":is(.both, .same, .neither)", "tbody") },
  { finds: /going back does not lead/, ...compare("compare.js", "onpopstate = choose;", "") },
  { finds: /loaded anew/, ...compare("compare.js", "onpopstate = choose;\n  choose();", "onpopstate = choose;") },
  { finds: /of two documents: /, ...compare("compare.js", 'region.setAttribute("aria-labelledby", id);', 'region.removeAttribute("aria-label");') },
  { finds: /is there and does nothing/, ...compare(COMPARISON, "choice scripted", "choice") },
  { finds: /link to a chapter leads/, ...compare(COMPARISON, "#%E8%A1%A8", "#x") },
  { finds: /page scrolls sideways/, ...compare("compare.css", /$/, ".pair { inline-size: 200vw }") },

  { check: "content of the comparison", finds: /「DX人財」 is not under roles, differ/, file: "compare.js", from: "head.dataset.key ?? ", to: "" },
  { check: "content of the comparison", finds: /「用語」 says .* must say 省略/, file: COMPARISON, from: "別に定める。", to: "別途。" },
  { check: "content of the comparison", finds: /shows 1 documents/, file: COMPARISON, from: /<tr><th scope="row" class="row"><a href="..\/docs\/plan.*<\/tr>/, to: "" },

  { check: "content", finds: /1 cells with "○" and must be 2/, from: "○</span>", to: "◎</span>" },
  { check: "content", finds: /does not span/, from: 'colspan="2" ', to: "" },
  { check: "content", finds: /does not say 必須/, from: "必須</span>", to: "任意</span>" },
  { check: "content", finds: /says ◎/, from: '<span aria-hidden="true">◎', to: "<span>◎" },
  { check: "content", finds: /no table has the caption/, from: "表1 スキルマップ", to: "表1 地図" },
  { check: "content", finds: /1 rows/, from: /<tr><th scope="row" id="h6">.*<\/tr>/, to: "" },
];
