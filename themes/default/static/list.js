/** 文書一覧の絞り込み。条件はアドレスに残る。 */
(() => {
  "use strict";

  const template = document.getElementById("hs-filter");
  const form = template.content.querySelector("form");
  const fold = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 96));
  const entries = [...document.querySelectorAll(".entry")].map((entry) => {
    const group = entry.closest(".group");
    const name = group.querySelector(".group-title").textContent;
    return { entry, group, name, text: fold(name + entry.textContent) };
  });

  const show = () => {
    const asked = new URLSearchParams(new FormData(form));
    const { q, municipality, kind } = Object.fromEntries(asked);
    const words = fold(q).trim().split(/\s+/);
    let count = 0;
    for (const { entry, name, text } of entries) {
      const other = (municipality && municipality !== name) || (kind && kind !== entry.dataset.kind);
      entry.hidden = other || !words.every((word) => text.includes(word));
      count += !entry.hidden;
    }
    for (const { group } of entries) group.hidden = !group.querySelector(".entry:not([hidden])");
    const { found, none } = form.dataset;
    const text = count ? found.replace("{found}", count).replace("{all}", entries.length) : none;
    form.querySelector(".found").textContent = q || municipality || kind ? text : "";
    return asked;
  };

  const change = () => {
    const asked = show();
    for (const [name, value] of [...asked]) if (!value) asked.delete(name);
    try {
      history.replaceState(null, "", `?${asked}`);
    } catch {
      // ファイルから開いたとき
    }
  };

  for (const [name, value] of new URLSearchParams(location.search))
    if (form.elements[name]) form.elements[name].value = value;
  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());
  template.replaceWith(form);
  show();
})();
