// The remarks of an import: comments before a value say which sentence it was guessed from.

/** How the program begins a remark about a value that it is not sure of. */
const REMARK = /^\s*#\s*((?:chưa chắc|chỉ được nhắc|không tìm thấy|not sure|mentioned only).*|`\w+` was not found.*)$/;

/** The remarks in a front matter by the path of the key that follows, with the lines they are on. */
export function guessesIn(text) {
  const guesses = new Map();
  const lines = text.split("\n");
  /** The keys and items around the current line, from the outermost. An item is half a column further in than its mark. */
  const stack = [];
  const leave = (isLeft) => {
    let last;
    while (stack.length && isLeft(stack.at(-1))) last = stack.pop();
    return last;
  };
  let remarks = [];
  for (let at = 1; at < lines.length && lines[at].trimEnd() !== "---"; at++) {
    const remark = REMARK.exec(lines[at]);
    if (remark) {
      remarks.push({ at, text: remark[1] });
      continue;
    }
    if (/^\s*(#|$)/.test(lines[at])) continue;
    const [, space, marks, key] = /^( *)((?:- +)*)(?:([\w-]+):(?:\s|$))?/.exec(lines[at]);
    let column = space.length;
    for (const mark of marks.match(/- +/g) ?? []) {
      const place = column + 0.5;
      const before = leave((step) => step.column >= place);
      const index = before?.column === place ? before.index + 1 : 0;
      stack.push({ column: place, index, text: `[${index}]` });
      column += mark.length;
    }
    if (key) {
      leave((step) => step.column >= column);
      stack.push({ column, text: `.${key}` });
    }
    if (remarks.length) {
      // A remark before an item is about the item, not about its first key.
      const steps = marks && key ? stack.slice(0, -1) : stack;
      const path = steps.map((step) => step.text).join("").replace(/^\./, "");
      guesses.set(path, { text: remarks.map((one) => one.text).join(" "), lines: remarks.map((one) => one.at) });
    }
    remarks = [];
  }
  return guesses;
}

/** The text without the remark about the value at `path`. */
export function withoutRemark(text, path) {
  const found = guessesIn(text).get(path);
  if (!found) return text;
  const gone = new Set(found.lines);
  return text.split("\n").filter((_, at) => !gone.has(at)).join("\n");
}
