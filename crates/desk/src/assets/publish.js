// What publishing would change, and publishing.
import { announce, element, get, labels, post, problem, showUnsavedBefore } from "./desk.js";

const button = document.getElementById("publish");
const state = document.getElementById("state");
const changes = document.getElementById("changes");
const result = document.getElementById("result");

/** The address at which a diagnostic is fixed. */
function placeOf({ place, key }) {
  if (!place) return undefined;
  const field = key ? `&key=${encodeURIComponent(key)}` : "";
  return `/edit?path=${encodeURIComponent(place.path)}&line=${place.line}${field}`;
}

function list(found) {
  return element("ul", { id: "found" }, ...found.map((one) => {
    const item = problem(one, placeOf(one));
    if (one.place) item.append(" ", element("code", {}, one.place.path));
    return item;
  }));
}

const errorsOf = (found) => found.filter((one) => one.severity === "error");

/** The lists of new, changed and removed pages. */
function listPages(pages) {
  const lists = [];
  for (const [change, label] of [["added", labels.Added], ["changed", labels.Changed], ["removed", labels.Removed]]) {
    const some = pages.filter((page) => page.change === change);
    if (some.length === 0) continue;
    const items = some.map((page) => element("li", {}, page.title || page.address, " ", element("code", {}, page.address)));
    lists.push(element("h3", {}, `${label}: ${some.length}`), element("ul", {}, ...items));
  }
  return lists;
}

/**
 * Shows the records that change, which takes no rendering, so that publishing need not wait. Returns
 * whether there are any.
 */
async function showRecords() {
  const { records, blocked } = await get("/api/changed-records");
  if (!records || blocked) return false;
  const nothing = records.length === 0 ? [element("p", {}, labels.NoRecordChanges)] : [];
  changes.append(element("h2", {}, labels.WhatChanges), ...listPages(records), ...nothing);
  state.textContent = labels.ListingPages;
  button.disabled = records.length === 0;
  return records.length > 0;
}

/** All pages that change: closed where the records, for which they change, are shown. */
function allPages({ pages, more, other_files: others }, open) {
  const box = element("details", { open });
  box.append(element("summary", {}, `${labels.AllPages}: ${pages.length + more}`), ...listPages(pages));
  if (more) box.append(element("p", {}, `+ ${more} ${labels.MorePages}`));
  if (others) box.append(element("p", {}, `+ ${others} ${labels.OtherFiles}`));
  return box;
}

/** The number of the comparison that is shown; an earlier one that ends later is dropped. */
let current = 0;

async function compare() {
  const number = ++current;
  button.disabled = true;
  state.textContent = labels.Computing;
  changes.replaceChildren();
  let answer;
  let hasRecords = false;
  try {
    hasRecords = await showRecords();
  } catch {
    // The whole comparison that follows says what is wrong.
  }
  try {
    answer = await get("/api/changes");
  } catch (error) {
    if (number === current) state.textContent = error.message;
    return;
  }
  if (number !== current) return;
  const errors = errorsOf(answer.found);
  if (answer.blocked) {
    changes.replaceChildren();
    state.textContent = labels.Blocked;
    changes.append(element("h2", {}, labels.Blocked), list(errors));
    return;
  }
  const isNothing = answer.pages.length === 0 && answer.other_files === 0;
  state.textContent = isNothing ? labels.NothingToPublish : answer.is_first ? labels.FirstTime : "";
  // The copies can be made again.
  button.disabled = isNothing && !document.getElementById("targets");
  if (isNothing) changes.replaceChildren();
  else {
    if (!changes.hasChildNodes()) changes.append(element("h2", {}, labels.WhatChanges));
    changes.append(allPages(answer, !hasRecords));
  }
  if (answer.found.length) changes.append(element("h2", {}, labels.Problems), list(answer.found));
}

button.addEventListener("click", async () => {
  current += 1;
  button.disabled = true;
  state.textContent = labels.Publishing;
  result.replaceChildren();
  try {
    const answer = await post("/api/publish", {});
    if (answer.is_published) {
      const box = element("div", { className: "notice done", role: "alert" },
        element("p", {}, `${labels.PublishedNow}. ${labels.PublishedIn} `, element("code", {}, answer.folder)));
      if (answer.address) box.append(element("p", {}, `${labels.AddressOfSite} `, element("a", { href: answer.address }, answer.address)));
      else {
        const settings = `/edit?path=${encodeURIComponent("content/site.yaml")}&key=base_url`;
        box.append(element("p", {}, `${labels.NoAddress} `, element("a", { href: settings }, labels.WriteAddress)));
      }
      box.append(element("p", {}, element("a", { href: answer.preview, target: "_blank" }, labels.SeePages)));
      for (const { to, failure } of answer.copies) {
        const label = failure ? labels.NotCopiedTo : labels.CopiedTo;
        box.append(element("p", { className: failure ? "error" : "" }, `${label} `, element("code", {}, to), failure ? `: ${failure}` : ""));
      }
      result.append(box);
      announce(labels.PublishedNow);
    } else {
      result.append(element("div", { className: "notice", role: "alert" }, element("h2", {}, labels.Blocked), answer.text, list(errorsOf(answer.found))));
    }
  } catch (error) {
    result.append(element("div", { className: "notice", role: "alert" }, error.message));
  }
  await compare();
});

showUnsavedBefore(document.querySelector(".bar"), labels.UnsavedPublishing);
compare();
