// What a reader asks for: dates, amounts and document numbers (`numbers.js`), names, abbreviations, and
// the words that remain.

const ssgQuery = (() => {
const { SYLLABLE, UNSEEN, words } = ssgWords;
const { loadNumbers } = ssgIndex;

/** The most words of a query; any further are left out. */
const MAX_WORDS = 24;
/** The most words of a name. */
const MAX_NAME = 12;

/** What a query without digits has of document numbers, dates and amounts. */
const NONE = { documentNumbers: () => [], dates: () => [], amounts: () => [] };

/** A text letter for letter without accents, in lower case. */
const plain = (text) => text.replace(/[^]/g, (c) => c.toLowerCase().replace(/[đð]/, "d").normalize("NFD")[0]);

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

/** What begins with the word `from`: the entities of the longest name, and so the pages. */
async function entitiesAt(index, list, from, isFree) {
  const ends = [];
  for (let to = from + 1; to <= Math.min(from + MAX_NAME, list.length) && isFree(to - 1); to++) ends.push(to);
  const found = await Promise.all(ends.map(async (to) => {
    const fold = joined(list, from, to);
    const all = await index.range("entities", fold, fold);
    const keys = list.slice(from, to).map((word) => word.key);
    const fits = all.filter(({ key }) => key.split(" ").every((part, at) => !isAccented(list[from + at]) || part === keys[at]));
    // A wrong tone in a name of several words is a slip; of a country without trips it is another word.
    return fits.length > 0 || to - from < 2 ? fits : all.filter(({ address, kind }) => address || kind === "trang");
  }));
  const longestOf = (isWanted) => {
    const at = found.findLastIndex((all) => all.some(isWanted));
    return at < 0 ? undefined : { from, to: ends[at], entities: unique(found[at].filter(isWanted)) };
  };
  return [longestOf(({ kind }) => kind !== "trang"), longestOf(({ kind }) => kind === "trang")];
}

/** What has a name of its own: its words are looked up as one. */
const NAMED = ["tinh", "tinh-cu", "nuoc", "truong-doan", "co-quan", "noi"];
/** What texts mostly call by its own name, whatever the reader calls it. */
const BY_OWN_NAME = NAMED.slice(0, 4);

/** The forms of the name of several words from `from` to `to`: as written, and the own name of what it is. */
function formsOf(list, from, to, entities) {
  const known = entities.find(({ kind }) => BY_OWN_NAME.includes(kind));
  const own = known ? words(known.name.replace(/^TP\. /, "")) : [];
  const isOther = own.length > 0 && own.map(({ fold }) => fold).join(" ") !== joined(list, from, to);
  if (!isOther && (to - from < 2 || !entities.some(({ kind }) => NAMED.includes(kind)))) return undefined;
  // Its last word is whole, also at the end of the query.
  const written = list.slice(from, to).map((word) => ({ ...word, open: false }));
  return isOther ? [written, own] : [written];
}

/** The end of the words with capitals from `from`: the name of somebody or something that is no entity. */
function nameEnd(list, from, isOther) {
  let to = from;
  while (to < list.length && !isOther(to) && /^\p{Lu}\p{Ll}/u.test(list[to].written.normalize("NFC")) && (to === from || list[to].follows)) to++;
  return to - from > 1 ? to : from;
}

/** Entities whose names begin with the last words, while a reader types. */
async function entitiesWith(index, list, from) {
  const fold = joined(list, from, list.length);
  const all = fold.length < 3 ? [] : await index.range("entities", fold, `${fold}\uffff`, 1);
  const [, letters, tone] = /^(.*?)([`?~'.]*)$/u.exec(list.at(-1).key);
  // A page such as the guide is found by its whole title alone.
  const fits = all.filter(({ fold: own, key, kind }) => own.startsWith(fold) && kind !== "trang" && key.split(" ").slice(0, list.length - from).every((part, at) =>
    !isAccented(list[from + at]) || (from + at === list.length - 1 ? part.startsWith(letters) && part.endsWith(tone) : part === list[from + at].key)));
  return unique(fits);
}

const unique = (entities) => [...new Map(entities.map((entity) => [`${entity.kind} ${entity.address}`, entity])).values()];

/**
 * Reads a query: `asked`, what a record must hold; `spans`, the entities by the words that name them, and
 * so the `pages`; `times`, its dates; `number`, the document that it names; `isCovered`, whether nothing else is asked.
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
  if (/\d/.test(rest)) await loadNumbers();
  const { documentNumbers, dates, amounts } = /\d/.test(rest) ? ssgNumbers : NONE;
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
  const spans = [], pages = [];
  for (let at = 0; at < list.length;) {
    const [span, page] = isFree(at) ? await entitiesAt(index, list, at, isFree) : [];
    if (span) spans.push(span);
    if (page && !(span?.to > page.to) && !(pages.at(-1)?.to > at)) pages.push(page);
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
  const isOfPage = (at) => pages.some(({ from, to }) => at >= from && at < to);
  const phrase = (from, to, forms, isNamed = false) => ({
    forms, isNamed, isPage: isOfPage(from), first: from, at: list[from].at, fold: "", key: "", follows: false, written: text.slice(list[from].at, list[to - 1].end),
  });
  for (let at = 0; at < list.length;) {
    const word = list[at];
    const group = word.inQuotes ? undefined : groupAt(word);
    if (group) {
      const to = list.findIndex((other, n) => n > at && groupAt(other) !== group);
      asked.push({ ...group, first: at, fold: "", key: "", follows: false, written: text.slice(group.at, group.end).trim() });
      at = to < 0 ? list.length : to;
      continue;
    }
    const span = spans.find(({ from, isPrefix }) => from === at && !isPrefix);
    const short = isFree(at) && longest(abbreviations, list, at, 8, ({ own, isShort }, to) => list.slice(at, to).every((_, n) => isFree(at + n))
      && (!isShort || own.length > 1 || !SYLLABLE.test(own[0].fold) || word.written === word.written.toUpperCase()));
    if (short && (!span || short.to >= span.to || span.entities[0].kind === "co-quan")) {
      // Of the name of a council, its place tells it from others.
      asked.push({ ...phrase(at, short.to, short.forms), isFiller: short.to < (span?.to ?? 0) });
      at = short.to;
      continue;
    }
    // A council is looked up by its place, a name by all its words.
    const isCouncil = ({ entities }) => entities[0].kind === "co-quan";
    const name = span ?? spans.find((other) => !other.isPrefix && isCouncil(other) && other.from < at && at < other.to);
    const placeKind = name && isCouncil(name) && longest(kinds, list, at, 2, (_, to) => to < name.to);
    const forms = name && !placeKind && formsOf(list, at, name.to, name.entities);
    if (forms) {
      asked.push(phrase(at, name.to, forms, true));
      at = name.to;
      continue;
    }
    const own = (item, to) => !list.slice(at, to).some((_, n) => covered(at + n) || !isFree(at + n));
    const isWritten = ({ own: phrase }) => !isAnyAccented || phrase.every((other, n) => list[at + n].key === other.key);
    const kind = placeKind || (isFree(at) && longest(kinds, list, at, 2, (item, to) => own(item, to) && spans.some(({ from }) => from === to)));
    const filler = kind || (isFree(at) && longest(fillers, list, at, 5, (item, to) => own(item, to) && isWritten(item)));
    const end = filler || name || !isFree(at) ? at : nameEnd(list, at, (n) => covered(n) || !isFree(n));
    if (end > at) {
      // A question begins with a capital too.
      const without = at === 0 && end > 2 ? [list.slice(1, end)] : [];
      asked.push({ ...phrase(at, end, [list.slice(at, end), ...without]), isUnknown: true });
      at = end;
      continue;
    }
    const to = filler ? filler.to : span ? span.to : at + 1;
    // The words of a topic stay together.
    const unit = !filler && to - at > 1 ? span : undefined;
    for (; at < to; at++) {
      asked.push({
        ...list[at], first: at, follows: list[at].follows && at > 0 && asked.at(-1)?.fold !== "", unit,
        isFiller: Boolean(filler), isPlainFiller: Boolean(filler) && isAnyAccented, isNamed: Boolean(name), isPage: isOfPage(at),
      });
    }
  }
  const number = numbers[0]?.number;
  // With the number of a document, its kind goes without saying.
  if (number) for (const entry of asked) entry.isFiller ||= entry.prefix === undefined;
  if (sums.length > 0) for (const entry of asked) entry.isFiller ||= ["kinh", "phi", "chi", "ton", "het", "muc"].includes(entry.fold);
  const isNeeded = (entry) => !entry.isFiller;
  if (!asked.some(isNeeded)) for (const entry of asked) entry.isFiller = false;
  const isCovered = asked.every((entry) => entry.isFiller || entry.isNamed || entry.isPage || (entry.fold === "" && !entry.isUnknown && (entry.marks || spans.length > 0)));
  return { text, list, asked, spans, pages, times, number, isCovered };
}

return { analyse, plain, joined };
})();
