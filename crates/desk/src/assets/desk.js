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

/** What is remembered of the unsaved work on one source: survives a reload and a crash. */
export class Memory {
  constructor(path) {
    this.key = `ssg-desk:${path}`;
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

/** The time between two requests that show the server that this page is open, in milliseconds. */
const OPEN_EVERY = 60_000;

// The server ends by itself when no page has been open for long.
setInterval(() => get("/api/open").catch(() => {}), OPEN_EVERY);

document.getElementById("close").addEventListener("click", async () => {
  try {
    await post("/api/stop", {});
    document.querySelector("header").remove();
    document.getElementById("main").replaceChildren(element("p", { className: "notice" }, labels.Closed));
    document.getElementById("main").focus();
  } catch (error) {
    announce(error.message);
  }
});
