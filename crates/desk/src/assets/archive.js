// The list of all records: search and filter. Only the first matches are shown, because a browser
// needs seconds to lay out thousands of rows.
import { element, fold, get, labels, showUnsavedBefore } from "./desk.js";

/** How many more rows are shown at once. */
const STEP = 100;

const search = document.getElementById("search");
const state = document.getElementById("state");
const more = document.getElementById("more");
const count = document.querySelector("#count span");
const body = document.querySelector("#records tbody");
const records = JSON.parse(document.getElementById("rows").textContent);
const stateNames = { draft: labels.Draft, ready: labels.Ready, published: labels.Published, withdrawn: labels.Withdrawn };
let limit = STEP;
/** The records whose rows are shown. */
let shown = [];

/** What was found in a record: the number of errors apart, which stands out. */
function problems({ errors, warnings }) {
  const parts = [];
  if (errors) parts.push(element("strong", { className: "error" }, `${errors} ${labels.Errors}`));
  if (errors && warnings) parts.push(", ");
  if (warnings) parts.push(`${warnings} ${labels.Warnings}`);
  return parts.length ? parts : [labels.NoProblems];
}

function row(record) {
  const title = element("a", { href: `/edit?path=${encodeURIComponent(record.path)}` }, record.title);
  const cell = (label, ...content) => element("td", { "data-label": label }, ...content);
  return element("tr", { "data-state": record.state },
    element("th", { scope: "row" }, title),
    cell(labels.Kind, record.kind),
    cell(labels.Council, record.council),
    cell(labels.Date, record.date),
    cell(labels.ShowState, element("span", { className: `state ${record.state}` }, stateOf(record))),
    cell(labels.Problems, ...problems(record)));
}

/** The addresses of the records that differ from what is published. */
let changed = new Set();

/** Whether the published site may have a record. */
const isPublic = ({ state }) => state === "published" || state === "withdrawn";

/** What the public sees of a record, and whether publishing would change that. */
const stateOf = (record) => isPublic(record) && changed.has(record.address)
  ? `${stateNames[record.state]}, ${labels.ChangesWait}` : stateNames[record.state];

/** The text of a record that is searched. */
const textOf = (record) => record.text ??= fold([record.title, record.kind, record.council, record.date, stateNames[record.state]].join(" "));

function filter() {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  const isState = (record) => !state.value || (state.value === "errors" ? record.errors > 0 : record.state === state.value);
  const found = records.filter((record) => isState(record) && words.every((word) => textOf(record).includes(word)));
  shown = found.slice(0, limit);
  body?.replaceChildren(...shown.map(row));
  count.textContent = found.length;
  if (more) more.hidden = found.length <= limit;
}

function filterAgain() {
  limit = STEP;
  filter();
}

search.addEventListener("input", filterAgain);
state.addEventListener("change", filterAgain);
more?.addEventListener("click", () => {
  const first = body.rows.length;
  limit += STEP;
  filter();
  // The focus goes on to the first of the new rows.
  body.rows[first]?.querySelector("a").focus();
});
// A reload keeps what was typed.
filter();
showUnsavedBefore(document.querySelector(".filter"), labels.UnsavedHere);
/** The pause before the records are compared with the published ones, in ms: the server compares all. */
const COMPARE_DELAY = 500;

// The list need not wait for the comparison. Without it the states are shown as they are.
if (records.some(isPublic)) setTimeout(async () => {
  const { records: some } = await get("/api/changed-records").catch(() => ({}));
  changed = new Set(some?.map(({ address }) => address));
  // A filter again would take the focus from a row.
  for (const [at, one] of [...body?.querySelectorAll(".state") ?? []].entries()) one.textContent = stateOf(shown[at]);
}, COMPARE_DELAY);
document.getElementById("count").setAttribute("role", "status");
