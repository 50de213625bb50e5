// What is asked of a page from inside it. Each function is sent to the browser as text, so none can
// use anything outside itself but `helpers`, which is sent before them.

export const helpers = `
  window.kit = {
    /** Whether an element is drawn: a closed \`details\` or \`display: none\` hides it. */
    shown(element) {
      return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
        && element.getClientRects().length > 0;
    },
    /** Whether an element is there for speech only. */
    spoken(element) {
      for (let at = element; at; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.position === "absolute" && (style.clipPath !== "none" || style.clip !== "auto")) return true;
      }
      return false;
    },
    /** A short name for an element in a message. */
    name(element) {
      const words = (element.textContent || "").trim().replace(/\\s+/g, " ").slice(0, 40);
      const classes = typeof element.className === "string" && element.className.trim();
      return element.localName + (element.id ? "#" + element.id : "")
        + (classes ? "." + classes.replace(/\\s+/g, ".") : "") + (words ? " “" + words + "”" : "");
    },
    focusable: "a[href], button, input, select, textarea, summary, iframe, [tabindex]:not([tabindex='-1'])",
    /** What a keyboard must reach, in the order of the document. */
    stops() {
      return [...document.querySelectorAll(kit.focusable)].filter((e) => kit.shown(e) && !e.disabled);
    },
  };`;

/** Text that stands outside its box, is cut by it, or reaches beyond the window. */
export function cutText(printed) {
  const found = new Set();
  const clips = (value) => value === "hidden" || value === "clip";
  const scrolls = (value) => value === "auto" || value === "scroll";
  const clear = (colour) => colour === "transparent" || /, 0\)$/.test(colour);
  const boxed = (style) => !clear(style.backgroundColor) || style.backgroundImage !== "none"
    || (parseFloat(style.borderLeftWidth) > 0 && parseFloat(style.borderRightWidth) > 0);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !kit.shown(parent) || kit.spoken(parent) || parent.matches(".skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
    if (rects.length === 0) continue;
    const left = Math.min(...rects.map((rect) => rect.left));
    const right = Math.max(...rects.map((rect) => rect.right));
    for (let at = parent; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (!printed && scrolls(style.overflowX) && at !== document.documentElement) break;
      const edge = at === document.documentElement
        ? { left: 0, right: innerWidth }
        : at.getBoundingClientRect();
      const bounds = at === document.documentElement || boxed(style) || clips(style.overflowX) || scrolls(style.overflowX);
      if (bounds && (left < edge.left - 1 || right > edge.right + 1)) {
        found.add(`“${node.data.trim().slice(0, 40)}” leaves ${kit.name(at).slice(0, 60)} by ${Math.round(Math.max(edge.left - left, right - edge.right))} px`);
        break;
      }
    }
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!kit.shown(element) || kit.spoken(element) || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    if ((clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1)) {
      found.add(`${kit.name(element)} cuts what it holds`);
    }
  }
  return [...found];
}

/** How far the page scrolls sideways, in px; 0 is none. */
export function sideways() {
  const root = document.scrollingElement;
  root.scrollLeft = 10_000;
  const by = root.scrollLeft;
  root.scrollLeft = 0;
  return Math.max(by, root.scrollWidth - root.clientWidth);
}

/**
 * Targets smaller than a finger: 44 px high and 24 px wide. Within running text it is the distance
 * of two lines that counts, and 24 px are enough.
 */
export function smallTargets() {
  const found = [];
  for (const element of kit.stops()) {
    const { width, height, bottom } = element.getBoundingClientRect();
    // The link over all comes into the window when it has the focus.
    if (bottom + scrollY <= 0 || !element.matches("a[href], button, input, select, textarea, summary")) continue;
    const style = getComputedStyle(element);
    let running = false;
    if (style.display === "inline") {
      let block = element.parentElement;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      const copy = block.cloneNode(true);
      copy.querySelectorAll("ul, ol, dl").forEach((e) => e.remove());
      const links = [...copy.querySelectorAll("a")];
      links.slice(1).forEach((e) => e.remove());
      if (links.length === 1) links[0].remove();
      // Words around it, or a row of links with commas between.
      running = /\p{L}{2,}/u.test(copy.textContent);
    }
    const tall = running ? Math.max(height, parseFloat(style.lineHeight) || 0) : height;
    if (tall < (running ? 24 : 43.5) || width < 23.5) {
      found.push(`${kit.name(element)} is ${Math.round(width)} × ${Math.round(tall)} px`);
    }
  }
  return found;
}

/** The colours of everything on the page. */
export function colours() {
  return [...document.querySelectorAll("*")].map((element) => {
    const { color, backgroundColor, borderTopColor, fill } = getComputedStyle(element);
    return `${element.localName} ${color} ${backgroundColor} ${borderTopColor} ${fill}`;
  });
}

/** The words and the links of a page, less what only a script can offer: buttons. */
export function content() {
  document.querySelectorAll("button, noscript").forEach((e) => e.remove());
  const text = document.body.innerText.replace(/\s+/g, " ").trim();
  const links = [...document.querySelectorAll("a[href]")].map((a) => a.href);
  return { text, links };
}

/** Opens all that can be opened and starts to write down where the focus goes. */
export function watchFocus() {
  document.querySelectorAll("details").forEach((e) => { e.open = true; });
  const looks = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return outlineStyle === "none" ? `none ${boxShadow}` : `${outlineStyle} ${outlineWidth} ${boxShadow}`;
  };
  const stops = kit.stops();
  window.walk = { stops, looks, before: new Map(stops.map((e) => [e, looks(e)])), seen: [] };
  document.addEventListener("focusin", ({ target }) => {
    const box = target.getBoundingClientRect();
    walk.seen.push({
      target,
      marked: looks(target) !== (walk.before.get(target) ?? "none none"),
      onScreen: box.bottom > 0 && box.right > 0 && box.left < innerWidth && box.top < innerHeight,
    });
  });
  return stops.length;
}

/** What went wrong on the walk that `watchFocus` wrote down. */
export function judgeWalk() {
  const faults = [];
  const { stops, seen } = walk;
  const order = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const reached = new Set(seen.map((step) => step.target));
  for (const stop of stops) if (!reached.has(stop)) faults.push(`not reached: ${kit.name(stop)}`);
  const once = [...reached];
  for (let at = 1; at < once.length; at++) {
    if (!order(once[at - 1], once[at])) faults.push(`out of order: ${kit.name(once[at])}`);
  }
  for (const { target, marked, onScreen } of seen) {
    if (!marked) faults.push(`focus not seen: ${kit.name(target)}`);
    if (!onScreen) faults.push(`focused outside the window: ${kit.name(target)}`);
  }
  return faults;
}

/** What is still on the sheet that only a screen needs, and whether the sheet is black on white. */
export function printLeftovers() {
  const faults = [...document.querySelectorAll("nav, .band, .skip, button, [role=search]")]
    .filter(kit.shown).map((e) => `printed: ${kit.name(e)}`);
  const { color } = getComputedStyle(document.body);
  const paper = getComputedStyle(document.body).backgroundColor;
  if (color !== "rgb(0, 0, 0)" || paper !== "rgb(255, 255, 255)") faults.push(`printed ${color} on ${paper}`);
  return faults;
}
