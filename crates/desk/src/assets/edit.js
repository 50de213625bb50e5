// One source as text: checked as it is typed, remembered until it is saved, saved without
// overwriting what others wrote.
import { Memory, Refused, announce, element, get, labels, post, problem } from "./desk.js";

/** The pause after a keystroke before the text is checked, in ms. */
const CHECK_DELAY = 120;
/** How often the file is compared with the disk, in ms. */
const WATCH_INTERVAL = 3000;

const source = JSON.parse(document.getElementById("source").textContent);
const area = document.getElementById("text");
const save = document.getElementById("save");
const state = document.getElementById("state");
const notices = document.getElementById("notices");
const memory = new Memory(source.path);
/** The digest of the file that the text was loaded from, and its text. */
let digest = source.digest;
let saved = area.defaultValue;
let isSaving = false;

const isChanged = () => area.value !== saved;

function showState(text) {
  if (state.textContent !== text) state.textContent = text;
}

/** Shows a notice with buttons. A notice with the same id is replaced. */
function notice(id, text, actions = [], ...more) {
  document.getElementById(id)?.remove();
  if (!text) return;
  const box = element("div", { id, className: "notice", role: "alert" }, element("p", {}, text), ...more);
  for (const [label, act] of actions) {
    box.append(element("button", { type: "button", onclick: () => { box.remove(); act(); } }, label), " ");
  }
  notices.append(box);
}

function showFound(found) {
  const list = document.getElementById("found");
  const count = document.getElementById("found-count");
  const number = (severity) => found.filter((one) => one.severity === severity).length;
  const parts = [[number("error"), labels.Errors], [number("warning"), labels.Warnings]].filter(([many]) => many > 0);
  const text = parts.length ? parts.map((part) => part.join(" ")).join(", ") : labels.NothingFound;
  if (count.textContent !== text) count.textContent = text;
  list.replaceChildren(...found.map((one) => problem(one, goTo)));
}

/** Selects the line of a diagnostic. */
function goTo({ place }) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[place.line - 1] ?? "").length);
  const height = parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (place.line - 5) * height);
}

let timer;
let running;

/** Checks the text soon, and drops the check of an older text. */
function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    running?.abort();
    running = new AbortController();
    try {
      const { found } = await post("/api/check", { path: source.path, text: area.value }, running.signal);
      showFound(found);
      notice("failed", "");
    } catch (error) {
      if (error.name !== "AbortError") notice("failed", error.message);
    }
  }, CHECK_DELAY);
}

function remember() {
  if (!isChanged()) return memory.forget();
  const isKept = memory.write({ text: area.value, digest });
  notice("memory", isKept ? "" : labels.NotRemembered);
}

function typed() {
  showState(isChanged() ? labels.Unsaved : labels.Unchanged);
  remember();
  checkSoon();
}

/** Takes over the text of the file. */
function take(text, newDigest) {
  saved = text;
  digest = newDigest;
  area.value = text;
  saved = area.value;
  memory.forget();
  showState(labels.Unchanged);
  checkSoon();
}

async function saveText() {
  if (isSaving || area.readOnly) return;
  isSaving = true;
  const text = area.value;
  showState(labels.Saving);
  try {
    const answer = await post("/api/save", { path: source.path, text, digest });
    digest = answer.digest;
    saved = text;
    remember();
    notice("conflict", "");
    notice("failed", "");
    showFound(answer.found);
    showState(isChanged() ? labels.Unsaved : labels.Saved);
    announce(labels.Saved);
  } catch (error) {
    showState(labels.Unsaved);
    if (error instanceof Refused && error.status === 409) showConflict(error.answer);
    else notice("failed", error.message);
  } finally {
    isSaving = false;
  }
}

/** Shows both versions. Saving again replaces only the version that is shown here. */
function showConflict(theirs) {
  const version = (id, label, text) => element("div", {},
    element("label", { for: id }, label), element("textarea", { id, readOnly: true, value: text }));
  const versions = element("div", { className: "versions" },
    version("yours", labels.YourVersion, area.value), version("theirs", labels.TheirVersion, theirs.text));
  notice("conflict", labels.ChangedElsewhere, [
    [labels.KeepYours, () => { digest = theirs.digest; remember(); saveText(); }],
    [labels.TakeTheirs, () => take(theirs.text, theirs.digest)],
  ], versions);
  document.querySelector("#conflict button").focus();
}

/** Looks whether another program has changed the file. */
async function watch() {
  if (document.hidden || isSaving) return;
  try {
    const now = await get(`/api/digest?path=${encodeURIComponent(source.path)}`);
    if (now.digest === digest || isSaving) return;
    const theirs = await get(`/api/source?path=${encodeURIComponent(source.path)}`);
    if (isSaving || theirs.digest === digest) return;
    if (!theirs.digest) notice("gone", labels.FileGone);
    else if (!isChanged()) {
      take(theirs.text, theirs.digest);
      announce(labels.UpdatedFromDisk);
      notice("gone", "");
    } else if (!document.getElementById("conflict")) showConflict(theirs);
  } catch {
    // The next save or check says that the program has stopped.
  }
}

const editor = document.querySelector(".editor");
const preview = document.getElementById("preview");
const toggle = document.getElementById("toggle");

function showPreview(isShown) {
  preview.hidden = !isShown;
  editor.classList.toggle("alone", !isShown);
  toggle.setAttribute("aria-expanded", String(isShown));
  toggle.textContent = isShown ? labels.HidePreview : labels.ShowPreview;
  const frame = preview.querySelector("iframe");
  if (isShown && !frame.src) frame.src = source.preview;
}

toggle.addEventListener("click", () => showPreview(preview.hidden));
showPreview(matchMedia("(min-width: 62rem)").matches);
area.addEventListener("input", typed);
save.addEventListener("click", saveText);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    saveText();
  }
});
setInterval(watch, WATCH_INTERVAL);
document.addEventListener("visibilitychange", watch);

// A reload may have kept what was typed in the text box; what is remembered counts.
const remembered = memory.read();
area.value = saved;
saved = area.value;
showFound(source.found);
if (remembered && remembered.text !== saved) {
  area.value = remembered.text;
  const now = { text: saved, digest };
  digest = remembered.digest;
  notice("restored", labels.Restored, [[labels.DropRestored, () => take(now.text, now.digest)]]);
  typed();
} else {
  memory.forget();
}
const line = Number(new URLSearchParams(location.search).get("line"));
if (line > 0) goTo({ place: { line } });
