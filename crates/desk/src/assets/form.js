// The particulars of a record as a form, made from the schema of its keys. The form never writes
// text: each change becomes an edit of one outermost key, which the server applies to the text.
import { element, fold, labels, problem } from "./desk.js";

/** The keys that most records, and the settings, need: shown first and open. */
const MAIN = ["title", "summary", "council", "dates", "lead", "locations", "topics", "attachments", "councils", "base_url"];
/** Outermost keys that have buttons of their own, or are no particulars. */
const HIDDEN = new Set(["status", "sic", "note"]);

const isBlank = (value) => value === null || value === undefined || value === ""
  || (typeof value === "object" && Object.values(value).every(isBlank));

/** A description as a label: with a capital letter. */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1).replace(/: \{.*$/, "");

/** What kind of field a schema needs. */
class Shape {
  constructor(schema, defs, isLong = schema["x-long"]) {
    this.defs = defs;
    this.isLong = isLong;
    this.label = capital(schema.title ?? schema.description ?? "");
    this.group = schema["x-group"];
    const help = schema.title ? schema.description ?? "" : "";
    this.help = capital(help) === this.label ? "" : help.replaceAll("`", "");
    const all = (schema.anyOf ?? [schema]).filter((one) => one.type !== "null");
    const find = (test) => all.find(test);
    const list = find((one) => one.type === "array");
    const map = find((one) => one.type === "object");
    const choice = find((one) => one.enum);
    if (list) {
      this.kind = "list";
      this.item = new Shape(list.items, defs, isLong);
    } else if (map?.properties) {
      this.kind = "map";
      this.keys = map["x-order"].filter((key) => key !== "sic");
      this.shapes = Object.fromEntries(this.keys.map((key) => [key, new Shape(map.properties[key], defs)]));
      this.required = map.required ?? [];
    } else if (map) {
      this.kind = "open";
    } else if (choice) {
      const isFlag = choice.enum.includes(true);
      this.kind = isFlag ? "flag" : "choice";
      this.choices = choice.enum.filter((one) => one !== null);
      this.names = choice.enumDescriptions ?? [];
    } else {
      const reference = find((one) => one.$ref)?.$ref ?? "";
      this.list = schema["x-names"] ?? reference.split("/").pop();
      this.kind = this.list === "file" ? "file" : "text";
      // The names of the files are offered.
      if (this.kind === "file") this.help = "";
    }
  }
}

let count = 0;

/** The lists of names that `loadNames` fetches; of topics the schema has them. */
const LOADED = new Set(["province", "council", "batch", "lesson", "record"]);

/**
 * The form of one source. `onEdit` gets each edit as the server reads it, `onSolved` the place of each
 * guess that was confirmed or changed. `loadNames` fetches the names of a kind on a day: pairs of a name
 * and what it is called. `files` has the types of files that can be added, and stores one beside the
 * source.
 */
export class Form {
  constructor(box, schema, onEdit, onSolved, loadNames, files) {
    this.box = box;
    this.onEdit = onEdit;
    this.onSolved = onSolved;
    this.loadNames = loadNames;
    this.files = files;
    /** The files beside the source, each with its size and pages. */
    this.present = [];
    this.shape = new Shape(schema, schema.$defs);
    // A correction without a text says nothing to readers.
    this.shape.shapes.updates?.item.required.push("note");
    this.lists = element("div", {});
    /** Names without accents, each with the name, by list. */
    this.names = {};
    /** What a field shows in place of a short name that the text has, by list. */
    this.shown = { topic: schema.$defs.topic["x-labels"] };
    this.dataList("topic", Object.values(this.shown.topic).map((name) => [name, ""]));
    for (const [short, name] of Object.entries(this.shown.topic)) this.names.topic.set(fold(short), name);
    /** The fields by their paths, to show what is found beside them. */
    this.fields = new Map();
    /** What opens the part of the form that has the field of a path, where it was not made yet. */
    this.closed = new Map();
    /** The outermost keys that were edited: the text has no blank rows of them. */
    this.written = new Set();
    /** What is found and has opened a part of the form; it does so once. */
    this.opened = new Set();
    /** The guesses by the paths of their fields, each with its place in the text. */
    this.guesses = new Map();
    box.addEventListener("input", (event) => this.solveAround(event.target));
    box.addEventListener("change", (event) => this.solveAround(event.target));
  }

  /** Names to complete. The second text lets a browser find them without accents. */
  dataList(list, names) {
    const options = names.map(([name, label]) => element("option", { value: name, label: label || fold(name) }));
    this.names[list] = new Map(names.map(([name]) => [fold(name), name]));
    this.lists.append(element("datalist", { id: `list-${list}` }, ...options));
  }

  /** The first day of the trip, as it is written. */
  day() {
    const { dates } = this.values;
    return typeof dates === "object" ? dates?.from ?? "" : dates ?? "";
  }

  /** Offers the names of a list in a field. Provinces are those of the day of the trip. */
  async offer(control, kind) {
    const day = kind === "province" ? this.day() : "";
    const list = kind === "province" ? `province-${day.replace(/[^0-9]/g, "-")}` : kind;
    if (!(list in this.names)) {
      this.names[list] = new Map();
      // Without names to complete, the field is a text like others.
      this.dataList(list, await this.loadNames(kind, day).catch(() => []));
    }
    control.setAttribute("list", `list-${list}`);
    control.dataset.names = list;
  }

  /** Shows the values of a text, and the guesses of an import: remarks by their places. */
  show(values, guesses) {
    this.values = values ?? {};
    this.written.clear();
    this.guesses = this.byField(guesses);
    this.fields.clear();
    this.loading = undefined;
    this.closed.clear();
    const { keys } = this.shape;
    const main = MAIN.filter((key) => keys.includes(key));
    const rest = keys.filter((key) => !main.includes(key) && !HIDDEN.has(key));
    const filled = rest.filter((key) => !isBlank(this.values[key]));
    const empty = rest.filter((key) => isBlank(this.values[key]));
    const more = element("details", { id: "more" }, element("summary", {}, labels.MoreFields));
    more.append(...this.grouped(empty));
    this.box.replaceChildren(this.lists, ...main.map((key) => this.top(key)), ...this.grouped(filled), more);
  }

  /** The fields of outermost keys, with a heading before each group. */
  grouped(keys) {
    let before;
    return keys.flatMap((key) => {
      const { group } = this.shape.shapes[key];
      const heading = group && group !== before ? [element("h2", {}, group)] : [];
      before = group;
      return [...heading, this.top(key)];
    });
  }

  /** The field of an outermost key. */
  top(key) {
    const change = () => {
      const value = this.plain(this.shape.shapes[key], this.values[key]);
      this.written.add(key);
      this.onEdit(isBlank(value) ? { remove: key } : { set: [key, value] });
    };
    return this.field(this.shape.shapes[key], { owner: this.values, key, path: key, change, isRequired: this.shape.required.includes(key) });
  }

  /** A value as it is written: without blank parts, in the order of the schema, and short where it was short. */
  plain(shape, value) {
    if (shape.kind === "map" && value && typeof value === "object") {
      const keys = new Set([...shape.keys.filter((key) => key in value), ...Object.keys(value)]);
      const parts = [...keys].map((key) => [key, shape.shapes[key] ? this.plain(shape.shapes[key], value[key]) : value[key]]);
      const kept = parts.filter(([, part]) => !isBlank(part));
      const isShort = this.wasShort?.has(value) && kept.length === 1 && kept[0][0] === shape.keys[0];
      return isShort ? kept[0][1] : Object.fromEntries(kept);
    }
    if (shape.kind === "list" && Array.isArray(value)) {
      return value.map((item) => this.plain(shape.item, item)).filter((item) => !isBlank(item));
    }
    return value;
  }

  /** The mapping at a place; a value that stands for its first key becomes one. */
  mapAt(shape, owner, key) {
    const value = owner[key];
    if (value && typeof value === "object" && !Array.isArray(value)) return value;
    const map = isBlank(value) ? {} : { [shape.keys[0]]: value };
    if (!isBlank(value)) (this.wasShort ??= new WeakSet()).add(map);
    owner[key] = map;
    return map;
  }

  field(shape, place) {
    const made = { map: this.group, list: this.rows, flag: this.flag, choice: this.choice, file: this.file, open: this.other }[shape.kind] ?? this.text;
    const box = made.call(this, shape, place);
    box.dataset.key = place.path;
    this.fields.set(place.path, box);
    const guess = this.guesses.get(place.path);
    if (guess) box.append(this.guess(guess));
    return box;
  }

  /** The sentence that a value was guessed from, until it is confirmed or the value is changed. */
  guess({ text, place }) {
    const box = element("div", { className: "guess" }, element("p", {}, text));
    box.dataset.guess = `${place}: ${text}`;
    const confirm = () => {
      const around = box.parentElement;
      this.solve(box);
      around.querySelector("input, textarea, select")?.focus();
    };
    box.append(element("button", { type: "button", onclick: confirm }, labels.Confirm));
    return box;
  }

  /** Takes a guess away. */
  solve(box) {
    const key = box.parentElement.dataset.key;
    const guess = this.guesses.get(key);
    this.guesses.delete(key);
    box.remove();
    if (guess) this.onSolved(guess.place);
  }

  /** Takes the guess away that is about the value that was changed. */
  solveAround(control) {
    for (let at = control.closest("[data-key]"); at && this.box.contains(at); at = at.parentElement.closest("[data-key]")) {
      const box = at.querySelector(":scope > .guess");
      if (box) return this.solve(box);
    }
    return undefined;
  }

  byField(guesses) {
    return new Map([...guesses].map(([place, { text }]) => [this.toField(place), { text, place }]));
  }

  /** Shows the guesses of the current text. Those that are shown already stay as they are. */
  showGuesses(guesses) {
    this.guesses = this.byField(guesses);
    const known = new Set([...this.guesses].map(([key, { text, place }]) => `${key} ${place}: ${text}`));
    for (const box of this.box.querySelectorAll(".guess")) {
      if (!known.has(`${box.parentElement.dataset.key} ${box.dataset.guess}`)) box.remove();
    }
    for (const [key, guess] of this.guesses) {
      const around = this.fields.get(key);
      if (around?.isConnected && !around.querySelector(":scope > .guess")) around.append(this.guess(guess));
    }
  }

  /** Takes away the guesses in a list whose rows change their places, until the text has the new order. */
  hideGuesses(path) {
    for (const key of this.guesses.keys()) if (key.startsWith(`${path}[`)) this.guesses.delete(key);
  }

  /** The place of a field in the text, as the path of the field: the form has blank rows, the text has none of a list that was edited. */
  toField(place) {
    if (!this.written.has(/^[^.[]*/.exec(place)[0])) return place;
    let path = "";
    let shape = this.shape;
    let value = this.values;
    for (const [step, key, index] of place.matchAll(/\.?([^.[\]]+)|\[(\d+)\]/g)) {
      if (index === undefined) {
        path += step;
        value = value?.[key];
        shape = shape?.shapes?.[key];
      } else {
        const isList = Array.isArray(value) && shape?.kind === "list";
        const at = isList ? this.filledRows(shape, value)[index] ?? Number(index) : Number(index);
        path += `[${at}]`;
        value = value?.[at];
        shape = shape?.item;
      }
    }
    return path;
  }

  /** The indexes of the rows that are not blank. */
  filledRows(shape, items) {
    return [...items.keys()].filter((at) => !isBlank(this.plain(shape.item, items[at])));
  }

  /** A label with its control. */
  labelled(shape, { isRequired }, control) {
    const id = `field-${++count}`;
    control.id = id;
    const label = element("label", { for: id }, shape.label);
    if (isRequired) label.append(element("span", { className: "required" }, ` (${labels.Required})`));
    const box = element("div", { className: "field" }, label, control);
    if (shape.help) {
      box.append(element("small", { id: `${id}-help` }, shape.help));
      control.setAttribute("aria-describedby", `${id}-help`);
    }
    return box;
  }

  text(shape, place) {
    const { owner, key, change } = place;
    const value = this.shown[shape.list]?.[owner[key]] ?? owner[key] ?? "";
    const isLong = shape.isLong || String(value).length > 90;
    const control = element(isLong ? "textarea" : "input", { value, autocomplete: "off" });
    if (isLong) control.rows = 3;
    if (LOADED.has(shape.list)) control.addEventListener("focus", () => this.offer(control, shape.list));
    else if (shape.list in this.names) {
      control.setAttribute("list", `list-${shape.list}`);
      control.dataset.names = shape.list;
    }
    control.addEventListener("input", () => {
      owner[key] = control.value.trim();
      change();
    });
    control.addEventListener("change", () => {
      // A name typed without accents becomes the one it means, if there is one.
      const name = this.names[control.dataset.names]?.get(fold(control.value.trim()));
      if (!name || control.value.trim() === name || /\p{M}|[^\x00-\x7f]/u.test(control.value.normalize("NFD"))) return;
      control.value = name;
      owner[key] = name;
      change();
    });
    return this.labelled(shape, place, control);
  }

  /** A file beside the source: one that is there, or one to add. */
  file(shape, place) {
    const { owner, key, change } = place;
    const control = element("select", { className: "file" });
    const choose = (name) => {
      owner[key] = name;
      change();
    };
    control.addEventListener("change", () => choose(control.value));
    const input = element("input", { type: "file", accept: this.files.types, hidden: true });
    const add = async (file, ifExists) => {
      let name;
      box.querySelector(".beside")?.remove();
      try {
        name = await this.files.upload(file, ifExists);
      } catch (error) {
        const text = [error.message, error.answer?.hint].filter(Boolean).join(". ");
        const answer = element("div", { className: "notice beside", role: "alert" }, element("p", {}, text));
        if (error.answer?.exists) {
          answer.append(
            element("button", { type: "button", onclick: () => add(file, "rename") }, labels.KeepBothFiles), " ",
            element("button", { type: "button", onclick: () => add(file, "replace") }, labels.ReplaceFile));
        }
        box.append(answer);
        return;
      }
      choose(name);
      this.offerFile(control, name);
      await this.loadFiles();
      control.focus();
    };
    input.addEventListener("change", async (event) => {
      // The choice of a file changes no value yet.
      event.stopPropagation();
      const [file] = input.files;
      if (file) await add(file, "");
      input.value = "";
    });
    this.offerFile(control, owner[key] ?? "");
    this.loading ??= this.loadFiles();
    const box = this.labelled(shape, place, control);
    control.after(element("button", { type: "button", onclick: () => input.click() }, labels.ChooseFile), input);
    return box;
  }

  /** Reads which files are there, and offers them in all fields of files. */
  async loadFiles() {
    // Without them a field has its own file only.
    this.present = await this.loadNames("file", "").catch(() => []);
    for (const control of this.box.querySelectorAll("select.file")) this.offerFile(control, control.value);
  }

  offerFile(control, value) {
    const isThere = !value || this.present.some(([name]) => name === value);
    const files = isThere ? this.present : [...this.present, [value, ""]];
    const options = files.map(([name, label]) => element("option", { value: name }, label ? `${name} (${label})` : name));
    control.replaceChildren(element("option", { value: "" }, "–"), ...options);
    control.value = value;
  }

  flag(shape, place) {
    const { owner, key, change } = place;
    const control = element("input", { type: "checkbox", checked: String(owner[key]) === "true" });
    control.addEventListener("change", () => {
      owner[key] = control.checked ? "true" : "";
      change();
    });
    return this.labelled(shape, place, control);
  }

  choice(shape, place) {
    const { owner, key, change } = place;
    const options = shape.choices.map((choice, at) => element("option", { value: choice }, shape.names[at] ?? choice));
    const control = element("select", {}, element("option", { value: "" }, "–"), ...options);
    control.value = owner[key] ?? "";
    if (control.selectedIndex < 0) {
      control.append(element("option", { value: owner[key] }, owner[key]));
      control.value = owner[key];
    }
    control.addEventListener("change", () => {
      owner[key] = control.value;
      change();
    });
    return this.labelled(shape, place, control);
  }

  /** A mapping whose keys the author chooses: shown, and changed as text. */
  other(shape, { owner, key }) {
    const lines = Object.entries(owner[key] ?? {}).map(([name, value]) => `${name}: ${value ?? ""}`);
    return element("div", { className: "field" }, element("p", { className: "label" }, shape.label), element("pre", {}, lines.join("\n") || "–"));
  }

  group(shape, place) {
    const map = this.mapAt(shape, place.owner, place.key);
    const box = element("fieldset", {}, element("legend", {}, shape.label || labels.Item));
    if (place.isRequired) box.firstChild.append(element("span", { className: "required" }, ` (${labels.Required})`));
    this.fillGroup(box, shape, map, place);
    return box;
  }

  /** The fields of a mapping: those that are filled or usual, then the others. */
  fillGroup(box, shape, map, place) {
    const field = (key) => this.field(shape.shapes[key], {
      owner: map, key, path: `${place.path}.${key}`, change: place.change, isRequired: shape.required.includes(key),
    });
    const usual = shape.keys.filter((key, at) => at < 2 || shape.required.includes(key) || !isBlank(map[key]));
    const rest = shape.keys.filter((key) => !usual.includes(key));
    box.append(...usual.map(field));
    if (rest.length > 2) {
      const more = element("details", {}, element("summary", {}, labels.MoreFields));
      // Made when it is opened: a form has hundreds of such fields.
      const fill = () => more.childElementCount === 1 && more.append(...rest.map(field));
      more.addEventListener("toggle", fill, { once: true });
      for (const key of rest) this.closed.set(`${place.path}.${key}`, fill);
      box.append(more);
    } else {
      box.append(...rest.map(field));
    }
  }

  rows(shape, place) {
    const { owner, key } = place;
    if (!Array.isArray(owner[key])) owner[key] = isBlank(owner[key]) ? [] : [owner[key]];
    const box = element("fieldset", { className: "rows" }, element("legend", {}, shape.label));
    if (place.isRequired) box.firstChild.append(element("span", { className: "required" }, ` (${labels.Required})`));
    this.fillRows(box, shape, place);
    return box;
  }

  /** Writes the rows again after their number or order has changed. */
  fillRows(box, shape, place, focus, button) {
    const items = place.owner[place.key];
    const list = element("ol", {});
    items.forEach((_, at) => list.append(this.row(box, shape, place, at)));
    const add = element("button", { type: "button" }, labels.AddRow);
    add.addEventListener("click", () => {
      items.push(shape.item.kind === "map" ? {} : "");
      this.fillRows(box, shape, place, items.length - 1);
    });
    box.replaceChildren(box.firstChild, list, add);
    if (focus === undefined) return;
    const wanted = list.children[focus]?.querySelectorAll(button ? ".row-buttons button:enabled" : "input, textarea, select");
    const same = [...wanted ?? []].find((one) => !button || one.textContent === button) ?? wanted?.[0];
    (same ?? add).focus();
  }

  row(box, shape, place, at) {
    const items = place.owner[place.key];
    const inner = { owner: items, key: at, path: `${place.path}[${at}]`, change: place.change };
    const isMap = shape.item.kind === "map";
    const row = element("div", isMap ? { role: "group", "aria-label": `${shape.label} ${at + 1}` } : {});
    if (isMap) {
      this.fillGroup(row, shape.item, this.mapAt(shape.item, items, at), inner);
      row.dataset.key = inner.path;
      this.fields.set(inner.path, row);
      const guess = this.guesses.get(inner.path);
      if (guess) row.prepend(this.guess(guess));
    } else {
      const field = this.field(shape.item, inner);
      field.querySelector("label").textContent = `${shape.label} ${at + 1}`;
      row.append(field);
    }
    // A row takes its comments along in the text. A row of a list in a list does not.
    const isInText = () => !place.path.includes("[") && (!this.written.has(place.path) || !isBlank(this.plain(shape.item, items[at])));
    const rowInText = (row) => this.written.has(place.path) ? this.filledRows(shape, items).indexOf(row) : row;
    const move = (to, mark) => {
      const before = isInText() ? rowInText(at) : null;
      items.splice(to, 0, ...items.splice(at, 1));
      if (before !== null) this.onEdit({ move: [place.path, before, rowInText(to)] });
      this.hideGuesses(place.path);
      this.fillRows(box, shape, place, to, mark);
      place.change();
    };
    const button = (text, label, act, disabled) => {
      const made = element("button", { type: "button", disabled, "aria-label": `${label} ${at + 1}`, title: label }, text);
      made.addEventListener("click", act);
      return made;
    };
    row.append(element("div", { className: "row-buttons" },
      button("↑", labels.MoveUp, () => move(at - 1, "↑"), at === 0),
      button("↓", labels.MoveDown, () => move(at + 1, "↓"), at === items.length - 1),
      button("×", labels.RemoveRow, () => {
        if (isInText()) this.onEdit({ remove: `${place.path}[${rowInText(at)}]` });
        items.splice(at, 1);
        this.hideGuesses(place.path);
        this.fillRows(box, shape, place, Math.min(at, items.length - 1));
        place.change();
      }, false)));
    return element("li", {}, row);
  }

  /** Shows what is found beside its field. Returns what has no field. */
  showFound(found) {
    for (const old of this.box.querySelectorAll(".field-found")) old.remove();
    for (const control of this.box.querySelectorAll("[aria-invalid]")) {
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-errormessage");
    }
    const before = this.opened;
    this.opened = new Set(found.map((one) => `${one.key} ${one.code}`));
    return found.filter((one) => !this.showBeside(one, !before.has(`${one.key} ${one.code}`)));
  }

  /** The field of a place in the text, or of the innermost mapping or list around it that has one. With `isOpening` it becomes visible. */
  reveal(place, isOpening) {
    let box;
    for (let path = this.toField(place ?? ""); path && !box; path = path.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, "")) {
      if (!this.fields.get(path)?.isConnected) this.closed.get(path)?.();
      box = this.fields.get(path);
      if (!box?.isConnected) box = undefined;
    }
    if (!isOpening) return box;
    for (let around = box?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    return box;
  }

  /** What the field of an outermost key is called. */
  labelOf(key) {
    return this.shape.shapes[key]?.label;
  }

  /** What is found stays open only once, so that what was closed by hand stays closed. */
  showBeside(one, isNew) {
    const box = this.reveal(one.key, isNew);
    if (!box) return false;
    const id = `found-${++count}`;
    const item = element("ul", { id, className: "field-found" }, problem(one));
    box.append(item);
    const control = box.matches(".field") ? box.querySelector("input, textarea, select") : null;
    if (control && one.severity === "error") {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-errormessage", id);
    }
    return true;
  }

  /** Moves to the field of a place in the text. */
  goTo(place) {
    const box = this.reveal(place, true);
    box?.scrollIntoView({ block: "center" });
    box?.querySelector("input, textarea, select")?.focus();
  }

  /** Gives the focus back to a field, by its path. */
  focus(path) {
    this.fields.get(path)?.querySelector("input, textarea, select")?.focus({ preventScroll: true });
  }
}
