// Runs inside every page under test, before the page's own scripts: helpers for the checks.
globalThis.hoshinTest = {
  /** A selector that leads a reader of a message to the element. */
  selector(element) {
    const steps = [];
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      if (at.id) {
        steps.unshift(`${at.localName}#${at.id}`);
        break;
      }
      const twins = [...(at.parentElement?.children ?? [])].filter(
        (child) => child.localName === at.localName,
      );
      steps.unshift(
        twins.length > 1 ? `${at.localName}:nth-of-type(${twins.indexOf(at) + 1})` : at.localName,
      );
    }
    const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 20);
    return steps.slice(-5).join(" > ") + (text && ` 「${text}」`);
  },

  /** Whether a person can see the element: shown, not transparent, not clipped to a dot. */
  visible(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const clips = style.overflow !== "visible" || style.clipPath !== "none" || style.clip !== "auto";
      if (clips && style.display !== "contents" && (box.width <= 2 || box.height <= 2)) return false;
      if (/^inset\((?:50|100)%/.test(style.clipPath)) return false;
    }
    return element.getClientRects().length > 0;
  },

  /** Opens everything that folds. */
  unfold() {
    for (const details of document.querySelectorAll("details")) details.open = true;
  },

  /** The nearest ancestor that scrolls sideways by itself, or null. */
  scroller(element) {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return at;
    }
    return null;
  },

  /** A CSS colour as [red, green, blue, alpha], whatever notation it is written in. */
  colour(value) {
    const canvas = (this.canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }));
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = value;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((byte, at) => (at === 3 ? byte / 255 : byte));
  },

  /** The opaque colour behind an element. */
  background(element) {
    for (let at = element; at; at = at.parentElement) {
      const colour = this.colour(getComputedStyle(at).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return this.colour(matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#ffffff");
  },

  /** The contrast ratio of two opaque colours (WCAG 2). */
  contrast(one, other) {
    const light = (colour) => {
      const [red, green, blue] = colour.map((byte) => {
        const share = byte / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  },
};
