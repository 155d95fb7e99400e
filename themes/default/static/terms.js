/* 用語を押すと、用語集の説明をその場に開く。これが動かない所では、用語は用語集へのリンクである。 */
(() => {
  "use strict";

  if (!HTMLElement.prototype.showPopover) return;

  const note = document.createElement("div");
  Object.assign(note, { className: "term-note", popover: "auto", tabIndex: -1, role: "dialog" });
  const more = document.createElement("a");
  more.textContent = document.currentScript.dataset.more;
  more.onclick = () => note.hidePopover();
  /** @type {?HTMLAnchorElement} the term that is explained */
  let term = null;

  /** @param {HTMLAnchorElement} link */
  function show(link) {
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const parts = [entry.cloneNode(true)];
    for (let at = entry; (at = at.nextElementSibling)?.localName === "dd"; ) parts.push(at.cloneNode(true));
    const list = document.createElement("dl");
    list.append(...parts);
    for (const named of list.querySelectorAll("[id]")) named.removeAttribute("id");
    more.href = link.hash;
    note.replaceChildren(list, more);
    note.ariaLabel = entry.textContent;
    term = link;
    term.ariaExpanded = "true";
    term.after(note);
    note.showPopover();
    note.focus({ preventScroll: true });
  }

  note.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed") term.ariaExpanded = "false";
  });
  // 続きへ進むと閉じる。次に選ばれたものを隠さないため。
  note.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !note.contains(relatedTarget)) note.hidePopover();
  });

  for (const link of document.querySelectorAll("a.term")) {
    let open = false;
    link.ariaExpanded = "false";
    // 離した時には、もう閉じている。
    link.onpointerdown = () => (open = term === link && note.matches(":popover-open"));
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      note.isConnected && note.hidePopover();
      open || show(link);
      open = false;
    };
  }
})();
