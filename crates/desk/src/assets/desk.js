// What all screens share: texts, requests, elements, and what is remembered of unsaved work.

/** The texts of this screen, by name. */
export const labels = JSON.parse(document.getElementById("labels").textContent);
const token = document.querySelector("meta[name=ssg-token]").content;

/** A refused request: `status` and the answer of the server. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer.message ?? `${labels.Failed} (${status})`);
    this.status = status;
    this.answer = answer;
  }
}

async function request(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { message: labels.Stopped });
  }
  const answer = await response.json().catch(() => ({}));
  // A new start of the program has new tokens.
  if (response.status === 403) answer.message ??= labels.Restarted;
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export const get = (address) => request(address);

/** The largest file that the server takes, in bytes. */
const MAX_FILE_BYTES = 64 << 20;

/** Sends a value, or the bytes of a file. */
export function post(address, value, signal) {
  const isFile = value instanceof Blob;
  // The server would close the connection before it has read all, which looks like its end.
  if (isFile && value.size > MAX_FILE_BYTES) return Promise.reject(new Refused(413, { message: labels.FileTooLarge }));
  const type = isFile ? "application/octet-stream" : "application/json";
  const headers = { "content-type": type, "x-ssg-token": token };
  return request(address, { method: "POST", headers, body: isFile ? value : JSON.stringify(value), signal });
}

/** An element with properties, attributes (names with `-` and `role`) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** Announces a text to screen readers. */
export function announce(text) {
  document.getElementById("status").textContent = text;
}

/** A diagnostic as a list item. `open` is called with its line, or is the address of its source. */
export function problem(found, open) {
  const words = { error: labels.Error, warning: labels.Warning, notice: labels.Note };
  const item = element("li", { className: found.severity }, element("strong", {}, `${words[found.severity]}: `), found.message);
  for (const hint of found.hints) item.append(element("span", { className: "hint" }, `${labels.WriteInstead}: ${hint}`));
  if (found.place && open) {
    const where = `${labels.Line} ${found.place.line}`;
    item.append(" ", typeof open === "string"
      ? element("a", { href: open }, where)
      : element("button", { type: "button", onclick: () => open(found) }, where));
  }
  return item;
}

/** Text without accents and in small letters, for searching. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** The start of the keys of unsaved work: another archive may have been open at this port. */
const UNSAVED = `ssg-desk:${document.querySelector("meta[name=ssg-archive]").content}:`;

/** What is remembered of the unsaved work on one source: survives a reload and a crash. */
export class Memory {
  constructor(path) {
    this.key = UNSAVED + path;
    /** What this tab has read or written last. Another tab may have written since. */
    this.own = null;
  }

  read() {
    try {
      this.own = localStorage.getItem(this.key);
      return JSON.parse(this.own);
    } catch {
      return null;
    }
  }

  /** Returns false if the browser has no room or forbids it. */
  write(value) {
    try {
      this.own = JSON.stringify(value);
      localStorage.setItem(this.key, this.own);
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets what this tab remembers, and nothing that another tab has not saved yet. */
  forget() {
    try {
      if (localStorage.getItem(this.key) === this.own) localStorage.removeItem(this.key);
    } catch {
      // Then nothing was remembered either.
    }
  }
}

/**
 * Keeps what is typed in a field over a reload and a crash of the tab, under a name. Returns what
 * forgets it.
 */
export function keepTyped(field, name) {
  const key = `ssg-desk-typed:${name}`;
  const access = (act) => {
    try {
      return act();
    } catch {
      // A browser that forbids it forgets the field.
      return null;
    }
  };
  field.value = access(() => sessionStorage.getItem(key)) ?? field.value;
  for (const name of ["input", "change"]) field.addEventListener(name, () => access(() => sessionStorage.setItem(key, field.value)));
  return () => access(() => sessionStorage.removeItem(key));
}

/** The sources with work that was not saved, by path and title. */
export function unsavedWork() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(UNSAVED)).sort();
    return keys.map((key) => {
      const path = key.slice(UNSAVED.length);
      const { text } = JSON.parse(localStorage.getItem(key));
      return { path, title: /^title: *["']?(.*?)["']? *$/m.exec(text)?.[1] || path };
    });
  } catch {
    return [];
  }
}

/** A notice that names the sources with unsaved work, each with a link; `null` if there are none. */
export function unsavedNotice(text, ...more) {
  const links = unsavedWork().map(({ path, title }) => element("li", {}, element("a", { href: `/edit?path=${encodeURIComponent(path)}` }, title)));
  if (links.length === 0) return null;
  return element("div", { id: "unsaved", className: "notice", role: "alert", tabIndex: -1 }, element("p", {}, text), element("ul", {}, ...links), ...more);
}

/** Shows such a notice before an element, and keeps it up to date while other tabs work. */
export function showUnsavedBefore(place, text) {
  const show = () => {
    document.getElementById("unsaved")?.remove();
    const box = unsavedNotice(text);
    if (box) place.before(box);
  };
  show();
  addEventListener("storage", show);
  addEventListener("pageshow", show);
}

/** The time between two requests that show the server that this page is open, in milliseconds. */
const OPEN_EVERY = 60_000;

// The server ends by itself when no page has been open for long.
setInterval(() => get("/api/open").catch(() => {}), OPEN_EVERY);

const closing = document.getElementById("close");

async function close() {
  try {
    await post("/api/stop", {});
    document.querySelector("header").remove();
    document.getElementById("closing")?.remove();
    document.getElementById("main").replaceChildren(element("p", { className: "notice" }, labels.Closed));
    document.getElementById("main").focus();
  } catch (error) {
    announce(error.message);
  }
}

closing.addEventListener("click", () => {
  document.getElementById("closing")?.remove();
  const cancel = () => {
    box.remove();
    closing.focus();
  };
  const box = unsavedNotice(labels.UnsavedClosing,
    element("button", { type: "button", onclick: cancel }, labels.Cancel), " ",
    element("button", { type: "button", onclick: close }, labels.CloseAnyway));
  if (!box) return close();
  box.id = "closing";
  document.querySelector("header").after(box);
  box.focus();
  return undefined;
});
