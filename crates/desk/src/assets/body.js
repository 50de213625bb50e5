// The body of a record: a Markdown text box with a toolbar, lessons and photos.
import { element, fold, labels, post } from "./desk.js";

/** The attributes of pasted HTML that say what an element means. */
const PASTED = new Set(["href", "style", "id", "colspan"]);

/** The heading at the cursor with its attributes. */
const HEADING = /^(#{1,6})\s+(.*?)\s*(?:\{([^}]*)\})?\s*$/;

export class Body {
  /** `onInput` gets each new text; `upload` stores a file and returns its name in the text. */
  constructor(area, toolbar, onInput, upload) {
    this.area = area;
    this.onInput = onInput;
    this.upload = upload;
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
      button("H", labels.Heading, () => this.prefix("### ")),
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

  /** Replaces a range and keeps the undo history of the browser where it has one. */
  replace(start, end, text, select = text.length) {
    const { area } = this;
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, start, end, "end");
    area.setSelectionRange(start + select, start + select);
    this.onInput(area.value);
  }

  /** Pastes text with its headings, lists, tables and footnotes; a picture becomes a photo. */
  async paste(event) {
    const { clipboardData: data } = event;
    const html = data.getData("text/html");
    const photos = [...data.files].filter((file) => file.type.startsWith("image/"));
    if (!html && photos.length === 0) return;
    event.preventDefault();
    if (!html) {
      await this.addPhotos(photos);
      return;
    }
    const plain = data.getData("text/plain");
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const rest = value.slice(0, start) + value.slice(end);
    const { text } = await post("/api/paste", { html: wellFormed(html), body: rest }).catch(() => ({ text: plain }));
    const isBlock = text.includes("\n");
    const before = isBlock && start > 0 && !value.slice(0, start).endsWith("\n\n") ? "\n\n" : "";
    const after = isBlock && end < value.length && !value.slice(end).startsWith("\n") ? "\n\n" : "";
    this.replace(start, end, before + text + after);
  }

  line() {
    const { value, selectionStart } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionStart);
    return [start, end < 0 ? value.length : end];
  }

  prefix(mark) {
    const [start] = this.line();
    this.replace(start, start, mark);
  }

  wrap(mark) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    this.replace(start, end, `${mark}${value.slice(start, end)}${mark}`, end === start ? mark.length : undefined);
  }

  /** Makes the heading at the cursor a lesson of a kind, or an ordinary heading again. */
  markLesson(kind) {
    const [start, end] = this.line();
    const line = this.area.value.slice(start, end);
    if (!kind) return;
    const [, marks = "###", title = line.trim(), attributes = ""] = HEADING.exec(line) ?? [];
    const kept = attributes.split(/\s+/).filter((one) => one && !one.startsWith("."));
    if (kind === "none") {
      this.replace(start, end, `${marks} ${title}`);
      return;
    }
    const id = kept.find((one) => one.startsWith("#")) ?? `#${this.freeId()}`;
    const others = kept.filter((one) => !one.startsWith("#"));
    this.replace(start, end, `${marks} ${title} {${[id, `.${kind}`, ...others].join(" ")}}`);
  }

  freeId() {
    for (let number = 1; ; number++) {
      if (!new RegExp(`\\{#bai-hoc-${number}[\\s}]`).test(this.area.value)) return `bai-hoc-${number}`;
    }
  }

  /** Stores photos and asks for the text of each, which readers who cannot see it get. */
  async addPhotos(files) {
    for (const file of files) {
      const alt = await this.askAlt(file);
      if (alt === null) continue;
      const name = await this.upload(file);
      if (!name) continue;
      const at = this.area.selectionEnd;
      const clean = alt.replace(/[[\]\n]/g, " ");
      this.replace(at, at, `\n\n![${clean}](${name})\n\n`);
    }
  }

  askAlt(file) {
    return new Promise((done) => {
      const input = element("input", { id: "alt", autocomplete: "off", required: true });
      const finish = (value) => {
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
      this.toolbar.after(box);
      input.focus();
    });
  }
}

/** HTML as XML, without what is not text. A parsed document runs and loads nothing. */
function wellFormed(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const gone of body.querySelectorAll("script, style, template, svg, math, object, iframe")) gone.remove();
  for (const one of body.querySelectorAll("*")) {
    for (const { name } of [...one.attributes]) if (!PASTED.has(name)) one.removeAttribute(name);
  }
  return new XMLSerializer().serializeToString(body);
}

/** A name of a file for an address: small letters, digits and `-`. */
export function fileName(name) {
  const dot = name.lastIndexOf(".");
  const stem = fold(name.slice(0, dot)).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "tep";
  return `${stem.slice(0, 60)}.${name.slice(dot + 1).toLowerCase().replace("jpeg", "jpg")}`;
}
