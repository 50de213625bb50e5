// The list of all records: search and filter.
import { fold } from "./desk.js";

const search = document.getElementById("search");
const state = document.getElementById("state");
const count = document.querySelector("#count span");
const rows = [...document.querySelectorAll("#records tbody tr")].map((row) => ({ row, text: fold(row.textContent) }));

function filter() {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    const isState = !state.value || (state.value === "errors" ? row.dataset.errors !== "0" : row.dataset.state === state.value);
    row.hidden = !isState || !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = shown;
}

search.addEventListener("input", filter);
state.addEventListener("change", filter);
// A reload keeps what was typed.
filter();
document.getElementById("count").setAttribute("role", "status");
