// Dates, amounts and document numbers of a query, and the finder for its years. Loaded for a query with digits.
// `crates/search/src/marks.rs` writes the marks that are looked up here.

const ssgNumbers = (() => {
const { words } = ssgWords;
const { fullAddress } = ssgIndex;
const { plain } = ssgQuery;
const { placeName } = ssgEntities;

const pad = (number, length) => String(number).padStart(length, "0");

// Document numbers.

const CAPITALS = "\\p{Lu}[\\p{Lu}\\p{N}]+";
const NUMBERED = new RegExp(`(?<![\\p{L}\\p{N}/.-])\\d+(?:${[
  ` ?/ ?${CAPITALS}(?: ?[-‐‑–/] ?${CAPITALS})*(?![-‐‑–/.&]?[\\p{L}\\p{N}])`,
  ` ${CAPITALS}[-‐‑–/]${CAPITALS}(?![\\p{L}\\p{N}])`,
  "(?:[-‐‑–/.&][\\p{L}\\p{M}\\p{N}]+)+"].join("|")})`, "gu");

/** `763-TB/HU`, `763 TB/HU` and the like, as stretches of a text. */
function documentNumbers(text) {
  const found = [];
  for (const { 0: written, index } of text.matchAll(NUMBERED)) {
    const code = plain(written).replace(/ ?[-‐‑–/.&] ?| /g, "/").replace(/^0+/, "");
    if (!/[a-z]/.test(code) || /^[\d/]+(?:d|vnd|tr|trieu|ty|ti)$/.test(code)) continue;
    found.push({ at: index, end: index + written.length, number: written, prefix: `#${code}`, forms: [words(written)] });
  }
  return found;
}

// Dates.

const YEAR = "(?:19|20)\\d\\d";
const DATE = new RegExp(`(?<![\\d/.,])(?:${[
  `(?:ngay\\s+)?(?<d1>\\d{1,2})\\s?[/.-]\\s?(?<m1>\\d{1,2})\\s?[/.-]\\s?(?<y1>${YEAR})`,
  `(?:ngay\\s+)?(?<d2>\\d{1,2})\\s+thang\\s+(?<m2>\\d{1,2})[\\s,/-]+(?:nam\\s+)?(?<y2>${YEAR})`,
  `(?:thang\\s+)?(?<m3>\\d{1,2})\\s?[/.-]\\s?(?<y3>${YEAR})`,
  `thang\\s+(?<m4>\\d{1,2})[\\s,]+(?:nam\\s+)?(?<y4>${YEAR})`,
  `quy\\s+(?<q5>iv|i{1,3}|[1-4])[\\s,/]+(?:nam\\s+)?(?<y5>${YEAR})`,
  `(?:nam\\s+)?(?<y6>${YEAR})`].join("|")})(?!\\d|/\\w)`, "g");
const FIRST_DAY = /(?:(?<![\d/.,-])(?:ngay\s+)?)(\d{1,2})(?:\s?[/.-]\s?(\d{1,2}))?\s*(?:-|–|—|(?:den|toi)(?: ngay)?)\s*$/;
const QUARTERS = { i: 1, ii: 2, iii: 3, iv: 4 };

/** The first and the last day of a date, as `[year, month, day]`; less is known of some. */
function dateOf(groups) {
  const get = (letter) => Object.entries(groups).find(([name, value]) => name[0] === letter && value !== undefined)?.[1];
  const year = Number(get("y"));
  const quarter = QUARTERS[get("q")] ?? Number(get("q") ?? 0);
  if (quarter) return { from: [year, quarter * 3 - 2], to: [year, quarter * 3] };
  const parts = [year, Number(get("m") ?? 0), Number(get("d") ?? 0)].filter(Boolean);
  return parts[1] > 12 || parts[2] > 31 ? undefined : { from: parts, to: parts };
}

/** The marks of all years, months or days from one date to another, by the less exact of the two. */
function marksBetween(from, to) {
  const length = Math.min(from.length, to.length);
  const marks = [];
  const mark = (parts) => `@${parts.map((part, at) => pad(part, at ? 2 : 4)).join("")}`;
  const next = ([year, month = 0, day = 0]) => {
    if (length === 1) return [year + 1];
    if (length === 2) return month < 12 ? [year, month + 1] : [year + 1, 1];
    const date = new Date(Date.UTC(year, month - 1, day + 1));
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  };
  const end = mark(to.slice(0, length));
  for (let at = from.slice(0, length); mark(at) <= end && marks.length < 400; at = next(at)) marks.push(mark(at));
  return marks;
}

/** How a date is written in a text, for excerpts. */
function dateForms([year, month, day]) {
  const forms = month === undefined ? [`${year}`]
    : [`${month} ${year}`, `thang ${month} nam ${year}`].map((form) => (day ? `${day} ${form}` : form));
  return forms.map(words);
}

/** Dates, and ranges of them, as stretches of a text without accents. */
function dates(text) {
  const single = [];
  for (const { 0: written, index, groups } of text.matchAll(DATE)) {
    const date = dateOf(groups);
    if (!date) continue;
    single.push({ ...date, at: index, end: index + written.length });
    // `15-20/8/2023`, `15/8 đến 20/8/2023`: the first day has its month and year from the last.
    const first = date.from.length === 3 && FIRST_DAY.exec(text.slice(0, index));
    if (first) Object.assign(single.at(-1), { from: [date.from[0], Number(first[2] ?? date.from[1]), Number(first[1])], at: first.index, isRange: true });
  }
  const found = [];
  for (const date of single) {
    const last = found.at(-1);
    const between = last && text.slice(last.end, date.at);
    if (last && /^\s*(?:-|–|—|den(?: het)?|toi|va)\s*$/.test(between) && !(/va/.test(between) && last.from.length !== date.from.length)) {
      Object.assign(last, { to: date.to, end: date.end, isRange: true });
    } else found.push(date);
  }
  return found.filter((date) => {
    const before = text.slice(0, date.at), after = text.slice(date.end);
    // A term of office is a name, not a time.
    if (/nhiem ky\s*$/.test(before)) return false;
    const later = /(?:^|\s)sau\s*$/.exec(before), since = later ?? /(?:^|\s)(?:ke )?tu\s*$/.exec(before), until = /(?:^|\s)truoc\s*$/.exec(before);
    if (since) date.at = since.index;
    const isYear = date.from.length === 1;
    if (since && !date.isRange) Object.assign(date, { from: later && isYear ? [date.from[0] + 1] : date.from, to: [2100], isRange: true });
    if (until) Object.assign(date, { at: until.index, from: [1990], to: isYear ? [date.to[0] - 1] : date.to, isRange: true });
    date.end += /^\s*(?:tro di|tro lai day|den nay)/.exec(after)?.[0].length ?? 0;
    date.marks = marksBetween(date.from, date.to);
    date.forms = date.marks.length > 31 ? [] : date.marks.flatMap((mark) =>
      dateForms([mark.slice(1, 5), mark.slice(5, 7), mark.slice(7)].filter(Boolean).map(Number)));
    return date.marks.length > 0;
  });
}

// Amounts.

const UNITS = { nghin: 1e3, ngan: 1e3, tr: 1e6, trieu: 1e6, ti: 1e9, ty: 1e9 };
const NUMBER = "\\d[\\d.,]*";
const UNIT = "(?:trieu|tr|ty|ti|nghin|ngan)(?![a-z])(?!\\s+le)";
const CURRENCY = "(?:dong|vnd|d)(?![a-z])";
const AMOUNT = new RegExp(`(?:(?<![a-z])(?<least>tren|hon|toi thieu|lon hon|tu|>=?)\\s*|(?<![a-z])(?<most>duoi|khong qua|toi da|it hon|nho hon|chua den|<=?)\\s*|(?<![a-z])(?<about>khoang|gan)\\s*)?`
  + `(?<![\\d/])(?<a>${NUMBER})\\s*(?<ua>${UNIT})?(?:\\s*(?<ca>${CURRENCY}))?(?:\\s*(?:-|–|den|toi)\\s*(?<b>${NUMBER})\\s*(?<ub>${UNIT})?(?:\\s*(?<cb>${CURRENCY}))?)?(?:\\s*(?<tail>tro len|tro xuong))?`, "g");

/** The value of a number, and half a unit of its last digit. */
function numberOf(written, unit) {
  const digits = written.replace(/[.,]+$/, "");
  if (/^\d{1,3}(?:\.\d{3})+$/.test(digits)) return { value: Number(digits.replaceAll(".", "")) * unit, half: unit / 2 };
  const [whole, decimals = ""] = digits.replace(",", ".").split(".");
  return { value: Math.round(Number(`${whole}.${decimals || 0}`) * unit), half: unit / 10 ** decimals.length / 2 };
}

/** Sums of money, and ranges of them, as stretches of a text without accents. */
function amounts(text) {
  const found = [];
  for (const { 0: written, index, groups } of text.matchAll(AMOUNT)) {
    const { least, most, about, a, ua, ca, b, ub, cb, tail } = groups;
    const [first, last] = [UNITS[ua ?? ub] ?? 1, UNITS[ub ?? ua] ?? 1];
    const { value, half } = numberOf(a, first);
    // A number alone may be anything, unless it is written out to the last đồng.
    if (!(ua || ub || ((ca || cb) && value >= 1000) || (value >= 1e6 && /\.\d{3}\.\d{3}/.test(a)))) continue;
    let range = [Math.ceil(value - half), Math.ceil(value + half) - 1];
    if (b) range = [value, numberOf(b, last).value];
    else if (tail === "tro xuong" || most) range = [0, /^(?:duoi|it|nho|chua|<$)/.test(most ?? "") ? value - 1 : value];
    else if (tail === "tro len" || least) range = [/^(?:tren|hon|lon|>$)/.test(least ?? "") ? value + 1 : value, 1e15 - 1];
    else if (about) range = [Math.round(value * 0.9), Math.round(value * 1.1)];
    found.push({
      at: index, end: index + written.trimEnd().length, from: `$${pad(range[0], 15)}`, upTo: `$${pad(range[1], 15)}`, value,
      // A comparison is about what a trip cost, not about a sum in some sentence.
      isFact: Boolean(b || tail || most || least || about), forms: [words(written)],
    });
  }
  return found;
}

// Years.

const yearsText = ([from, to]) => (from === to ? `năm ${from}` : to === 2100 ? `từ năm ${from}` : from === 1990 ? `đến năm ${to}` : `${from}–${to}`);
/** The finder with what was asked for chosen. */
function finder(index, topics, provinces, years) {
  if (!index.has_finder) return [];
  const list = topics.length > 0 ? "bai-hoc" : "bao-cao";
  const values = [["chu-de", topics.map(({ slug }) => slug)], ["tinh", provinces.map(({ slug }) => slug)],
    ["tu", years && years[0] > 1990 ? [years[0]] : []], ["den", years && years[1] < 2100 ? [years[1]] : []], ["dang", ["bang"]]];
  const query = values.filter(([, value]) => value.length > 0).map(([name, value]) => `${name}=${value.join(",")}`).join("&");
  const of = [topics.length > 0 ? `Bài học về ${topics.map(({ name }) => name).join("; ")}` : "Báo cáo",
    provinces.length > 0 ? `ở ${provinces.map(placeName).join(", ")}` : "", years ? yearsText(years) : ""].filter(Boolean).join(" ");
  return [{ label: "Lọc, sắp xếp, xem bảng", url: fullAddress(`${list}/?${query}`), title: of, line: "" }];
}

return { amounts, dates, documentNumbers, finder };
})();
