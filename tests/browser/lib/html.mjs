/**
 * A strict reader for the HTML that hoshin writes.
 *
 * A browser silently mends broken markup; this reader reports it instead. It knows what generated
 * pages need and nothing more: attributes, void elements, raw text, character references.
 *
 * @typedef {object} Element
 * @property {string} name tag name in lower case
 * @property {Map<string, string>} attributes
 * @property {(Element | string)[]} children
 * @property {Element | null} parent
 * @property {number} line
 *
 * @typedef {object} Document
 * @property {Element} root an element without a name that holds the whole page
 * @property {{line: number, message: string}[]} faults
 */

const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const RAW = new Set(["script", "style"]);
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", shy: "\u00ad" };

const TOKEN =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-z][^\s/>]*)\s*>|<([a-z][^\s/>]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>/giy;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/**
 * Reads a page.
 * @param {string} source
 * @returns {Document}
 */
export function parse(source) {
  const root = element("", null, 1);
  const faults = [];
  let open = root;
  let line = 1;
  let at = 0;

  const fault = (message) => faults.push({ line, message });
  const advance = (length) => {
    for (let i = at; i < at + length; i++) if (source[i] === "\n") line++;
    at += length;
  };
  const text = (raw) => {
    if (raw) open.children.push(decode(raw, fault));
    advance(raw.length);
  };

  while (at < source.length) {
    if (RAW.has(open.name)) {
      const end = source.toLowerCase().indexOf(`</${open.name}`, at);
      const raw = source.slice(at, end < 0 ? source.length : end);
      if (raw) open.children.push(raw);
      advance(raw.length);
      if (end < 0) break;
    }
    TOKEN.lastIndex = at;
    const token = source[at] === "<" ? TOKEN.exec(source) : null;
    if (!token) {
      if (source[at] === "<") fault(`a "<" that begins no tag: ${source.slice(at, at + 30)}`);
      const next = source.indexOf("<", at + 1);
      text(source.slice(at, next < 0 ? source.length : next));
      continue;
    }
    const [whole, closing, opening, rest, slash] = token;
    // The one end tag that hoshin leaves out, as HTML allows.
    if (open.name === "colgroup" && closing !== "colgroup" && opening !== "col") open = open.parent;
    if (closing) open = close(open, closing.toLowerCase(), fault);
    else if (opening) {
      const child = element(opening.toLowerCase(), open, line);
      for (const [, key, ...values] of rest.matchAll(ATTRIBUTE)) {
        const name = key.toLowerCase();
        if (child.attributes.has(name)) fault(`<${child.name}> has the attribute ${name} twice`);
        child.attributes.set(name, decode(values.find((v) => v !== undefined) ?? "", fault));
      }
      open.children.push(child);
      if (!VOID.has(child.name) && !slash) open = child;
    }
    advance(whole.length);
  }
  for (let left = open; left.parent; left = left.parent)
    fault(`<${left.name}> of line ${left.line} is never closed`);
  return { root, faults };
}

function element(name, parent, line) {
  return { name, attributes: new Map(), children: [], parent, line };
}

function close(open, name, fault) {
  let target = open;
  while (target.parent && target.name !== name) target = target.parent;
  if (!target.parent) {
    fault(`</${name}> closes nothing`);
    return open;
  }
  if (target !== open) fault(`</${name}> comes while <${open.name}> of line ${open.line} is open`);
  return target.parent;
}

function decode(text, fault) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z0-9]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (!(name in ENTITIES)) fault(`unknown character reference ${whole}`);
    return ENTITIES[name] ?? whole;
  });
}

/**
 * Every element below `from`, in document order.
 * @param {Element} from
 * @param {(element: Element) => boolean} [wanted]
 * @returns {Element[]}
 */
export function all(from, wanted = () => true) {
  const found = [];
  for (const child of from.children) {
    if (typeof child === "string") continue;
    if (wanted(child)) found.push(child);
    found.push(...all(child, wanted));
  }
  return found;
}

/**
 * Every element below `from` with one of the tag names.
 * @param {Element} from
 * @param {...string} names
 */
export function byName(from, ...names) {
  return all(from, (element) => names.includes(element.name));
}

/**
 * The nearest ancestor with one of the tag names, or null.
 * @param {Element} from
 * @param {...string} names
 */
export function ancestor(from, ...names) {
  let at = from.parent;
  while (at && !names.includes(at.name)) at = at.parent;
  return at;
}

/**
 * The text below a node with white space collapsed, without the elements that `skip` names.
 * @param {Element | string} node
 * @param {(element: Element) => boolean} [skip]
 */
export function textOf(node, skip = () => false) {
  const raw = (at) => {
    if (typeof at === "string") return at;
    if (skip(at) || RAW.has(at.name) || at.name === "rp" || at.name === "rt") return "";
    const inner = at.children.map(raw).join("");
    return /^(?:p|li|br|div|dd|dt)$/.test(at.name) ? ` ${inner} ` : inner;
  };
  return raw(node).replace(/\s+/g, " ").trim();
}

/**
 * The text that a screen reader says: without what is hidden from it.
 * @param {Element} node
 */
export function spokenText(node) {
  return textOf(node, (at) => at.attributes.get("aria-hidden") === "true" || at.attributes.has("hidden"));
}

/**
 * A selector that leads a reader of a message to the element.
 * @param {Element} element
 */
export function selector(element) {
  const steps = [];
  for (let at = element; at.parent; at = at.parent) {
    const id = at.attributes.get("id");
    if (id) {
      steps.unshift(`${at.name}#${id}`);
      break;
    }
    const twins = at.parent.children.filter((child) => typeof child !== "string" && child.name === at.name);
    steps.unshift(twins.length > 1 ? `${at.name}:nth-of-type(${twins.indexOf(at) + 1})` : at.name);
  }
  return `${steps.slice(-6).join(" > ")} (line ${element.line})`;
}
