// The list of all records: search and filter. Only the first matches are shown, because a browser
// needs seconds to lay out thousands of rows.
import { fold } from "./desk.js";

/** How many more rows are shown at once. */
const STEP = 100;

const search = document.getElementById("search");
const state = document.getElementById("state");
const more = document.getElementById("more");
const count = document.querySelector("#count span");
const rows = [...document.querySelectorAll("#records tbody tr")].map((row) => ({ row, text: fold(row.textContent) }));
let limit = STEP;

function filter() {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { row, text } of rows) {
    const isState = !state.value || (state.value === "errors" ? row.dataset.errors !== "0" : row.dataset.state === state.value);
    const isFound = isState && words.every((word) => text.includes(word));
    found += isFound ? 1 : 0;
    row.hidden = !isFound || found > limit;
  }
  count.textContent = found;
  if (more) more.hidden = found <= limit;
}

function filterAgain() {
  limit = STEP;
  filter();
}

search.addEventListener("input", filterAgain);
state.addEventListener("change", filterAgain);
more?.addEventListener("click", () => {
  const first = rows.filter(({ row }) => !row.hidden).length;
  limit += STEP;
  filter();
  // The focus goes on to the first of the new rows.
  rows.filter(({ row }) => !row.hidden)[first]?.row.querySelector("a").focus();
});
// A reload keeps what was typed.
filter();
document.getElementById("count").setAttribute("role", "status");
