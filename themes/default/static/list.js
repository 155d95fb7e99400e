/** 文書一覧の絞り込み。条件はアドレスに残る。 */
(() => {
  "use strict";

  const form = document.getElementById("hs-filter");
  const fold = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt() - 96));

  const show = () => {
    const { q, municipality, kind } = Object.fromEntries(new FormData(form));
    const words = fold(q).trim().split(/\s+/);
    let all = 0;
    let count = 0;
    for (const group of document.querySelectorAll(".group")) {
      const before = count;
      const name = group.querySelector(".group-title").textContent;
      for (const entry of group.getElementsByClassName("entry")) {
        const text = fold(name + entry.textContent);
        const other = (municipality && municipality !== name) || (kind && kind !== entry.dataset.kind);
        entry.hidden = other || !words.every((word) => text.includes(word));
        count += !entry.hidden;
        all++;
      }
      group.hidden = count === before;
    }
    const { found, none } = form.dataset;
    const text = count ? found.replace("{found}", count).replace("{all}", all) : none;
    form.querySelector(".found").textContent = q || municipality || kind ? text : "";
  };

  const change = () => {
    show();
    // ファイルから開いたときは、アドレスを変えられないことがある。
    try {
      history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
    } catch {}
  };

  for (const [name, value] of new URLSearchParams(location.search)) if (form[name]?.form) form[name].value = value;
  form.oninput = change;
  form.onreset = () => setTimeout(change);
  form.onsubmit = () => false;
  show();
})();
