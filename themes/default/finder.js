// The finders of lessons and of reports: choices, a sorted list or a table, and its CSV. The page's own
// list works without this file. `crates/site/src/data/finder.rs` writes the data. Script and data are loaded
// when a reader opens the finder, or comes by an address that holds choices.
"use strict";

(() => {
const ROOT = new URL("./", document.currentScript.src);
const box = document.querySelector("[data-finder]");
if (!box) return;
const list = document.getElementById("s-danh-sach");
const isLessons = box.dataset.finder === "bai-hoc";
const NOUN = isLessons ? "bài học" : "báo cáo";

/** The choices of several values: the parameter, its title, the names in the data, and a row's values. */
const FACETS = [
  { name: "chu-de", title: "Chủ đề", choices: "topics" },
  { name: "tinh", title: isLessons ? "Học tại" : "Nơi đến", choices: "provinces" },
  { name: "nuoc", title: "Nước", choices: "countries" },
  { name: "loai", title: isLessons ? "Loại" : "Có bài học loại", choices: "kinds" },
  { name: "co-quan", title: "Cơ quan", choices: "councils" },
];
const USES = { "": "Tất cả", co: "Đã được áp dụng", chua: "Chưa nơi nào áp dụng" };
const SORTS = { "": "Mới nhất", dung: "Áp dụng nhiều nhất", noi: isLessons ? "Nơi học" : "Nơi đến" };
const CLASSES = ["practice", "caution", "recommendation"];
/** How many rows are shown at first, in a list and in a table. */
const SHOWN = { "": 50, bang: 500 };

let data;

/** Reads the data; each row becomes an object. */
async function load() {
  const answer = await fetch(new URL(`${box.dataset.finder}/bo-loc.json`, ROOT));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const read = await answer.json();
  read.rows = read.rows.map(([name, title, kinds, topics, provinces, pairs, council, days, when, uses, where, countries], order) => ({
    id: name, url: new URL(`bao-cao/${name}/`, ROOT).href, title, kinds, topics, provinces, countries, pairs, days, when, uses, where, order,
    councils: council === null ? [] : [council],
    years: days.map((day) => Number(day.slice(0, 4))),
  }));
  return read;
}

// What a reader chose, and the address that leads back to it.

/** Years in the wrong order are swapped. */
function inOrder(state) {
  if (state.to && state.from > state.to) [state.from, state.to] = [state.to, state.from];
  return state;
}

/** The choices in an address; values that the data does not have are dropped. */
function read(address) {
  const given = new URL(address).searchParams;
  const state = { chosen: {}, from: Number(given.get("tu")) || 0, to: Number(given.get("den")) || 0 };
  for (const { name, choices } of FACETS) {
    const slugs = (given.get(name) ?? "").split(",");
    state.chosen[choices] = new Set(data[choices].flatMap(([slug], at) => (slugs.includes(slug) ? [at] : [])));
  }
  const one = (name, known) => (Object.hasOwn(known, given.get(name) ?? "") ? given.get(name) ?? "" : "");
  return inOrder({ ...state, uses: one("dung", USES), sort: one("xep", SORTS), view: one("dang", SHOWN) });
}

function address(state) {
  const url = new URL(location.href);
  const parts = FACETS.map(({ name, choices }) => [name, [...state.chosen[choices]].map((at) => data[choices][at][0]).join(",")]);
  parts.push(["tu", state.from || ""], ["den", state.to || ""], ["dung", state.uses], ["xep", state.sort], ["dang", state.view]);
  // By hand, so that commas stay readable.
  url.search = parts.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
  return url.href;
}

const isNarrowed = (state) => FACETS.some(({ choices }) => state.chosen[choices].size > 0)
  || Boolean(state.from || state.to || state.uses || state.sort || state.view);

const hasOne = (values, chosen) => chosen.size === 0 || values.some((value) => chosen.has(value));

/** Whether a row fits all choices. */
function fits(row, { chosen, from, to, uses }) {
  return FACETS.every(({ choices }) => hasOne(row[choices], chosen[choices]))
    && (!from || row.years[1] >= from) && (!to || row.years[0] <= to)
    && (uses === "" || (uses === "co") === (row.uses > 0))
    // A topic and a place together: only where the topic was studied there. Countries follow provinces.
    && (!row.pairs || [["provinces", 0], ["countries", data.provinces.length]].every(([places, before]) =>
      chosen.topics.size === 0 || chosen[places].size === 0
      || row.pairs.some(([place, topic]) => chosen[places].has(place - before) && chosen.topics.has(topic))));
}

/** For each value of a facet, how many rows it alone would find with the other choices. */
function counts(facet, state) {
  const found = new Array(data[facet].length).fill(0);
  const alone = found.map((_, value) => ({ ...state, chosen: { ...state.chosen, [facet]: new Set([value]) } }));
  for (const row of data.rows) for (const value of row[facet]) if (fits(row, alone[value])) found[value]++;
  return found;
}

/** The rows that fit, in the chosen order. Rows of equal rank stay newest first. */
function select(state) {
  const found = data.rows.filter((row) => fits(row, state));
  const place = (row) => (row.provinces.length > 0 ? Math.min(...row.provinces) : Infinity);
  if (state.sort === "dung") found.sort((a, b) => b.uses - a.uses || a.order - b.order);
  if (state.sort === "noi") {
    found.sort((a, b) => (place(a) === place(b) ? a.order - b.order : place(a) < place(b) ? -1 : 1));
  }
  return found;
}

// A table of what was found.

const names = (facet, row) => row[facet].map((at) => data[facet][at][1]).join(", ");
const COLUMNS = [
  [isLessons ? "Bài học" : "Báo cáo", (row) => row.title],
  [isLessons ? "Loại" : "Loại bài học", (row) => names("kinds", row)],
  [isLessons ? "Học tại" : "Nơi đến", (row) => row.where],
  ["Thời gian", (row) => row.when],
  ["Cơ quan", (row) => names("councils", row)],
  ["Chủ đề", (row) => names("topics", row)],
  ["Lần được áp dụng", (row) => String(row.uses)],
];
const withKeys = (facet, row, keys) => row[facet].map((at) => `${data[facet][at][1]} (${keys?.[at] ?? data[facet][at][0]})`).join("; ");
/** In a file each name in words has beside it the one that programs use, as in the published tables. */
const FILE_COLUMNS = [
  ["Mã (id)", (row) => row.id], ["Địa chỉ (url)", (row) => row.url], ["Tiêu đề (title)", (row) => row.title],
  [isLessons ? "Loại (kind)" : "Loại bài học (kinds)", (row) => withKeys("kinds", row, CLASSES)],
  ["Cơ quan (council)", (row) => names("councils", row)],
  ["Từ ngày (from)", (row) => row.days[0]], ["Đến ngày (to)", (row) => row.days[1]],
  ["Tỉnh, thành (provinces)", (row) => withKeys("provinces", row)], ["Nước (countries)", (row) => withKeys("countries", row)],
  [`${isLessons ? "Học tại" : "Nơi đến"} (places)`, (row) => row.where],
  ["Chủ đề (topics)", (row) => withKeys("topics", row)], ["Lần áp dụng (uses)", (row) => String(row.uses)],
];

/** A cell of CSV. What a spreadsheet would run as a formula gets an apostrophe, as in the published tables. */
function cell(text) {
  const isNumber = /^[-+]?\d([\d.,]*\d)?$/.test(text);
  const safe = /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(rows) {
  const lines = [FILE_COLUMNS.map(([title]) => title), ...rows.map((row) => FILE_COLUMNS.map(([, of]) => of(row)))];
  // Excel reads UTF-8 only with a byte order mark.
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

function download(rows) {
  const file = URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv;charset=utf-8" }));
  const link = make("a", { href: file, download: `${box.dataset.finder}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}

// For tests.
globalThis.ssgFinder = { csv, select: () => select(read(location.href)) };

// What the reader sees. Words of the archive are only ever set as text.

function rowOf(row) {
  const kind = isLessons ? row.kinds[0] : undefined;
  const facts = [names("councils", row) || "cơ quan chưa ghi", row.when, names("topics", row)];
  return make("li", { class: isLessons ? `row lesson ${CLASSES[kind]}` : "row" },
    isLessons ? make("p", { class: "lesson-kind" }, data.kinds[kind][1]) : undefined,
    make("h3", {}, make("a", { href: row.url }, row.title)),
    make("p", {}, facts.filter(Boolean).join(" · ")),
    row.where ? make("p", {}, `${isLessons ? "Học tại" : "Nơi đến:"} ${row.where}`) : undefined,
    row.uses ? make("p", {}, make("b", {}, `Đã được áp dụng ${thousands(row.uses)}\u00a0lần`)) : undefined);
}

function tableOf(rows, label) {
  const heads = COLUMNS.map(([title]) => make("th", { scope: "col" }, title));
  const lines = rows.map((row) => make("tr", {}, ...COLUMNS.map(([, of], at) => (at === 0
    ? make("th", { scope: "row" }, make("a", { href: row.url }, row.title))
    : make("td", { "data-of": `${COLUMNS[at][0]}: ` }, of(row))))));
  return make("div", { class: "table", role: "region", tabindex: "0", "aria-label": label },
    make("table", { class: "stack" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines)));
}

/** The controls, and a function that shows in them what was chosen. */
function controls(change) {
  const facets = FACETS.filter(({ choices }) => data[choices].length > 0).map(({ title, choices }) => {
    const said = make("span", { class: "n" });
    const options = data[choices].map(([, label], at) => {
      const input = make("input", { type: "checkbox" });
      input.addEventListener("change", () => change((state) => {
        if (input.checked) state.chosen[choices].add(at); else state.chosen[choices].delete(at);
      }));
      const number = make("span", { class: "n" });
      return { input, number, label, item: make("li", {}, make("label", {}, input, make("span", {}, label), number)) };
    });
    const group = make("details", {}, make("summary", {}, title, said), make("ul", {}, ...options.map(({ item }) => item)));
    const show = (state) => {
      const found = counts(choices, state);
      options.forEach(({ input, number, item }, at) => {
        input.checked = state.chosen[choices].has(at);
        number.textContent = thousands(found[at]);
        item.hidden = found[at] === 0 && !input.checked;
      });
      said.textContent = [...state.chosen[choices]].map((at) => options[at].label).join(", ");
    };
    return { group, show };
  });
  const choice = (title, values, get, set) => {
    const select = make("select", {}, ...values.map(([value, label]) => make("option", { value }, label)));
    select.addEventListener("change", () => change((state) => set(state, select.value)));
    const show = (state) => {
      const value = String(get(state));
      // A year that an address names need not be one of the archive.
      if (![...select.options].some((option) => option.value === value)) select.append(make("option", { value }, value));
      select.value = value;
    };
    return { label: make("label", {}, make("span", {}, title), select), show };
  };
  const years = [...new Set(data.rows.flatMap((row) => row.years))].sort((a, b) => b - a);
  const ofYears = (any) => [["0", any], ...years.map((year) => [String(year), String(year)])];
  const choices = [
    choice("Từ năm", ofYears("đầu"), (state) => state.from, (state, value) => { state.from = Number(value); }),
    choice("Đến năm", ofYears("nay"), (state) => state.to, (state, value) => { state.to = Number(value); }),
    choice(isLessons ? "Được áp dụng" : "Bài học được áp dụng", Object.entries(USES), (state) => state.uses, (state, value) => { state.uses = value; }),
    choice("Sắp xếp", Object.entries(SORTS), (state) => state.sort, (state, value) => { state.sort = value; }),
    choice("Xem", [["", "Danh sách"], ["bang", "Bảng"]], (state) => state.view, (state, value) => { state.view = value; }),
  ];
  const form = make("form", {}, make("div", { class: "facets" }, ...facets.map(({ group }) => group)),
    make("div", { class: "choices" }, ...choices.map(({ label }) => label)));
  form.addEventListener("submit", (event) => event.preventDefault());
  return { form, show: (state) => [...facets, ...choices].forEach(({ show }) => show(state)) };
}

function start() {
  let state = read(location.href);
  let shown;
  const said = make("p", { class: "count", role: "status" });
  const actions = make("p", { class: "actions" });
  const found = make("div", { class: "results" });
  const button = (label, act) => {
    const made = make("button", { type: "button", class: "copy" }, label);
    made.addEventListener("click", act);
    return made;
  };
  const run = (more = 0) => {
    const narrowed = isNarrowed(state);
    if (list) list.hidden = narrowed;
    show(state);
    const rows = select(state);
    shown = more || SHOWN[state.view];
    said.textContent = `${thousands(rows.length)} ${NOUN}`;
    const label = `${thousands(rows.length)} ${NOUN} tìm được`;
    const top = rows.slice(0, shown);
    const parts = [];
    if (narrowed && rows.length === 0) parts.push(make("p", { class: "nothing" }, `Không có ${NOUN} nào như vậy. Hãy bỏ bớt điều kiện.`));
    else if (narrowed) parts.push(make("h2", { class: "hide" }, label), state.view === "bang" ? tableOf(top, label) : make("ol", { class: "rows" }, ...top.map(rowOf)));
    if (narrowed && rows.length > shown) {
      parts.push(make("p", {}, button(`Xem thêm ${thousands(Math.min(SHOWN[state.view], rows.length - shown))} ${NOUN}`, () => {
        const from = shown;
        run(shown + SHOWN[state.view]);
        found.querySelectorAll(".row h3 a, tbody th a")[from]?.focus();
      })));
    }
    found.replaceChildren(...parts);
    const left = narrowed ? [button("Bỏ mọi lựa chọn", () => go(read(new URL(location.pathname, location.href).href)))] : [];
    actions.replaceChildren(button("Tải CSV", () => download(rows)), ...left);
  };
  const go = (next) => {
    state = inOrder(next);
    if (address(state) !== location.href) history.pushState(null, "", address(state));
    run();
  };
  const { form, show } = controls((set) => { set(state); go(state); });
  addEventListener("popstate", () => { state = read(location.href); run(); });
  box.querySelector("[data-part]").replaceChildren(form, said, actions);
  box.after(found);
  run();
}

let begun;
/** Loads the data once, and shows the finder. */
function open() {
  begun ??= load().then((read) => { data = read; start(); }).catch((error) => {
    begun = undefined;
    box.querySelector("[data-part]").textContent = "Không tải được dữ liệu. Danh sách bên dưới vẫn dùng được.";
    console.error(error);
  });
}

box.addEventListener("toggle", () => { if (box.open) open(); });
if (box.open) open();
})();
