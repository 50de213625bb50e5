// One source, as a form or as text: checked as it is typed, remembered until it is saved, saved
// without overwriting what others wrote. The text is what counts; the form shows it and sends edits
// of it.
import { Body, fileName } from "./body.js";
import { Memory, Refused, announce, element, get, keepTyped, labels, post, problem } from "./desk.js";
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
const toNotices = byId("to-notices");
const memory = new Memory(source.path);
/** The digest of the file that the text was loaded from, and its text. */
let digest = source.digest;
let saved = area.defaultValue;
let isSaving = false;
/** The form, once it was shown; `null` where a source has none. */
let form = null;
let body = null;
let found = source.found;

/** The edits of the form that the text does not have yet, by what they change: not sent, under way, refused. */
const pending = new Map();
let sent = new Map();
const refused = new Map();

const isChanged = () => area.value !== saved || pending.size + sent.size + refused.size > 0;

function showState(text = isChanged() ? labels.Unsaved : labels.Unchanged) {
  if (state.textContent !== text) state.textContent = text;
}

/** Shows a notice with buttons. A notice with the same id is replaced; one without a text is removed. */
function notice(id, text, actions = [], ...more) {
  byId(id)?.remove();
  if (text) {
    const box = element("div", { id, className: "notice", role: "alert", tabIndex: -1 }, element("p", {}, text), ...more);
    for (const [label, act] of actions) box.append(element("button", { type: "button", onclick: act }, label), " ");
    notices.append(box);
  }
  // The bar stays in view, the notices do not.
  const last = notices.lastElementChild?.firstChild.textContent ?? "";
  toNotices.hidden = !last;
  if (toNotices.textContent !== last) toNotices.textContent = last;
}

/** Shows why a request failed. After a new start of the program only a reload helps. */
function failed(error, id = "failed") {
  const text = [error.message, error.answer?.hint].filter(Boolean).join(". ");
  notice(id, text, error.status === 403 ? [[labels.Reload, () => location.reload()]] : []);
}

/** Shows a text under a button, until the button is pressed again. */
function beside(button, text, ...more) {
  button.parentElement.querySelector(".beside")?.remove();
  if (text) button.after(element("div", { className: "notice beside", role: "alert" }, text, ...more));
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
      if (error.name !== "AbortError") failed(error);
    }
  }, CHECK_DELAY);
}

function remember() {
  const yours = byId("yours");
  if (yours) yours.value = area.value;
  if (!isChanged()) return memory.forget();
  const edits = [...[...refused.values()].map(({ one }) => one), ...sent.values(), ...pending.values()];
  const isKept = memory.write({ text: area.value, digest, edits });
  notice("memory", isKept ? "" : labels.NotRemembered);
}

function typed() {
  showState();
  remember();
  checkSoon();
}

let flushTimer;
let rowEdits = 0;

/** Whether an edit moves or removes a row. It keeps the comments of the row; the edit of its list follows. */
const isRowEdit = (one) => Boolean(one.move || one.remove?.includes("["));

/** What an edit changes: a later edit of the same replaces it. */
const target = (one) => isRowEdit(one) ? `row ${++rowEdits}` : one.remove ?? one.set?.[0] ?? "body";

function edit(one) {
  const list = one.move?.[0] ?? one.remove?.split("[")[0];
  // The text does not have the rows yet that the edit is about.
  if (isRowEdit(one) && (pending.has(list) || refused.has(list))) return;
  const key = target(one);
  refused.delete(key);
  pending.delete(key);
  pending.set(key, one);
  showState();
  remember();
  flushSoon();
}

function flushSoon() {
  clearTimeout(flushTimer);
  flushTimer = setTimeout(flush, CHECK_DELAY);
}

/** Requests that replace the text run one after the other. */
let turn = Promise.resolve();
const inTurn = (act) => (turn = turn.then(act, act));

/** How often another text was taken over. */
let taken = 0;

const isRefusal = (error) => error instanceof Refused && error.status === 422;

/** Applies edits to the text. What is typed in the text meanwhile stays. Does nothing if another text is taken over meanwhile. */
async function apply(edits) {
  const before = taken;
  for (;;) {
    const text = area.value;
    const answer = await post("/api/apply", { path: source.path, text, edits });
    if (taken !== before) return;
    if (area.value !== text) continue;
    area.value = answer.text;
    showFound(answer.found);
    return;
  }
}

/** Applies the edits of the form to the text. */
function flush() {
  clearTimeout(flushTimer);
  return inTurn(sendEdits);
}

async function sendEdits() {
  if (pending.size + solved.size === 0) return;
  if (pending.size > 0) {
    // Until the answer is there, they count as unsaved.
    sent = new Map(pending);
    pending.clear();
    try {
      await apply([...sent.values()]).catch(async (error) => {
        if (!isRefusal(error)) throw error;
        await applyEach();
      });
      sent.clear();
      notice("failed", "");
    } catch (error) {
      // They are sent again with the next edit.
      const later = [...sent, ...pending];
      pending.clear();
      for (const [key, one] of later) pending.set(key, one);
      sent.clear();
      failed(error);
    }
    showRefused();
  }
  removeSolved();
  showState();
  remember();
}

/** Applies the edits under way one by one, so that a refused one keeps no other from the text. */
async function applyEach() {
  for (const [key, one] of [...sent]) {
    // Another text was taken over.
    if (!sent.has(key)) return;
    try {
      await apply([one]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (!pending.has(key) && !isRowEdit(one)) refused.set(key, { one, message: error.message });
    }
    sent.delete(key);
  }
}

/** Shows what the form could not write, until it is written or dropped. */
function showRefused() {
  const all = [...refused];
  if (all.length === 0) return notice("refused", "");
  const items = all.map(([key, { one, message }]) => {
    const value = one.set?.[1] ?? one.set_body ?? "";
    return element("li", {}, `${form?.labelOf(key) ?? key}: ${typeof value === "string" ? value : JSON.stringify(value)} (${message})`);
  });
  const drop = () => {
    refused.clear();
    showRefused();
    showState();
    remember();
    byId("save").focus();
    if (isFormShown()) showForm();
  };
  return notice("refused", labels.NotWritten, [[labels.AsText, showText], [labels.DropRefused, drop]], element("ul", {}, ...items));
}

/** The places of the remarks whose values were confirmed or changed; their remarks are to be removed. */
const solved = new Set();

function solve(path) {
  solved.add(path);
  flushSoon();
}

function removeSolved() {
  const before = area.value;
  for (const path of solved) area.value = withoutRemark(area.value, path);
  solved.clear();
  if (area.value !== before) checkSoon();
  if (isFormShown()) form.showGuesses(guessesIn(area.value));
}

/** Takes over the text of the file. */
function take(text, newDigest) {
  taken++;
  for (const some of [pending, sent, refused, solved]) some.clear();
  area.value = text;
  saved = area.value;
  digest = newDigest;
  memory.forget();
  for (const id of ["conflict", "restored", "refused", "failed", "save-failed", "gone"]) notice(id, "");
  showState(labels.Unchanged);
  checkSoon();
  if (isFormShown()) showForm();
}

/** Saves the text. Returns whether the file has all that was typed. */
async function save() {
  if (isSaving || area.readOnly) return false;
  isSaving = true;
  showState(labels.Saving);
  try {
    await flush();
    showState(labels.Saving);
    const text = area.value;
    const answer = await post("/api/save", { path: source.path, text, digest });
    digest = answer.digest;
    saved = text;
    remember();
    for (const id of ["conflict", "failed", "save-failed", "gone", "restored"]) notice(id, "");
    showFound(answer.found);
    showState(isChanged() ? labels.Unsaved : labels.Saved);
  } catch (error) {
    showState(labels.Unsaved);
    if (error instanceof Refused && error.status === 409) {
      showConflict(error.answer);
      // Never a button: the next key would press it.
      byId("conflict").focus();
    } else failed(error, "save-failed");
  } finally {
    isSaving = false;
  }
  return !isChanged();
}

/** Shows both versions, and leaves the focus where it is. Saving again replaces only the version that is shown here. */
function showConflict(theirs) {
  const version = (id, label, text) => element("div", {},
    element("label", { for: id }, label), element("textarea", { id, readOnly: true, value: text }));
  const versions = element("div", { className: "versions" },
    version("yours", labels.YourVersion, area.value), version("theirs", labels.TheirVersion, theirs.text));
  notice("conflict", labels.ChangedElsewhere, [
    [labels.KeepYours, () => { digest = theirs.digest; remember(); save(); }],
    [labels.TakeTheirs, () => { take(theirs.text, theirs.digest); byId("save").focus(); }],
  ], versions);
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

/**
 * Stores a file, a `photo` or an `attachment`, beside the record. Returns its name in the text. A name
 * that is taken becomes a free one (`ifExists` is `rename`), or is refused.
 */
async function upload(kind, file, ifExists = "") {
  const query = `path=${encodeURIComponent(source.path)}&name=${encodeURIComponent(fileName(file.name))}&if-exists=${ifExists}`;
  const { name } = await post(`/api/${kind}?${query}`, file);
  return name;
}

/** Stores a photo. Returns its name, or `null` if that failed. */
async function addPhoto(file) {
  try {
    return await upload("photo", file, "rename");
  } catch (error) {
    failed(error);
    return null;
  }
}

function select(name) {
  for (const tab of ["form", "text"]) {
    byId(`tab-${tab}`)?.setAttribute("aria-pressed", String(tab === name));
    byId(tab === "form" ? "form" : "as-text").hidden = tab !== name;
  }
}

/** Makes the form and the text box of the body, once. */
function makeForm(schema) {
  const path = encodeURIComponent(source.path);
  const loadNames = (kind, day) => get(`/api/names?of=${kind}&day=${encodeURIComponent(day)}&path=${path}`);
  const files = { types: source.attachments, upload: (file, ifExists) => upload("attachment", file, ifExists) };
  form = new Form(byId("fields"), schema, edit, solve, loadNames, files);
  if (!byId("body")) return;
  body = new Body(byId("body"), byId("toolbar"), {
    onInput: (text) => edit({ set_body: text }),
    upload: addPhoto,
    onLesson: keepLessonAddress,
    keepTyped: (field, name) => keepTyped(field, `${source.path}:${name}`),
  });
}

/** A published lesson that becomes none leads to its record, so that its address stays. */
function keepLessonAddress(id, isLesson) {
  if (!source.lessons.includes(id)) return;
  const aliases = { ...form.values.lesson_aliases };
  if (isLesson) delete aliases[id];
  else aliases[id] = "";
  form.values.lesson_aliases = aliases;
  edit(Object.keys(aliases).length > 0 ? { set: ["lesson_aliases", aliases] } : { remove: "lesson_aliases" });
}

/** Shows the form of the current text. A text that it cannot show stays text. */
async function showForm() {
  const focused = byId("fields")?.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : null;
  let answer;
  try {
    let text;
    // What is typed meanwhile is shown too.
    for (let round = 0; round < 5 && (area.value !== text || pending.size > 0); round++) {
      await flush();
      text = area.value;
      const [read, schema] = await Promise.all([
        post("/api/read", { path: source.path, text }),
        form === null ? get(`/api/schema?path=${encodeURIComponent(source.path)}`) : null,
      ]);
      answer = read;
      if (form === null) makeForm(schema);
    }
  } catch (error) {
    if (isRefusal(error)) notice("no-form", `${labels.NotInForm} ${error.message}`);
    else failed(error);
    if (isRefusal(error) || form === null) select("text");
    return;
  }
  notice("no-form", "");
  form.show(answer.values, guessesIn(area.value));
  body?.show(answer.body);
  select("form");
  showFound(found);
  showRefused();
  if (focused) form.focus(focused);
}

async function showText() {
  await flush();
  select("text");
  showFound(found);
}

/**
 * Makes the edits that a button means, and saves. `edits` gets the values of the text. Returns whether
 * all was saved; if not, the reason is shown beside the button.
 */
async function change(button, edits) {
  beside(button, "");
  await flush();
  if (pending.size + refused.size > 0) {
    beside(button, labels.SolveFirst);
    return false;
  }
  try {
    await inTurn(async () => {
      const { values } = await post("/api/read", { path: source.path, text: area.value });
      const wanted = edits(values);
      if (wanted.length > 0) await apply(wanted);
    });
  } catch (error) {
    beside(button, isRefusal(error) ? `${labels.NotInForm} ${error.message}` : error.message);
    return false;
  }
  typed();
  if (isFormShown()) await showForm();
  if (await save()) return true;
  beside(button, labels.NotSavedYet);
  return false;
}

/** Shows the record again after a button has changed what can be done with it. */
function reload() {
  sessionStorage.setItem("ssg-desk-saved", source.path);
  // The browser would take the focus to the place that the address names.
  history.replaceState(null, "", location.pathname + location.search);
  location.reload();
}

/** The entries of a list as it is written: nothing, one, or several. */
const entries = (value) => Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value];

const isSameEntry = (one, other) => one?.date === other.date && one?.note === other.note;

/** The edits that add a dated entry at the end of the updates, unless it is there. */
function addUpdate({ updates }, entry) {
  const known = entries(updates);
  return known.some((one) => isSameEntry(one, entry)) ? [] : [{ insert: ["updates", known.length, entry] }];
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

toggle.addEventListener("click", () => {
  showPreview(preview.hidden);
  // On a phone the page is far below the form.
  if (!preview.hidden && !matchMedia("(min-width: 62rem)").matches) preview.scrollIntoView();
});
showPreview(matchMedia("(min-width: 62rem)").matches);
area.addEventListener("input", typed);
byId("save").addEventListener("click", save);
toNotices.addEventListener("click", () => {
  notices.lastElementChild?.scrollIntoView({ block: "center" });
  notices.lastElementChild?.focus({ preventScroll: true });
});
byId("tab-form")?.addEventListener("click", showForm);
byId("tab-text")?.addEventListener("click", showText);

/** Calls `act` with the button when it is pressed. While it runs, the button does nothing. */
function onPress(id, act) {
  const button = byId(id);
  let isRunning = false;
  button?.addEventListener("click", async () => {
    if (isRunning) return;
    isRunning = true;
    await Promise.resolve(act(button)).finally(() => { isRunning = false; });
  });
}

/** A field of the buttons below the form, whose text survives a reload. */
function action(id) {
  const field = byId(id);
  if (!field) return null;
  const forget = keepTyped(field, `${source.path}:${id}`);
  if (field.value) field.closest("details").open = true;
  return { field, forget, text: () => field.value.trim() };
}
const note = action("correct-note");
const reason = action("withdraw-reason");
const name = action("rename-name");
/** The entry of a withdrawal in the updates. */
const withdrawal = (why) => ({ date: source.today, note: why });

onPress("ready", async (button) => {
  if (await change(button, () => [{ remove: "status" }])) reload();
});
onPress("to-draft", async (button) => {
  if (await change(button, () => [{ set: ["status", "draft"] }])) reload();
});
onPress("correct", async (button) => {
  if (!note.text()) return note.field.focus();
  const entry = { date: source.today, note: note.text(), by: byId("correct-by").value };
  if (!(await change(button, (values) => addUpdate(values, entry)))) return undefined;
  note.forget();
  return reload();
});
onPress("withdraw", async (button) => {
  if (!reason.text()) return reason.field.focus();
  const edits = (values) => [
    { set: ["status", "withdrawn"] }, { set: ["reason", reason.text()] }, ...addUpdate(values, withdrawal(reason.text())),
  ];
  if (!(await change(button, edits))) return undefined;
  reason.forget();
  return reload();
});
onPress("restore", async (button) => {
  const edits = (values) => {
    const known = entries(values.updates);
    const last = known.length - 1;
    // A withdrawal of today was a mistake; an older one has been published.
    const isOfToday = isSameEntry(known[last], withdrawal(values.reason));
    const update = isOfToday && Array.isArray(values.updates)
      ? [{ remove: last > 0 ? `updates[${last}]` : "updates" }]
      : addUpdate(values, { date: source.today, note: labels.Restore });
    return [{ remove: "status" }, { remove: "reason" }, { remove: "replaced_by" }, ...update];
  };
  if (await change(button, edits)) reload();
});

/** Asks the server to do something with the whole file, after all was saved. */
async function withFile(button, address, value, done) {
  beside(button, "");
  await flush();
  if (isChanged() && !(await save())) return beside(button, labels.NotSavedYet);
  try {
    const answer = await post(address, { path: source.path, digest, ...value });
    memory.forget();
    return done(answer);
  } catch (error) {
    return beside(button, [error.message, error.answer?.hint].filter(Boolean).join(". "));
  }
}

onPress("rename", (button) => {
  if (!name.text()) return name.field.focus();
  return withFile(button, "/api/rename", { name: name.text() }, ({ path }) => {
    name.forget();
    location.assign(`/edit?path=${encodeURIComponent(path)}`);
  });
});
onPress("delete", (button) => withFile(button, "/api/delete", {}, () => location.assign("/")));
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
  notice("restored", labels.Restored, [[labels.DropRestored, () => { take(now.text, now.digest); byId("save").focus(); }]]);
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
