// What a reader asks for: dates, amounts, document numbers, names, abbreviations, and the words that
// remain. `crates/search/src/marks.rs` writes the marks that are looked up here.

const ssgQuery = (() => {
const { SYLLABLE, UNSEEN, words } = ssgWords;

/** The most words of a query; any further are left out. */
const MAX_WORDS = 24;
/** The most words of a name. */
const MAX_NAME = 12;

/** A text letter for letter without accents, in lower case. */
const plain = (text) => text.replace(/[^]/g, (c) => c.toLowerCase().replace(/[đð]/, "d").normalize("NFD")[0]);
const pad = (number, length) => String(number).padStart(length, "0");

// Document numbers.

/** `763-TB/HU` and the like, as stretches of a text. */
function documentNumbers(text) {
  const found = [];
  for (const { 0: written, index } of text.matchAll(/(?<![\p{L}\p{N}\/.-])\d+(?:[-‐‑–/.&][\p{L}\p{M}\p{N}]+)+/gu)) {
    const code = plain(written).replace(/[-‐‑–/.&]/g, "/").replace(/^0+/, "");
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
    if (date) single.push({ ...date, at: index, end: index + written.length });
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
      at: index, end: index + written.trimEnd().length, from: `$${pad(range[0], 15)}`, upTo: `$${pad(range[1], 15)}`,
      // A comparison is about what a trip cost, not about a sum in some sentence.
      isFact: Boolean(b || tail || most || least || about), forms: [words(written)],
    });
  }
  return found;
}

// Phrases.

const compiled = new WeakMap();
/** The phrases of an index by their folds. */
function phrasesOf(index) {
  let known = compiled.get(index);
  if (known) return known;
  const byFold = (items) => {
    const map = new Map();
    for (const item of items) {
      const fold = item.own.map((word) => word.fold).join(" ");
      map.set(fold, [...(map.get(fold) ?? []), item]);
    }
    return map;
  };
  const abbreviations = index.phrases.abbreviations.flatMap((line) => {
    const forms = line.split("\t").map(words);
    return forms.map((own, at) => ({ own, forms, isShort: at > 0 }));
  });
  const simple = (list) => byFold(list.map((text) => ({ own: words(text) })));
  known = { abbreviations: byFold(abbreviations), kinds: simple(index.phrases.place_kinds), fillers: simple(index.phrases.fillers) };
  compiled.set(index, known);
  return known;
}

const isAccented = (word) => word.key !== word.fold;
const joined = (list, from, to) => list.slice(from, to).map((word) => word.fold).join(" ");
/** Whether words are those of a phrase, as far as the reader wrote accents. */
const areThose = (list, from, own) => own.every((word, at) => !isAccented(list[from + at]) || list[from + at].key === word.key);

/** The longest phrase of `map` that begins with the word `from` and has no more than `most` words. */
function longest(map, list, from, most, fits) {
  for (let to = Math.min(from + most, list.length); to > from; to--) {
    const item = map.get(joined(list, from, to))?.find((item) => areThose(list, from, item.own) && fits(item, to));
    if (item) return { ...item, to };
  }
}

/** The entities that begin with the word `from`: those of the longest name. */
async function entitiesAt(index, list, from, isFree) {
  const ends = [];
  for (let to = from + 1; to <= Math.min(from + MAX_NAME, list.length) && isFree(to - 1); to++) ends.push(to);
  const found = await Promise.all(ends.map(async (to) => {
    const fold = joined(list, from, to);
    const all = await index.range("entities", fold, fold);
    const keys = list.slice(from, to).map((word) => word.key);
    const fits = all.filter(({ key }) => key.split(" ").every((part, at) => !isAccented(list[from + at]) || part === keys[at]));
    // A wrong tone in a name of several words is a slip.
    return fits.length > 0 || to - from < 2 ? fits : all;
  }));
  for (let at = ends.length - 1; at >= 0; at--) if (found[at].length > 0) return { from, to: ends[at], entities: unique(found[at]) };
}

/** Entities whose names begin with the last words, while a reader types. */
async function entitiesWith(index, list, from) {
  const fold = joined(list, from, list.length);
  const all = fold.length < 3 ? [] : await index.range("entities", fold, `${fold}\uffff`, 1);
  const last = list.at(-1);
  // A page such as the guide is found by its whole title alone.
  const fits = all.filter(({ fold: own, key, kind }) => own.startsWith(fold) && kind !== "trang" && key.split(" ").slice(0, list.length - from).every((part, at) =>
    !isAccented(list[from + at]) || (from + at === list.length - 1 ? part.startsWith(last.key.replace(/[`?~'.]+$/, "")) : part === list[from + at].key)));
  return unique(fits);
}

const unique = (entities) => [...new Map(entities.map((entity) => [`${entity.kind} ${entity.address}`, entity])).values()];

/**
 * Reads a query: `asked`, what a record must hold; `spans`, the entities by the words that name them;
 * `times`, its dates; `number`, the document that it names; `isCovered`, whether nothing else is asked.
 */
async function analyse(index, query) {
  const text = query.slice(0, 400).replace(UNSEEN, "").normalize("NFC").replace(/[“”«»„]/g, '"');
  const list = words(text).slice(0, MAX_WORDS);
  list.forEach((word, at) => {
    const quotes = text.slice(0, word.at).split('"').length - 1;
    const isFirst = at > 0 && text.slice(list[at - 1].end, word.at).includes('"');
    Object.assign(word, {
      written: text.slice(word.at, word.end), accented: isAccented(word),
      follows: at > 0 && (word.follows || isFirst), quoted: quotes % 2 === 1 && at > 0 && !isFirst, inQuotes: quotes % 2 === 1,
    });
  });
  if (list.length > 0 && /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text)) list.at(-1).open = true;

  // What is no word: each stretch is blanked before the next are looked for, and quotes at first.
  let rest = text.replace(/"[^"]*("|$)/g, (part) => " ".repeat(part.length));
  const blank = (found) => found.map((part) => {
    rest = rest.slice(0, part.at) + " ".repeat(part.end - part.at) + rest.slice(part.end);
    return part;
  });
  const numbers = blank(documentNumbers(rest));
  rest = plain(rest);
  const sums = blank(amounts(rest));
  const times = blank(dates(rest));
  const groups = [...numbers, ...sums, ...times];
  const groupAt = (word) => groups.find(({ at, end }) => word.at >= at && word.at < end);
  for (const time of times) {
    // A year alone is also a word of texts.
    if (!time.isRange && time.from.length === 1) time.orWord = { fold: String(time.from[0]), key: String(time.from[0]) };
  }

  const { abbreviations, kinds, fillers } = phrasesOf(index);
  const isFree = (at) => !list[at].inQuotes && !groupAt(list[at]);
  // One after the other: most words are part of a name that begins before, and each look-up may load a shard.
  const spans = [];
  for (let at = 0; at < list.length;) {
    const span = isFree(at) ? await entitiesAt(index, list, at, isFree) : undefined;
    if (span) spans.push(span);
    at = span ? span.to : at + 1;
  }
  const covered = (at) => spans.some(({ from, to }) => at >= from && at < to);
  if (list.at(-1)?.open && isFree(list.length - 1) && !covered(list.length - 1)) {
    for (let from = Math.max(0, list.length - MAX_NAME); from < list.length; from++) {
      if (covered(from) || (from > 0 && !covered(from - 1)) || !list.slice(from).every((_, at) => isFree(from + at))) continue;
      const entities = kinds.has(joined(list, from, list.length)) ? [] : await entitiesWith(index, list, from);
      if (entities.length > 0) { spans.push({ from, to: list.length, entities, isPrefix: true }); break; }
    }
  }

  const isAnyAccented = list.some(isAccented);
  const asked = [];
  for (let at = 0; at < list.length;) {
    const word = list[at];
    const group = word.inQuotes ? undefined : groupAt(word);
    if (group) {
      const to = list.findIndex((other, n) => n > at && groupAt(other) !== group);
      asked.push({ ...group, fold: "", key: "", follows: false, written: text.slice(group.at, group.end).trim() });
      at = to < 0 ? list.length : to;
      continue;
    }
    const span = spans.find(({ from, isPrefix }) => from === at && !isPrefix);
    const short = isFree(at) && longest(abbreviations, list, at, 8, ({ own, isShort }, to) => list.slice(at, to).every((_, n) => isFree(at + n))
      && (!isShort || own.length > 1 || !SYLLABLE.test(own[0].fold) || word.written === word.written.toUpperCase()));
    if (short && (!span || short.to >= span.to || span.entities[0].kind === "co-quan")) {
      asked.push({ forms: short.forms, at: word.at, fold: "", key: "", follows: false, written: text.slice(word.at, list[short.to - 1].end) });
      at = short.to;
      continue;
    }
    const province = span?.entities.find(({ kind }) => kind.startsWith("tinh"));
    if (province && words(province.name).map(({ fold }) => fold).join(" ") !== joined(list, at, span.to)) {
      asked.push({ forms: [list.slice(at, span.to), words(province.name)], at: word.at, fold: "", key: "", follows: false, written: text.slice(word.at, list[span.to - 1].end) });
      at = span.to;
      continue;
    }
    const own = (item, to) => !list.slice(at, to).some((_, n) => covered(at + n) || !isFree(at + n));
    const isWritten = ({ own: phrase }) => !isAnyAccented || phrase.every((other, n) => list[at + n].key === other.key);
    const kind = isFree(at) && longest(kinds, list, at, 2, (item, to) => own(item, to) && spans.some(({ from }) => from === to));
    const filler = kind || (isFree(at) && longest(fillers, list, at, 5, (item, to) => own(item, to) && isWritten(item)));
    const to = span ? span.to : filler ? filler.to : at + 1;
    for (; at < to; at++) asked.push({ ...list[at], follows: list[at].follows && at > 0 && asked.at(-1)?.fold !== "", isFiller: Boolean(filler), isPlainFiller: Boolean(filler) && isAnyAccented, isNamed: Boolean(span) });
  }
  const number = numbers[0]?.number;
  // With the number of a document, its kind goes without saying.
  if (number) for (const entry of asked) entry.isFiller ||= entry.prefix === undefined;
  if (sums.length > 0) for (const entry of asked) entry.isFiller ||= ["kinh", "phi", "chi", "ton", "het", "muc"].includes(entry.fold);
  const isNeeded = (entry) => !entry.isFiller;
  if (!asked.some(isNeeded)) for (const entry of asked) entry.isFiller = false;
  const isCovered = asked.every((entry) => entry.isFiller || entry.isNamed || (entry.fold === "" && (entry.marks || spans.length > 0)));
  return { text, list, asked, spans, times, number, isCovered };
}

return { analyse, plain, joined };
})();
