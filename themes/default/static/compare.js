/** Shows two documents beside each other, made of the page's tables of all documents. */
(() => {
  "use strict";
  const form = document.querySelector(".choice");
  const words = form.dataset;
  const [first, second] = form.querySelectorAll("select");

  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const copy = (cell) => cell.cloneNode(true).childNodes;
  const lacks = (cell) => cell.querySelector(".mark, .waived, .missing");
  const has = (item) => item && (item.labels || !lacks(item.cells[0]));
  const text = (item) => item.cells.map((cell) => cell.textContent.normalize("NFKC").replace(/\s/g, "")).join();

  /** Makes an element; texts stay texts. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  }

  /** What a section says of a document, by name: a cell, or a row of cells with labels. */
  function read(section, page) {
    const items = new Map();
    const leads = (selector, from) => from.querySelector(selector)?.getAttribute("href") === page;
    const add = (head, cells, labels) => items.set(head.dataset.key ?? head.textContent, { head, cells, labels });
    for (const row of all("figure:not(.pair) tr:not(.group)", section)) {
      const labels = row.closest("table").rows[0].cells;
      const [head, ...cells] = row.cells;
      if (leads(".row a", row)) cells.forEach((cell) => add(labels[cell.cellIndex], [cell]));
      if (leads(".group a", row.parentNode)) add(head, cells, labels);
    }
    return items;
  }

  function kindOf(a, b) {
    if (!has(a)) return has(b) ? "b" : "neither";
    if (!has(b)) return "a";
    if (a.cells[0].querySelector(".covered")) return "both";
    return text(a) === text(b) ? "same" : "differ";
  }

  function cellOf(item) {
    if (!item) return make("td", {}, words.lacks);
    if (!item.labels) return make("td", {}, ...copy(item.cells[0]));
    const parts = item.cells.filter((cell) => !lacks(cell)).flatMap((cell) => [
      make("dt", {}, item.labels[cell.cellIndex].textContent),
      make("dd", {}, ...copy(cell)),
    ]);
    return make("td", {}, parts[0] ? make("dl", {}, ...parts) : words.has);
  }

  /** Adds the table of a section: a group of rows for each kind of difference and likeness. */
  function pair(section, names, pages) {
    const [a, b] = pages.map((page) => read(section, page));
    const heads = [words.item, names.a, names.b].map((head) => make("th", { scope: "col" }, head));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...heads)));
    for (const kind of ["differ", "a", "b", "both", "same", "neither"]) {
      const rows = [];
      for (const [key, { head }] of new Map([...b, ...a])) {
        if (kindOf(a.get(key), b.get(key)) !== kind) continue;
        const name = make("th", { scope: "row", class: "row" }, ...copy(head));
        rows.push(make("tr", {}, name, cellOf(a.get(key)), cellOf(b.get(key))));
      }
      if (!rows[0]) continue;
      const head = fill(words[kind], { ...names, count: rows.length });
      const group = make("tr", { class: "group" }, make("th", { scope: "rowgroup", colspan: 3 }, head));
      table.append(make("tbody", { class: kind }, group, ...rows));
    }
    const heading = section.querySelector("h2");
    const id = `${heading.id}-pair`;
    const caption = fill(words.caption, { ...names, section: heading.textContent });
    table.createCaption().append(make("span", { class: "caption", id }, caption));
    const region = { class: "table-scroll", role: "region", tabindex: 0, "aria-labelledby": id };
    section.append(make("figure", { class: "table stay pair" }, make("div", region, table)));
  }

  function show() {
    all(".pair").forEach((old) => old.remove());
    const [a, b] = [first, second].map((select) => first.options[select.selectedIndex]);
    let status = a === b ? a.value && words.twice : words.one;
    if (a.value && b.value && a !== b) {
      const names = { a: a.dataset.short, b: b.dataset.short };
      all(".compare > section").forEach((it) => pair(it, names, [a.dataset.page, b.dataset.page]));
      status = fill(words.status, { ...names, count: all(":is(.differ, .a, .b) tr + tr").length });
    }
    form.querySelector("[role=status]").textContent = status;
  }

  /** Chooses what the page's address says. */
  function choose() {
    for (const select of [first, second]) {
      select.value = new URLSearchParams(location.search).get(select.name);
      select.selectedIndex = Math.max(select.selectedIndex, 0);
    }
    show();
  }

  form.addEventListener("submit", (event) => {
    // Where this is forbidden, the browser loads the page anew.
    history.pushState(null, "", `?${new URLSearchParams(new FormData(form))}`);
    event.preventDefault();
    show();
  });
  addEventListener("popstate", choose);
  form.hidden = false;
  choose();
})();
