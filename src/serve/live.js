/**
 * What runs in the pages of a preview: they follow the site, and tell what is wrong with it.
 *
 * The server puts this script into every page. The number of the page stands in the script's address;
 * what there is to know comes as server-sent events. Everything that authors wrote is shown as text.
 *
 * @typedef {object} Problem
 * @property {"error" | "warning"} severity
 * @property {string} code
 * @property {string} message
 * @property {?string} help
 * @property {?string} place file, line and column
 * @property {?string} excerpt
 *
 * @typedef {object} News
 * @property {string} instance of the server
 * @property {number} number of the build
 * @property {"pages" | "styles" | "nothing"} change
 * @property {[string, string][]} styles old and new addresses
 * @property {boolean} errors whether the site could not be built
 * @property {Problem[]} problems
 * @property {Object<string, ?string>} words
 */
(() => {
  "use strict";

  const [instance, first] = new URL(document.currentScript.src).search.slice(1).split("-");
  let number = Number(first);

  /** What the tab remembers; nothing where the browser keeps nothing. */
  const memory = {
    get(name) {
      try {
        return JSON.parse(sessionStorage.getItem(`hs-live ${name}`));
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        sessionStorage.setItem(`hs-live ${name}`, JSON.stringify(value));
      } catch {
        // A page that forgets is better than one that stops.
      }
    },
  };

  // 1. Loading the page again, and keeping what the author was at.

  /** The disclosures of the page with keys that outlive a change of the text elsewhere. */
  const disclosures = () => {
    const seen = new Map();
    return [...document.querySelectorAll("details")].map((details) => {
      const name = details.id || details.querySelector("summary")?.textContent || "";
      seen.set(name, (seen.get(name) ?? 0) + 1);
      return [`${name} ${seen.get(name)}`, details];
    });
  };

  const fields = () => [...document.querySelectorAll("input:not([type=password], [type=file]), textarea, select")];

  let leaving = false;
  const reload = () => {
    if (leaving) return;
    leaving = true;
    overlay.close();
    const at = fields().indexOf(document.activeElement);
    const field = fields()[at];
    memory.set("page", {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      open: disclosures().map(([key, details]) => [key, details.open]),
      field: field && { at, id: field.id, value: field.value, checked: field.checked },
    });
    // A hidden tab that loads again goes on listening.
    memory.set("listening", true);
    history.scrollRestoration = "manual";
    location.reload();
  };

  const restore = () => {
    const kept = memory.get("page");
    memory.set("page", null);
    if (kept?.path !== location.pathname) return;
    const open = new Map(kept.open);
    for (const [key, details] of disclosures()) if (open.has(key)) details.open = open.get(key);
    const { field } = kept;
    const element = field && (field.id ? document.getElementById(field.id) : fields()[field.at]);
    if (element && "value" in element) {
      element.focus({ preventScroll: true });
      if (element.value !== field.value || element.checked !== field.checked) {
        element.value = field.value;
        element.checked = field.checked;
        for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
    // Images and styles may come later than the text, the author's own scrolling earlier than they.
    let moved = false;
    const scroll = () => !moved && scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"])
      addEventListener(type, () => (moved = true), { once: true, passive: true });
    scroll();
    requestAnimationFrame(scroll);
    const done = () => {
      scroll();
      history.scrollRestoration = "auto";
    };
    if (document.readyState === "complete") done();
    else addEventListener("load", () => requestAnimationFrame(done), { once: true });
  };

  // 2. Styles take the place of others without a moment between.

  const path = (address) => decodeURIComponent(new URL(address, location.origin).pathname);

  /** @param {[string, string][]} pairs */
  const restyle = (pairs) => {
    const replaced = new Map(pairs.map(([before, after]) => [path(before), after]));
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      const after = replaced.get(path(link.href));
      if (!after) continue;
      const fresh = link.cloneNode();
      fresh.href = after;
      fresh.addEventListener("load", () => link.remove());
      fresh.addEventListener("error", reload);
      link.after(fresh);
    }
  };

  // 3. The overlay: a dialog of its own, apart from the styles of the page.

  /**
   * Makes an element with attributes and content; texts are texts, whatever stands in them.
   * @param {string} name
   * @param {Object<string, string>} attributes
   * @param {...(string | Node | null | undefined | false)} content
   */
  const make = (name, attributes, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content.filter(Boolean));
    return element;
  };

  const copy = async (text, near) => {
    try {
      await navigator.clipboard.writeText(text);
      return;
    } catch {
      // Only 127.0.0.1 and https have a clipboard; others have the old way.
    }
    const area = make("textarea", { readonly: "" }, text);
    near.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    near.querySelector("button").focus();
  };

  const overlay = (() => {
    const host = make("div", { id: "hs-live", hidden: "" });
    const styles = make("link", { rel: "stylesheet", href: "/hs-live/live.css" });
    const region = make("section", {});
    const dialog = make("dialog", { "aria-labelledby": "heading" });
    const list = make("ol", {});
    const heading = make("h2", { id: "heading", tabindex: "-1", autofocus: "" });
    const note = make("p", { id: "note" });
    const more = make("p", {});
    const fold = make("button", { type: "button" });
    const badge = make("button", { type: "button", class: "badge", "aria-haspopup": "dialog", hidden: "" });
    // What is to be read out has a place before there is anything to say, and one on either side: while
    // the dialog is open, nothing outside it can be heard.
    const spoken = (role, style) => make("p", { role, class: style });
    const [copied, changed, alert] = [spoken("status", "toast"), spoken("status", "said"), spoken("alert", "said")];
    const ended = [spoken("status", "ended"), spoken("status", "ended")];
    dialog.append(make("header", {}, heading, fold), ended[0], note, list, more, copied, changed);
    region.append(make("div", { class: "corner" }, ended[1], badge), alert, dialog);

    /** @type {?string} the problems as last shown */
    let shown = null;
    let errors = false;
    /** @type {Object<string, ?string>} */
    let words = {};

    /** @param {Problem} problem */
    const item = ({ severity, code, message, help, place, excerpt }) => {
      const item = make("li", { class: severity });
      const button = place && make("button", { type: "button", class: "place", "data-copy": words.copy }, place);
      button?.addEventListener("click", async () => {
        copied.textContent = "";
        await copy(place, item);
        copied.textContent = `${words.copied}: ${place}`;
      });
      item.append(
        make("h3", {}, make("span", { class: "severity" }, words[severity]), ` ${message}`),
        make("p", { class: "where" }, button, make("code", {}, code)),
        excerpt ? make("pre", { tabindex: "0", role: "group", "aria-label": words.excerpt }, excerpt) : "",
        help ? make("p", {}, make("b", {}, words.help), ` ${help}`) : "",
      );
      return item;
    };

    /** Opens, folds or hides, as the problems and the author want it. */
    const settle = () => {
      const any = list.childElementCount > 0;
      const was = dialog.getAttribute("role");
      if (dialog.open && (!any || (!errors && was === "alertdialog"))) dialog.close();
      dialog.setAttribute("role", errors ? "alertdialog" : "dialog");
      badge.hidden = !any;
      if (!errors) memory.set("folded", null);
      if (errors && !memory.get("folded") && !host.hidden && !dialog.open) dialog.showModal();
    };

    /** A part of the page that says nothing has no name, for readers would stop at it. */
    const name = () => {
      if (list.childElementCount || ended[1].textContent) region.setAttribute("aria-label", words.region);
      else region.removeAttribute("aria-label");
    };

    // Unseen until its own styles are there, for it would stand in the page's text otherwise.
    styles.addEventListener("load", () => {
      host.hidden = false;
      settle();
    });
    // Escape; the event of the closing itself comes at some later time.
    dialog.addEventListener("cancel", () => errors && memory.set("folded", true));
    fold.addEventListener("click", () => {
      if (errors) memory.set("folded", true);
      dialog.close();
    });
    badge.addEventListener("click", () => {
      memory.set("folded", null);
      if (!dialog.open) dialog.showModal();
    });

    /** @param {News} news */
    const show = ({ problems, errors: broken, words: said }) => {
      const next = JSON.stringify([problems, said]);
      if (next === shown) return;
      const [first, again] = [shown === null, errors && dialog.open];
      [shown, errors, words] = [next, broken, said];
      // Before the text, and so in the order of the keyboard. Outside the body no theme has rules; and
      // in time for its styles to be loaded before the server ends.
      if (first) {
        host.attachShadow({ mode: "open" }).append(styles, region);
        document.documentElement.insertBefore(host, document.body);
      }
      host.lang = words.lang;
      heading.textContent = words.heading;
      fold.textContent = words.fold;
      badge.textContent = words.badge;
      badge.classList.toggle("errors", errors);
      for (const [element, text] of [[note, words.note], [more, words.more]]) {
        element.textContent = text ?? "";
        element.hidden = !text;
      }
      if (errors) dialog.setAttribute("aria-describedby", "note");
      else dialog.removeAttribute("aria-describedby");
      const within = list.contains(host.shadowRoot.activeElement);
      list.replaceChildren(...problems.map(item));
      copied.textContent = "";
      settle();
      name();
      if (within && dialog.open) heading.focus();
      // A dialog that opens is read out by itself; what changes in an open or a folded one is said here.
      const summary = errors ? `${words.heading} ${problems[0].message}` : "";
      changed.textContent = again ? summary : "";
      alert.textContent = dialog.open ? "" : summary;
    };

    /** @param {boolean} is whether the server cannot be heard */
    const lost = (is) => {
      for (const element of ended) {
        const text = (is && words.ended) || "";
        if (element.textContent !== text) element.textContent = text;
      }
      if (host.isConnected) name();
    };

    const close = () => dialog.open && dialog.close();

    return { show, lost, close };
  })();

  // 4. The news.

  /** @param {News} news */
  const hear = (news) => {
    if (news.instance !== instance || news.number < number || news.number > number + 1) return reload();
    if (news.number > number) {
      if (news.change === "pages") return reload();
      if (news.change === "styles") restyle(news.styles);
      ({ number } = news);
    }
    overlay.show(news);
  };

  // A browser has six connections for a site, whatever the number of its tabs: pages that can be seen
  // have one each, and of the others the last one that was seen.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("hs-live") : null;
  /** @type {?EventSource} */
  let source = null;
  let silence = 0;
  let retry = 0;

  const stop = () => {
    clearTimeout(silence);
    clearTimeout(retry);
    source?.close();
    source = null;
    silence = 0;
  };

  const listen = () => {
    if (source) return;
    clearTimeout(retry);
    tabs?.postMessage("seen");
    source = new EventSource("/hs-live/events");
    source.addEventListener("message", ({ data }) => {
      clearTimeout(silence);
      silence = 0;
      overlay.lost(false);
      if (!leaving) hear(JSON.parse(data));
    });
    source.addEventListener("error", () => {
      if (leaving) return;
      silence ||= setTimeout(() => overlay.lost(true), 1500);
      // Where the browser gives up, we do not.
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      retry = setTimeout(listen, 1000);
    });
  };

  // A tab that is just being loaded or turned to may be hidden for a moment.
  tabs?.addEventListener("message", () => setTimeout(() => document.hidden && stop(), 200));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tabs?.postMessage("seen");
    listen();
  });
  // A page that comes back from the browser's memory may be an old one.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    leaving = false;
    reload();
  });
  addEventListener("pagehide", () => {
    leaving = true;
    stop();
  });

  restore();
  if (!document.hidden || memory.get("listening")) listen();
  memory.set("listening", null);
})();
