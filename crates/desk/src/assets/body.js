// The body of a record: a Markdown text box with a toolbar, lessons and photos.
import { element, fold, labels, post } from "./desk.js";

/** The attributes of pasted HTML that say what an element means. */
const PASTED = new Set(["href", "style", "id", "colspan"]);

/** The heading at the cursor with its attributes. */
const HEADING = /^(#{1,6})\s+(.*?)\s*(?:\{([^}]*)\})?\s*$/;

export class Body {
  /**
   * `onInput` gets each new text; `upload` stores a file and returns its name in the text; `onLesson`
   * gets the id of a lesson that is made or is none any more; `keepTyped` keeps the text of a field.
   */
  constructor(area, toolbar, { onInput, upload, onLesson, keepTyped }) {
    this.area = area;
    this.onInput = onInput;
    this.upload = upload;
    this.onLesson = onLesson;
    this.keepTyped = keepTyped;
    /** The photos before are stored, so that one text is asked for at a time. */
    this.photosBefore = Promise.resolve();
    area.addEventListener("input", () => onInput(area.value));
    const button = (text, label, act) => element("button", { type: "button", title: label, "aria-label": label, onclick: act }, text);
    const lesson = element("select", { "aria-label": labels.LessonKind },
      element("option", { value: "" }, labels.LessonKind),
      element("option", { value: "practice" }, labels.Practice),
      element("option", { value: "caution" }, labels.Caution),
      element("option", { value: "recommendation" }, labels.Recommendation),
      element("option", { value: "none" }, labels.NoLesson));
    lesson.addEventListener("change", () => {
      this.markLesson(lesson.value);
      lesson.value = "";
    });
    const photo = element("input", { type: "file", accept: "image/jpeg,image/png,image/webp", id: "photo", hidden: true });
    photo.addEventListener("change", () => {
      this.addPhotos([...photo.files]);
      photo.value = "";
    });
    toolbar.append(
      button("H", labels.Heading, () => this.heading()),
      button("B", labels.Bold, () => this.wrap("**")),
      button("I", labels.Italic, () => this.wrap("*")),
      button("•", labels.List, () => this.prefix("- ")),
      button("❝", labels.Quote, () => this.prefix("> ")),
      lesson,
      photo,
      button(labels.AddPhoto, labels.AddPhoto, () => photo.click()),
    );
    this.toolbar = toolbar;
    area.addEventListener("paste", (event) => this.paste(event));
    area.addEventListener("drop", (event) => {
      const files = [...event.dataTransfer.files].filter((file) => file.type.startsWith("image/"));
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      this.addPhotos(files);
    });
  }

  show(text) {
    if (this.area.value !== text) this.area.value = text;
  }

  /**
   * Replaces a range and keeps the undo history of the browser where it has one. Selects a part of the
   * new text, or puts the cursor behind it.
   */
  replace(start, end, text, from = text.length, to = from) {
    const { area } = this;
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, start, end, "end");
    area.setSelectionRange(start + from, start + to);
    this.onInput(area.value);
  }

  /** Pastes text with its headings, lists, tables and footnotes; a picture becomes a photo. */
  async paste(event) {
    const { clipboardData: data } = event;
    const html = data.getData("text/html");
    const photos = [...data.files].filter((file) => file.type.startsWith("image/"));
    const plain = data.getData("text/plain");
    const clean = html ? wellFormed(html) : null;
    // A copied picture is HTML too: an element `img` alone.
    if (photos.length > 0 && !clean?.text) {
      event.preventDefault();
      return this.addPhotos(photos);
    }
    if (!html) return undefined;
    event.preventDefault();
    const { selectionStart, selectionEnd, value } = this.area;
    const rest = value.slice(0, selectionStart) + value.slice(selectionEnd);
    const { text } = await post("/api/paste", { html: clean.xml, body: rest }).catch(() => ({ text: plain }));
    return this.insert(text || plain);
  }

  /** Inserts text in place of the selection. A block gets a blank line before and after it. */
  insert(text) {
    // Read only now: the text may have been typed in meanwhile.
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const [head, tail] = [value.slice(0, start), value.slice(end)];
    const isOnBlankLine = /(^|\n)[ \t]*$/.test(head) && /^[ \t]*(\n|$)/.test(tail);
    const isBlock = isOnBlankLine || text.includes("\n") || /^(#{1,6} |[-*+>|] ?|\d+[.)] )/.test(text);
    const count = (space) => space.split("\n").length - 1;
    const before = isBlock && head.trim() ? "\n".repeat(Math.max(0, 2 - count(/\s*$/.exec(head)[0]))) : "";
    const after = isBlock && tail.trim() ? "\n".repeat(Math.max(0, 2 - count(/^\s*/.exec(tail)[0]))) : "";
    this.replace(start, end, before + text + after, before.length + text.length);
  }

  line() {
    const { value, selectionStart } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionStart);
    return [start, end < 0 ? value.length : end];
  }

  /** Changes each line of the selection. Blank lines between others stay. */
  eachLine(change) {
    const { value, selectionStart, selectionEnd } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    // A selection that ends at the start of a line does not include it.
    const last = selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
    const end = value.indexOf("\n", last) < 0 ? value.length : value.indexOf("\n", last);
    const lines = value.slice(start, end).split("\n");
    const all = change(lines, (line) => line.trim() !== "" || lines.length === 1).join("\n");
    this.replace(start, end, all, lines.length > 1 ? 0 : all.length, all.length);
  }

  /** Puts a mark before each line, or takes it away if all have it. */
  prefix(mark) {
    this.eachLine((lines, isText) => {
      const hasAll = lines.filter(isText).every((line) => line.startsWith(mark));
      return lines.map((line) => !isText(line) ? line : hasAll ? line.slice(mark.length) : mark + line);
    });
  }

  /** Makes each line a heading, or text if all are such headings. */
  heading() {
    this.eachLine((lines, isText) => {
      const hasAll = lines.filter(isText).every((line) => line.startsWith("### "));
      return lines.map((line) => !isText(line) ? line : (hasAll ? "" : "### ") + line.replace(/^\s*#{1,6}\s+/, ""));
    });
  }

  /** Puts stars around the selection less the spaces at its ends, or takes them away. */
  wrap(mark) {
    const { selectionStart, selectionEnd, value } = this.area;
    const selected = value.slice(selectionStart, selectionEnd);
    let text = selected.trim();
    let start = selectionStart + (text ? selected.indexOf(text) : 0);
    let end = start + text.length;
    const stars = (part, pattern) => pattern.exec(part)[0].length;
    // One or three stars are slanted, two or three bold.
    const has = (count) => mark === "**" ? count >= 2 : count % 2 === 1;
    const inside = Math.min(stars(text, /^\**/), stars(text, /\**$/));
    const around = Math.min(stars(value.slice(0, start), /\**$/), stars(value.slice(end), /^\**/));
    if (text.length > 2 * inside && has(inside)) {
      text = text.slice(mark.length, -mark.length);
      return this.replace(start, end, text, 0, text.length);
    }
    if (has(around)) {
      start -= mark.length;
      end += mark.length;
      return this.replace(start, end, text, 0, text.length);
    }
    return this.replace(start, end, mark + text + mark, mark.length, mark.length + text.length);
  }

  /** Makes the heading at the cursor a lesson of a kind, or an ordinary heading again. */
  markLesson(kind) {
    const [start, end] = this.line();
    const line = this.area.value.slice(start, end);
    if (!kind) return;
    const [, marks = "###", title = line.trim(), attributes = ""] = HEADING.exec(line) ?? [];
    const kept = attributes.split(/\s+/).filter((one) => one && !one.startsWith("."));
    const known = kept.find((one) => one.startsWith("#"));
    if (kind === "none") {
      this.replace(start, end, `${marks} ${title}`);
      if (known) this.onLesson(known.slice(1), false);
      return;
    }
    const id = known ?? `#${this.freeId()}`;
    const others = kept.filter((one) => !one.startsWith("#"));
    this.replace(start, end, `${marks} ${title} {${[id, `.${kind}`, ...others].join(" ")}}`);
    this.onLesson(id.slice(1), true);
  }

  freeId() {
    for (let number = 1; ; number++) {
      if (!new RegExp(`\\{#bai-hoc-${number}[\\s}]`).test(this.area.value)) return `bai-hoc-${number}`;
    }
  }

  /** Stores photos and asks for the text of each, which readers who cannot see it get. */
  addPhotos(files) {
    const add = async () => {
      for (const file of files) await this.addPhoto(file);
    };
    this.photosBefore = this.photosBefore.then(add, add);
    return this.photosBefore;
  }

  async addPhoto(file) {
    const alt = await this.askAlt(file);
    const name = alt === null ? null : await this.upload(file);
    if (!name) return this.area.focus();
    const at = this.area.selectionEnd;
    const clean = alt.replace(/[[\]\n]/g, " ");
    return this.replace(at, at, `\n\n![${clean}](${name})\n\n`);
  }

  askAlt(file) {
    return new Promise((done) => {
      const input = element("input", { id: "alt", autocomplete: "off", required: true });
      // The file is gone after a reload, its text comes back when it is added again.
      const forget = this.keepTyped(input, `alt:${file.name}`);
      const finish = (value) => {
        forget();
        box.remove();
        done(value);
      };
      const confirm = () => (input.value.trim() ? finish(input.value.trim()) : input.focus());
      const box = element("div", { className: "notice", role: "group", "aria-label": labels.AddPhoto },
        element("p", {}, file.name),
        element("label", { for: "alt" }, labels.PhotoText), input,
        element("button", { type: "button", className: "primary", onclick: confirm }, labels.AddPhoto), " ",
        element("button", { type: "button", onclick: () => finish(null) }, labels.Cancel));
      input.addEventListener("keydown", (event) => event.key === "Enter" && confirm());
      box.addEventListener("keydown", (event) => event.key === "Escape" && finish(null));
      this.toolbar.after(box);
      input.focus();
    });
  }
}

/** HTML as XML, without what is not text, and its text. A parsed document runs and loads nothing. */
function wellFormed(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const gone of body.querySelectorAll("script, style, template, svg, math, object, iframe")) gone.remove();
  for (const one of body.querySelectorAll("*")) {
    for (const { name } of [...one.attributes]) if (!PASTED.has(name)) one.removeAttribute(name);
  }
  return { xml: new XMLSerializer().serializeToString(body), text: body.textContent.trim() };
}

/** A name of a file for an address: small letters, digits and `-`. */
export function fileName(name) {
  const dot = name.lastIndexOf(".");
  const stem = fold(name.slice(0, dot)).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "tep";
  return `${stem.slice(0, 60)}.${name.slice(dot + 1).toLowerCase().replace("jpeg", "jpg")}`;
}
