/** Shows two documents beside each other, made of the tables of all. */
(() => {
  "use strict";
  const form = document.querySelector(".choice");
  const words = form.dataset;
  const { a: first, b: second, status } = form.elements;

  const all = (selector) => document.querySelectorAll(selector);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const copy = (cell) => cell.cloneNode(true).childNodes;
  const lacks = (cell) => cell.querySelector(".mark, .waived, .missing");
  const has = (item) => item && (item.labels || !lacks(item.cells[0]));
  const text = ({ cells }) => cells.map((cell) => cell.textContent).join().normalize("NFKC");

  /** Texts stay texts. */
  function make(name, ...children) {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  }

  /** What a section says of a page by name: cells, maybe labelled. */
  function read(section, page) {
    const items = new Map();
    const add = (head, cells, labels) => items.set(head.dataset.key ?? head.textContent, { head, cells, labels });
    for (const link of section.querySelectorAll(`figure:not(.pair) th a[href="${page}"]`)) {
      const labels = link.closest("table").rows[0].cells;
      const [, ...own] = link.closest("tr").cells;
      own.forEach((cell) => add(labels[cell.cellIndex], [cell]));
      const [, ...rows] = own[0] ? [] : link.closest("tbody").rows;
      for (const { cells: [head, ...cells] } of rows) add(head, cells, labels);
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
    if (!item) return make("td", words.lacks);
    if (!item.labels) return make("td", ...copy(item.cells[0]));
    const parts = item.cells.filter((cell) => !lacks(cell)).flatMap((cell) => [
      make("dt", item.labels[cell.cellIndex].textContent),
      make("dd", ...copy(cell)),
    ]);
    return make("td", parts[0] ? make("dl", ...parts) : words.has);
  }

  const headOf = (scope, ...children) => Object.assign(make("th", ...children), { scope });

  function pair(section, names, pages) {
    const [a, b] = pages.map((page) => read(section, page));
    const heads = [words.item, names.a, names.b].map((name) => headOf("col", name));
    const table = make("table", make("thead", make("tr", ...heads)));
    const groups = { differ: [], a: [], b: [], both: [], same: [], neither: [] };
    for (const [key, { head }] of new Map([...a, ...b, ...a])) {
      const [left, right] = [a.get(key), b.get(key)];
      const name = headOf("row", ...copy(head));
      name.className = "row";
      groups[kindOf(left, right)].push(make("tr", name, cellOf(left), cellOf(right)));
    }
    for (const kind in groups) {
      const rows = groups[kind];
      if (!rows[0]) continue;
      const head = headOf("rowgroup", fill(words[kind], { ...names, count: rows.length }));
      head.colSpan = 3;
      const body = make("tbody", make("tr", head), ...rows);
      body.className = kind;
      body.rows[0].className = "group";
      table.append(body);
    }
    const { id, textContent } = section.querySelector("h2");
    table.createCaption().textContent = textContent;
    const region = Object.assign(make("div", table), { className: "table-scroll", role: "region", tabIndex: 0 });
    region.setAttribute("aria-labelledby", id);
    const figure = make("figure", region);
    figure.className = "table stay pair";
    section.append(figure);
  }

  function show() {
    for (const old of all(".pair")) old.remove();
    const a = first.selectedOptions[0];
    const b = first.options[second.selectedIndex];
    status.value = a === b ? a.value && words.twice : words.one;
    if (a.value && b.value && a !== b) {
      const names = { a: a.dataset.short, b: b.dataset.short };
      for (const it of all(".compare > section")) pair(it, names, [a.dataset.page, b.dataset.page]);
      status.value = fill(words.status, { ...names, count: all(":is(.differ, .a, .b) tr + tr").length });
    }
  }

  function choose() {
    for (const select of [first, second]) {
      select.value = new URLSearchParams(location.search).get(select.name);
      if (!select.value) select.value = "";
    }
    show();
  }

  form.onsubmit = (event) => {
    // Where this fails, the page loads anew.
    history.pushState(null, "", `?${new URLSearchParams(new FormData(form))}`);
    event.preventDefault();
    show();
  };
  onpopstate = choose;
  choose();
})();
