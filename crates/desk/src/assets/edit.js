// One source, as a form or as text: checked as it is typed, remembered until it is saved, saved
// without overwriting what others wrote. The text is what counts; the form shows it and sends edits
// of it.
import { Body, fileName } from "./body.js";
import { Memory, Refused, announce, element, get, labels, post, problem } from "./desk.js";
import { Form } from "./form.js";
import { guessesIn, withoutRemark } from "./guesses.js";

/** The pause after a keystroke before the text is checked, in ms. */
const CHECK_DELAY = 30;
/** How often the file is compared with the disk, in ms. */
const WATCH_INTERVAL = 3000;

const byId = (id) => document.getElementById(id);
const source = JSON.parse(byId("source").textContent);
const area = byId("text");
const state = byId("state");
const notices = byId("notices");
const memory = new Memory(source.path);
/** The digest of the file that the text was loaded from, and its text. */
let digest = source.digest;
let saved = area.defaultValue;
let isSaving = false;
/** The form, once it was shown; `null` where a source has none. */
let form = null;
let body = null;
let found = source.found;

const isChanged = () => area.value !== saved || pending.size > 0;

function showState(text) {
  if (state.textContent !== text) state.textContent = text;
}

/** Shows a notice with buttons. A notice with the same id is replaced. */
function notice(id, text, actions = [], ...more) {
  byId(id)?.remove();
  if (!text) return;
  const box = element("div", { id, className: "notice", role: "alert" }, element("p", {}, text), ...more);
  for (const [label, act] of actions) {
    box.append(element("button", { type: "button", onclick: () => { box.remove(); act(); } }, label), " ");
  }
  notices.append(box);
}

const isFormShown = () => form !== null && !byId("form").hidden;

function showFound(all) {
  found = all;
  const count = byId("found-count");
  const number = (severity) => found.filter((one) => one.severity === severity).length;
  const parts = [[number("error"), labels.Errors], [number("warning"), labels.Warnings]].filter(([many]) => many > 0);
  const text = parts.length ? parts.map((part) => part.join(" ")).join(", ") : labels.NothingFound;
  if (count.textContent !== text) count.textContent = text;
  const outside = isFormShown() ? form.showFound(found) : found;
  const isOfBody = (one) => isFormShown() && body !== null && one.place?.line > linesBeforeBody();
  byId("body-found")?.replaceChildren(...outside.filter(isOfBody).map((one) => problem(one, goToBody)));
  byId("found").replaceChildren(...outside.filter((one) => !isOfBody(one)).map((one) => problem(one, goTo)));
}

/** The number of lines of the text before its body. */
const linesBeforeBody = () => area.value.slice(0, area.value.length - byId("body").value.length).split("\n").length - 1;

/** Selects a line of a text box. */
function selectLine(box, number) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  box.scrollTop = Math.max(0, (number - 5) * parseFloat(getComputedStyle(box).lineHeight));
}

/** Selects the line of a diagnostic in the text. */
async function goTo({ place }) {
  await showText();
  selectLine(area, place.line);
}

const goToBody = ({ place }) => selectLine(byId("body"), place.line - linesBeforeBody());

let timer;
let running;

/** Checks the text soon, and drops the check of an older text. */
function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await post("/api/check", { path: source.path, text: area.value }, running.signal);
      showFound(answer.found);
      notice("failed", "");
    } catch (error) {
      if (error.name !== "AbortError") notice("failed", error.message);
    }
  }, CHECK_DELAY);
}

function remember() {
  if (!isChanged()) return memory.forget();
  const isKept = memory.write({ text: area.value, digest, edits: [...pending.values()] });
  notice("memory", isKept ? "" : labels.NotRemembered);
}

function typed() {
  showState(isChanged() ? labels.Unsaved : labels.Unchanged);
  remember();
  checkSoon();
}

/** The edits of the form that the text does not have yet, by what they change. */
const pending = new Map();
let flushing = null;
let flushTimer;

/** What an edit changes: a later edit of the same replaces it. */
const target = (one) => one.remove ?? one.set?.[0] ?? (one.insert ? `${one.insert[0]}[]` : "body");

function edit(one) {
  pending.set(target(one), one);
  showState(labels.Unsaved);
  remember();
  clearTimeout(flushTimer);
  flushTimer = setTimeout(flush, CHECK_DELAY);
}

/** Applies the edits of the form to the text, one request at a time. */
async function flush() {
  clearTimeout(flushTimer);
  while (flushing) await flushing;
  if (pending.size === 0) return;
  const edits = [...pending.values()];
  pending.clear();
  flushing = (async () => {
    try {
      const answer = await post("/api/apply", { path: source.path, text: area.value, edits });
      area.value = answer.text;
      notice("failed", "");
      notice("refused", "");
      showFound(answer.found);
    } catch (error) {
      // What was typed stays in the form and is sent again with the next edit.
      for (const one of edits) {
        const key = target(one);
        if (!pending.has(key) && !(error instanceof Refused && error.status === 422)) pending.set(key, one);
      }
      const isRefused = error instanceof Refused && error.status === 422;
      notice(isRefused ? "refused" : "failed", isRefused ? `${labels.NotInForm} ${error.message}` : error.message,
        isRefused ? [[labels.AsText, showText]] : []);
    }
    showState(isChanged() ? labels.Unsaved : labels.Unchanged);
    remember();
  })();
  await flushing;
  flushing = null;
}

/** Takes over the text of the file. */
function take(text, newDigest) {
  pending.clear();
  area.value = text;
  saved = area.value;
  digest = newDigest;
  memory.forget();
  showState(labels.Unchanged);
  checkSoon();
  if (isFormShown()) showForm();
}

async function save() {
  if (isSaving || area.readOnly) return;
  isSaving = true;
  showState(labels.Saving);
  try {
    await flush();
    const text = area.value;
    const answer = await post("/api/save", { path: source.path, text, digest });
    digest = answer.digest;
    saved = text;
    remember();
    notice("conflict", "");
    notice("failed", "");
    notice("restored", "");
    showFound(answer.found);
    showState(isChanged() ? labels.Unsaved : labels.Saved);
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
    [labels.KeepYours, () => { digest = theirs.digest; remember(); save(); }],
    [labels.TakeTheirs, () => take(theirs.text, theirs.digest)],
  ], versions);
  document.querySelector("#conflict button").focus();
}

/** Looks whether another program has changed the file. */
async function watch() {
  if (document.hidden || isSaving) return;
  const address = encodeURIComponent(source.path);
  try {
    const now = await get(`/api/digest?path=${address}`);
    if (now.digest === digest || isSaving) return;
    const theirs = await get(`/api/source?path=${address}`);
    if (isSaving || theirs.digest === digest) return;
    if (!theirs.digest) notice("gone", labels.FileGone);
    else if (!isChanged()) {
      take(theirs.text, theirs.digest);
      announce(labels.UpdatedFromDisk);
      notice("gone", "");
    } else if (!byId("conflict")) showConflict(theirs);
  } catch {
    // The next save or check says that the program has stopped.
  }
}

/** Stores a file, a `photo` or an `attachment`, beside the record. Returns its name in the text. */
async function upload(kind, file) {
  const query = `path=${encodeURIComponent(source.path)}&name=${encodeURIComponent(fileName(file.name))}`;
  try {
    const { name } = await post(`/api/${kind}?${query}`, file);
    return name;
  } catch (error) {
    notice("failed", [error.message, error.answer?.hint].filter(Boolean).join(". "));
    byId("failed").scrollIntoView({ block: "center" });
    return null;
  }
}

function select(name) {
  for (const tab of ["form", "text"]) {
    byId(`tab-${tab}`)?.setAttribute("aria-pressed", String(tab === name));
    byId(tab === "form" ? "form" : "as-text").hidden = tab !== name;
  }
}

/** Shows the form of the current text. A text that it cannot show stays text. */
async function showForm() {
  let answer;
  try {
    const path = encodeURIComponent(source.path);
    const [read, schema] = await Promise.all([
      post("/api/read", { path: source.path, text: area.value }),
      form === null ? get(`/api/schema?path=${path}`) : null,
    ]);
    answer = read;
    if (form === null) {
      const loadNames = (kind, day) => get(`/api/names?of=${kind}&day=${encodeURIComponent(day)}&path=${path}`);
      form = new Form(byId("fields"), schema, edit, loadNames, { types: source.attachments, upload: (file) => upload("attachment", file) });
      if (byId("body")) body = new Body(byId("body"), byId("toolbar"), (text) => edit({ set_body: text }), (file) => upload("photo", file));
    }
  } catch (error) {
    select("text");
    notice("refused", `${labels.NotInForm} ${error.message}`);
    return;
  }
  const confirm = (remark) => async () => {
    await flush();
    area.value = withoutRemark(area.value, remark);
    typed();
  };
  const guesses = [...guessesIn(area.value)].map(([path, { text }]) => [path, { text, confirm: confirm(text) }]);
  form.show(answer.values, new Map(guesses));
  body?.show(answer.body);
  select("form");
  showFound(found);
}

async function showText() {
  await flush();
  select("text");
  showFound(found);
}

/** Applies edits that a button means, then saves. */
async function change(edits) {
  for (const one of edits) edit(one);
  await save();
  if (isChanged()) return;
  sessionStorage.setItem("ssg-desk-saved", source.path);
  location.reload();
}

const editor = document.querySelector(".editor");
const preview = byId("preview");
const toggle = byId("toggle");

/** Whether the form is there. The page beside it is laid out by the same thread, so it comes after. */
let isOpen = false;

function showPreview(isShown) {
  preview.hidden = !isShown;
  editor.classList.toggle("alone", !isShown);
  toggle.setAttribute("aria-expanded", String(isShown));
  toggle.textContent = isShown ? labels.HidePreview : labels.ShowPreview;
  const frame = preview.querySelector("iframe");
  if (isShown && isOpen && !frame.src) frame.src = source.preview;
}

toggle.addEventListener("click", () => showPreview(preview.hidden));
showPreview(matchMedia("(min-width: 62rem)").matches);
area.addEventListener("input", typed);
byId("save").addEventListener("click", save);
byId("tab-form")?.addEventListener("click", showForm);
byId("tab-text")?.addEventListener("click", showText);
byId("ready")?.addEventListener("click", () => change([{ remove: "status" }]));
byId("correct")?.addEventListener("click", () => {
  const note = byId("correct-note");
  if (!note.value.trim()) return note.focus();
  return change([{ insert: ["updates", source.updates, { date: source.today, note: note.value.trim(), by: byId("correct-by").value }] }]);
});
byId("withdraw")?.addEventListener("click", () => {
  const reason = byId("withdraw-reason");
  if (!reason.value.trim()) return reason.focus();
  return change([{ set: ["status", "withdrawn"] }, { set: ["reason", reason.value.trim()] }]);
});
byId("rename")?.addEventListener("click", async () => {
  const name = byId("rename-name");
  if (!name.value.trim()) return name.focus();
  await flush();
  if (isChanged()) await save();
  if (isChanged()) return undefined;
  try {
    const { path } = await post("/api/rename", { path: source.path, name: name.value.trim(), digest });
    memory.forget();
    location.assign(`/edit?path=${encodeURIComponent(path)}`);
  } catch (error) {
    notice("failed", [error.message, error.answer?.hint].filter(Boolean).join(". "));
  }
  return undefined;
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
setInterval(watch, WATCH_INTERVAL);
document.addEventListener("visibilitychange", watch);

// A reload may have kept what was typed in the text box; what is remembered counts.
const remembered = memory.read();
area.value = saved;
saved = area.value;
showFound(source.found);
if (remembered && (remembered.text !== saved || remembered.edits.length > 0)) {
  area.value = remembered.text;
  for (const one of remembered.edits) pending.set(target(one), one);
  const now = { text: saved, digest };
  digest = remembered.digest;
  notice("restored", labels.Restored, [[labels.DropRestored, () => take(now.text, now.digest)]]);
  typed();
} else {
  memory.forget();
}
/** Opens the form, and moves to the field or line that the address names. */
async function open() {
  const query = new URLSearchParams(location.search);
  const line = Number(query.get("line"));
  const hasForm = byId("tab-form") && !area.readOnly;
  if (hasForm) {
    await flush();
    await showForm();
  }
  if (isFormShown() && query.get("key")) form.goTo(query.get("key"));
  else if (isFormShown() && body !== null && line > linesBeforeBody()) goToBody({ place: { line } });
  else if (line > 0) await goTo({ place: { line } });
}

open().finally(() => {
  isOpen = true;
  showPreview(!preview.hidden);
});
// The page was loaded again by a button that saves.
if (sessionStorage.getItem("ssg-desk-saved") === source.path) {
  sessionStorage.removeItem("ssg-desk-saved");
  showState(labels.Saved);
  byId("save").focus();
}
