// Functions that run inside a page. Each is sent to the browser as text, so it can use nothing outside
// itself except `helpers`, which is sent first.

export const helpers = `
  window.kit = {
    /** Whether an element is drawn: a closed \`details\` or \`display: none\` hides it. */
    shown(element) {
      return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
        && element.getClientRects().length > 0;
    },
    /** Whether an element is only for screen readers. */
    screenReaderOnly(element) {
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
    /** The elements that the keyboard must reach, in document order. */
    stops() {
      return [...document.querySelectorAll(kit.focusable)].filter((e) => kit.shown(e) && !e.disabled);
    },
  };`;

/** Lists text that overflows its box, is clipped by it, or reaches beyond the window. */
export function clippedText(printed) {
  const found = new Set();
  const clips = (value) => value === "hidden" || value === "clip";
  const scrolls = (value) => value === "auto" || value === "scroll";
  const clear = (colour) => colour === "transparent" || /, 0\)$/.test(colour);
  const boxed = (style) => !clear(style.backgroundColor) || style.backgroundImage !== "none"
    || (parseFloat(style.borderLeftWidth) > 0 && parseFloat(style.borderRightWidth) > 0);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !kit.shown(parent) || kit.screenReaderOnly(parent) || parent.matches(".skip")) continue;
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
        found.add(`“${node.data.trim().slice(0, 40)}” overflows ${kit.name(at).slice(0, 60)} by ${Math.round(Math.max(edge.left - left, right - edge.right))} px`);
        break;
      }
    }
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!kit.shown(element) || kit.screenReaderOnly(element) || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    if ((clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1)) {
      found.add(`${kit.name(element)} clips its content`);
    }
  }
  return [...found];
}

/** How far the page scrolls horizontally, in px; 0 if it does not. */
export function horizontalOverflow() {
  const root = document.scrollingElement;
  root.scrollLeft = 10_000;
  const by = root.scrollLeft;
  root.scrollLeft = 0;
  return Math.max(by, root.scrollWidth - root.clientWidth);
}

/**
 * Lists click targets that are too small for a finger: less than 44 px high or 24 px wide. For links
 * within body text the line height counts, and 24 px are enough.
 */
export function smallTargets() {
  const found = [];
  for (const element of kit.stops()) {
    const { width, height, bottom } = element.getBoundingClientRect();
    // The skip link is above the window until it has the focus.
    if (bottom + scrollY <= 0 || !element.matches("a[href], button, input, select, textarea, summary")) continue;
    const style = getComputedStyle(element);
    let inText = false;
    if (style.display === "inline") {
      let block = element.parentElement;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      const copy = block.cloneNode(true);
      copy.querySelectorAll("ul, ol, dl").forEach((e) => e.remove());
      const links = [...copy.querySelectorAll("a")];
      links.slice(1).forEach((e) => e.remove());
      if (links.length === 1) links[0].remove();
      // There are words around the link, or it is in a row of links separated by commas.
      inText = /\p{L}{2,}/u.test(copy.textContent);
    }
    const tall = inText ? Math.max(height, parseFloat(style.lineHeight) || 0) : height;
    if (tall < (inText ? 24 : 43.5) || width < 23.5) {
      found.push(`${kit.name(element)} is ${Math.round(width)} × ${Math.round(tall)} px`);
    }
  }
  return found;
}

/** Lists the computed colours of every element. */
export function colours() {
  return [...document.querySelectorAll("*")].map((element) => {
    const { color, backgroundColor, borderTopColor, fill } = getComputedStyle(element);
    return `${element.localName} ${color} ${backgroundColor} ${borderTopColor} ${fill}`;
  });
}

/** The words and the links of a page, without what needs script: buttons, and the ways to a finder. */
export function content() {
  document.querySelectorAll("button, noscript, .finder, .scripted").forEach((e) => e.remove());
  const text = document.body.innerText.replace(/\s+/g, " ").trim();
  const links = [...document.querySelectorAll("a[href]")].map((a) => a.href);
  return { text, links };
}

/**
 * Opens all `details` but finders, which load more when they are opened, starts to record the focus, and
 * returns the number of elements to reach.
 */
export function watchFocus() {
  document.querySelectorAll("details:not(.finder)").forEach((e) => { e.open = true; });
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

/** Lists the faults in the focus order that `watchFocus` recorded. */
export function focusFaults() {
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
    if (!marked) faults.push(`focus is invisible: ${kit.name(target)}`);
    if (!onScreen) faults.push(`focused outside the window: ${kit.name(target)}`);
  }
  return faults;
}

/** Lists printed elements that only a screen needs, and reports any print colours except black on white. */
export function printFaults() {
  const faults = [...document.querySelectorAll("nav, .related, .skip, button, [role=search]")]
    .filter(kit.shown).map((e) => `printed: ${kit.name(e)}`);
  const { color } = getComputedStyle(document.body);
  const paper = getComputedStyle(document.body).backgroundColor;
  if (color !== "rgb(0, 0, 0)" || paper !== "rgb(255, 255, 255)") faults.push(`printed ${color} on ${paper}`);
  return faults;
}

/**
 * A page's HTML without what it is there for: the text of its record, and the rows of its lists. What
 * remains is what every page repeats. Rows also are the days of an itinerary, the batches of a plan,
 * bars and lines of a table.
 */
export function overhead(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main");
  main.querySelectorAll(".rows > li, .days > li, .bars > li, .months > li, .contents li, .index > li, .tiles > li, tbody > tr, .note").forEach((row) => row.remove());
  main.querySelectorAll(".text").forEach((text) => text.replaceChildren());
  main.querySelectorAll(".facts dd").forEach((value) => value.replaceChildren());
  const own = page.querySelector("article");
  if (own) {
    const texts = page.createTreeWalker(own, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.data.trim()) texts.currentNode.data = "";
  }
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}

/** Gives every link and heading of the page a word of 75 letters, as an address or a file name in a title is. */
export function lengthenNames() {
  for (const name of document.querySelectorAll("main :is(a, h1, h2, h3, .lede, dd)")) {
    const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (/\p{L}{2}/u.test(text.data) && !text.parentElement.closest("time, .hide, .n")) {
        text.data = `${"w".repeat(75)} ${text.data}`;
        break;
      }
    }
  }
}

/** For each section of the page: its heading, and how many of its rows paper leaves out and has. */
export function rowsOnPaper() {
  return [...document.querySelectorAll(".briefing section")].filter((section) => !section.closest(".screen")).map((section) => {
    const rows = [...section.querySelectorAll(".row, tbody tr, .facts > div")];
    const left = rows.filter((row) => row.closest(".screen")).length;
    return { heading: section.querySelector("h2").textContent, left, printed: rows.length - left };
  });
}
