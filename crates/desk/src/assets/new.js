// New records: office files that are dropped or chosen, or an empty record.
import { announce, element, keepTyped, labels, post } from "./desk.js";

const results = document.getElementById("results");
const drop = document.getElementById("drop");
const input = document.getElementById("files");

/** The address of a record's editor. */
const editor = (path) => `/edit?path=${encodeURIComponent(path)}`;

/** Imports one file and shows what became of it. A file that needs an answer gets a field for it. */
async function importFile(file, box, answers = {}) {
  box.className = "import";
  box.tabIndex = -1;
  box.replaceChildren(element("h3", {}, file.name), element("p", { role: "status" }, labels.Importing));
  const query = new URLSearchParams({ name: file.name, ...answers });
  let answer;
  try {
    // Escapes as the server reads them: a space is %20.
    answer = await post(`/api/import?${query.toString().replaceAll("+", "%20")}`, file);
  } catch (error) {
    const { hint = "", missing = "" } = error.answer ?? {};
    box.className = "import notice";
    box.replaceChildren(element("h3", {}, file.name), element("p", { role: "alert" }, error.message), element("p", {}, hint));
    if (missing) ask(file, box, missing, answers);
    // The button that was pressed is gone.
    if (Object.keys(answers).length > 0) (box.querySelector("input") ?? box).focus();
    return;
  }
  box.className = "import notice done";
  box.replaceChildren(
    element("h3", {}, file.name),
    element("p", { role: "status" }, `${labels.ImportedAs} `, element("a", { href: editor(answer.path) }, labels.OpenDraft)),
  );
  if (Object.keys(answers).length > 0) box.querySelector("a").focus();
  if (answer.notes.length) {
    box.append(element("details", {}, element("summary", {}, `${labels.ToLookAt}: ${answer.notes.length}`),
      element("ul", {}, ...answer.notes.map((note) => element("li", {}, note)))));
  }
}

/** Asks for the year of a file, or whether it was cleared for publication. */
function ask(file, box, missing, answers) {
  const id = `answer-${[...results.children].indexOf(box)}`;
  const again = element("button", { type: "button" }, labels.ImportAgain);
  if (missing === "year") {
    const year = element("input", { id, inputMode: "numeric", autocomplete: "off", value: answers.year ?? "" });
    again.onclick = () => importFile(file, box, { ...answers, year: year.value.trim() });
    box.append(element("p", {}, element("label", { for: id }, labels.Year), year));
  } else {
    const cleared = element("input", { id, type: "checkbox" });
    again.onclick = () => cleared.checked ? importFile(file, box, { ...answers, cleared: "yes" }) : cleared.focus();
    box.append(element("p", {}, cleared, element("label", { for: id, className: "inline" }, labels.Cleared)));
  }
  box.append(again);
}

async function importAll(files) {
  // One after the other: a conversion uses all of a small machine.
  for (const file of files) {
    const box = element("section", {});
    results.append(box);
    await importFile(file, box);
  }
}

input.addEventListener("change", async () => {
  const files = [...input.files];
  await importAll(files);
  input.value = "";
});
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
document.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  importAll([...event.dataTransfer.files]);
});

const kind = document.getElementById("kind");
const create = document.getElementById("create");
const fields = Object.fromEntries(["title", "council", "from", "to"].map((id) => [id, document.getElementById(id)]));
const failure = document.getElementById("failure");
const forget = [kind, ...Object.values(fields)].map((field) => keepTyped(field, `new:${field.id}`));

function showDays() {
  document.getElementById("trip").hidden = kind.value === "page";
}

async function createRecord() {
  create.disabled = true;
  failure.hidden = true;
  const answers = Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, field.value]));
  try {
    const { path } = await post("/api/new", { kind: kind.value, ...answers });
    for (const one of forget) one();
    location.assign(editor(path));
  } catch (error) {
    failure.hidden = false;
    failure.textContent = [error.message, error.answer?.hint].filter(Boolean).join(". ");
    announce(error.message);
    create.disabled = false;
  }
}

kind.addEventListener("change", showDays);
create.addEventListener("click", createRecord);
for (const field of Object.values(fields)) field.addEventListener("keydown", (event) => event.key === "Enter" && createRecord());
showDays();
