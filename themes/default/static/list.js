/** 文書一覧の絞り込み。条件はアドレスに残り、リンクとして渡せる。 */
(() => {
  "use strict";

  const form = document.querySelector(".filter");
  const { found, none } = form.dataset;
  const fields = [...form.elements].filter((field) => field.name);
  // 全角と半角、大文字と小文字、ひらがなとカタカナを区別しない。
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96));
  const entries = [...document.querySelectorAll(".entry")].map((entry) => {
    const group = entry.closest(".group");
    const name = group.querySelector(".group-title").textContent;
    return { entry, group, name, text: fold(name + entry.textContent) };
  });

  const show = () => {
    const { q, municipality, kind } = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    const words = fold(q).trim().split(/\s+/);
    for (const { entry, name, text } of entries)
      entry.hidden =
        (municipality && municipality !== name) ||
        (kind && kind !== entry.dataset.kind) ||
        !words.every((word) => text.includes(word));
    for (const { group } of entries) group.hidden = !group.querySelector(".entry:not([hidden])");
    const count = entries.filter(({ entry }) => !entry.hidden).length;
    const text = count ? found.replace("{found}", count).replace("{all}", entries.length) : none;
    form.querySelector(".found").textContent = q || municipality || kind ? text : "";
  };

  const change = () => {
    show();
    const query = new URLSearchParams(fields.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    try {
      history.replaceState(null, "", `?${query}`);
    } catch {
      // ファイルから開くと、アドレスを変えられないブラウザーがある。
    }
  };

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    field.value = asked.get(field.name) ?? "";
    if (field.selectedIndex < 0) field.value = "";
  }
  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
