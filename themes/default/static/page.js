/**
 * 文書を読むときの助け。どれも、なくても読める。
 * 言葉は <script> の data-copied（コピーした）と data-wide（横に動く）から取る。
 */
(() => {
  "use strict";

  const words = document.currentScript.dataset;
  const all = (selector) => [...document.querySelectorAll(selector)];

  // 1. 読んでいる章を目次に示し、目次の中で見えるところに置く。
  const [contents, details, summary] = all(".contents, .contents :is(details, summary)");
  // 広い画面では、折りたたみは見えず、開いている。
  if (details) details.open = !summary.offsetParent;
  const links = all(".contents a");
  const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));
  const box = (element) => element.getBoundingClientRect();
  let current;

  const mark = () => {
    const link = links[headings.findLastIndex((heading) => box(heading).top < innerHeight / 3)];
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const { top, bottom } = box(link);
    const frame = box(contents);
    if (top < frame.top || bottom > frame.bottom) contents.scrollTop += top - frame.top - frame.height / 3;
  };
  // スクロールの合図は一こまに一度。章を飛びこえる移動も、これなら逃さない。
  addEventListener("scroll", mark, { passive: true });
  mark();

  // 2. 見出しの # でリンクをコピーする。狭い画面では、章を選ぶと目次を閉じる。
  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");
  document.body.append(status);

  const say = (text) => {
    status.textContent = text;
    setTimeout(() => (status.textContent = ""), 5000);
  };
  const readable = (address) => decodeURI(address).replace(/\s/g, encodeURIComponent);

  document.addEventListener("click", ({ target }) => {
    const self = target.closest(".self");
    if (self) navigator.clipboard?.writeText(readable(self.href)).then(() => say(words.copied), () => {});
    if (target.closest(".contents a") && summary.offsetParent) details.open = false;
  });

  // 3. 横に動く表は、続きがある間それを言葉で示す。収まる表は、列の見出しを画面の上に残す。
  // 表を測り、測ったことを書きこむ関数を返す。先にすべての表を測れば、画面の組み直しは一度で済む。
  const look = (region) => {
    const { dataset } = region.parentElement;
    const left = region.scrollWidth - region.clientWidth;
    const head = region.querySelector("thead")?.offsetHeight ?? 0;
    const ended = region.scrollLeft >= left - 1;
    return () => {
      region.classList.toggle("fits", left <= 1 && head < innerHeight / 4);
      region.style.setProperty("--covered", `${head}px`);
      if (left > 1) {
        region.tabIndex = 0;
        dataset.wide = ended ? "" : words.wide;
      } else {
        region.removeAttribute("tabindex");
        delete dataset.wide;
      }
    };
  };
  const resized = new ResizeObserver((entries) => {
    const writes = entries.map(({ target }) => look(target.closest(".table-scroll")));
    for (const write of writes) write();
  });
  for (const region of all(".table-scroll")) {
    region.addEventListener("scroll", () => look(region)(), { passive: true });
    resized.observe(region);
    resized.observe(region.querySelector("table"));
  }
})();
