/* 用語を押すと、用語集の説明をその場に開く。これが動かない所では、用語は用語集へのリンクである。 */
(() => {
  "use strict";

  const note = document.createElement("div");
  if (!note.showPopover) return;
  Object.assign(note, { className: "term-note", popover: "auto", tabIndex: -1, role: "dialog" });
  const more = document.createElement("a");
  more.textContent = document.currentScript.dataset.more;
  more.onclick = () => note.hidePopover();
  let term;

  /** @param {HTMLAnchorElement} link */
  function show(link) {
    let part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    note.ariaLabel = part.textContent;
    const list = document.createElement("dl");
    do list.append(part.cloneNode(true));
    while ((part = part.nextElementSibling)?.localName === "dd");
    for (const named of list.querySelectorAll("[id]")) named.removeAttribute("id");
    more.href = link.hash;
    note.replaceChildren(list, more);
    term = link;
    term.ariaExpanded = "true";
    term.after(note);
    note.showPopover();
    const { left, top, bottom } = link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = note;
    const above = bottom + height > innerHeight && top > height;
    note.style.left = `${scrollX + Math.min(left, document.body.clientWidth - width - 16)}px`;
    note.style.top = `${scrollY + (above ? top - height : bottom)}px`;
    note.focus({ preventScroll: true });
  }

  note.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "closed") term.ariaExpanded = "false";
  });
  // 先へ進むと閉じる。次のものを隠さないため。
  note.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !note.contains(next)) note.hidePopover();
  });

  for (const link of document.querySelectorAll("a.term")) {
    link.ariaExpanded = "false";
    // 表の外にはみ出していれば、見える所へ動かす。
    link.onfocus = () =>
      link.matches(":focus-visible") && link.scrollIntoView({ block: "nearest", inline: "nearest" });
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(link);
    };
  }
})();
