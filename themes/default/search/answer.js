// Records that answer a query, and their order.

const ssgAnswer = (() => {
const { SYLLABLE } = ssgWords;
const { decode, loadMore, withIndex } = ssgIndex;
const { analyse } = ssgQuery;
const { entities } = ssgEntities;

let busy = 0;
/** Lets the page do what its reader wants if we had it for long. */
async function breathe() {
  if (performance.now() - busy < 16) return;
  await new Promise((done) => { setTimeout(done); });
  busy = performance.now();
}

/** What weight a match has by its level. */
const WEIGHT = [1, 1.6, 5, 7];
/** The level of what a record is about. */
const FACT = 2;
/** How many records are looked at in one go. */
const SLICE = 2_500;
/** With fewer hits whose words stand together, those whose words stand apart are looked for too. */
const ENOUGH = 20;
/** The part of the records in which a word is beside its neighbour, below which it is a word of its own. */
const LONE_SHARE = 0.02;

/** Whether `key` is what the reader wrote, as far as they wrote it. */
function fits(key, word) {
  if (word.key === word.fold) return true;
  if (!word.open) return key === word.key;
  const [, letters, tone] = /^(.*?)([`?~'.]*)$/u.exec(key);
  const [, wanted, wantedTone] = /^(.*?)([`?~'.]*)$/u.exec(word.key);
  return letters.startsWith(wanted) && (!wantedTone || tone === wantedTone);
}

/** The records that hold a term: for each 0, or its level + 1, and 4 more where the accents fit. */
class Matches {
  constructor(records) {
    this.of = new Uint8Array(records);
    this.count = 0;
    /** Those that hold it in a fact or a title. */
    this.strong = 0;
  }

  add(postings, fits, least = 0) {
    const more = fits ? 5 : 1;
    decode(postings, (record, level) => { if (level >= least) this.raise(record, level + more); });
  }

  raise(record, to) {
    if (this.of[record] === 0) {
      this.count++;
      // Levels come strongest first.
      if ((to - 1) % 4 >= FACT) this.strong++;
    }
    if (this.of[record] < to) this.of[record] = to;
  }
}

async function wordMatches(index, word, prefix) {
  const matches = new Matches(index.records);
  const [to, most] = prefix ? [`${word.fold}\uffff`, 2] : [`${word.fold}\t`, 99];
  for (const { fold, key, postings } of await index.range("words", word.fold, to, most)) {
    if (!(prefix ? fold.startsWith(word.fold) : fold === word.fold)) continue;
    // The word itself ranks before words that only begin with it.
    matches.add(postings, fold === word.fold && fits(key, word));
    await breathe();
  }
  return matches;
}

async function pairMatches(index, a, b) {
  const matches = new Matches(index.records);
  if (a.number && b.number) return matches;
  const pair = `${a.fold} ${b.fold}`;
  const prefix = b.open;
  const [to, most] = prefix ? [`${pair}\uffff`, 2] : [`${pair}\t`, 99];
  for (const { fold, key, postings } of await index.range("pairs", pair, to, most)) {
    if (prefix ? !fold.startsWith(pair) : fold !== pair) continue;
    const space = key.indexOf(" ");
    matches.add(postings, fold === pair && fits(key.slice(0, space), a) && fits(key.slice(space + 1), b));
    await breathe();
  }
  return matches;
}

/** The records of a phrase: those of pairs that have all its words. A dash or a comma in it parts words. */
async function phraseMatches(index, phrase) {
  const isAlone = (at) => !(at > 0 && phrase[at].follows) && !phrase[at + 1]?.follows;
  let paired = -1;
  const pairs = await Promise.all(phrase.flatMap((word, at) => {
    const isLast = !phrase[at + 1]?.follows;
    if (at > 0 && word.follows && (paired < at - 1 || isLast)) {
      paired = at;
      return [pairMatches(index, phrase[at - 1], word)];
    }
    return isAlone(at) ? [wordMatches(index, word, false)] : [];
  }));
  const matches = new Matches(index.records);
  for (let record = 0; record < index.records; record++) {
    const level = Math.min(...pairs.map(({ of }) => of[record]));
    if (level > 0) matches.raise(record, level);
  }
  return matches;
}

/** The records with a word of the dictionary from `from` to `to`: marks of dates, amounts and numbers. */
async function rangeMatches(index, from, to, least = 0) {
  const matches = new Matches(index.records);
  for (const { fold, postings } of await index.range("words", from, to)) {
    // In a range of amounts there are no other marks.
    if (fold[0] === from[0]) matches.add(postings, true, least);
    await breathe();
  }
  return matches;
}

/** The records of an entry of a query: a word, or what is known by several spellings. */
async function entryMatches(index, entry) {
  if (entry.prefix) return rangeMatches(index, entry.prefix, `${entry.prefix}\uffff`);
  if (entry.upTo) return rangeMatches(index, entry.from, entry.upTo, entry.isFact ? FACT : 0);
  if (!entry.marks && !entry.forms) return wordMatches(index, entry, entry.open);
  const parts = entry.marks ? entry.marks.map((mark) => rangeMatches(index, mark, `${mark}\t`)) : entry.forms.map((form) => phraseMatches(index, form));
  if (entry.orWord) parts.push(wordMatches(index, entry.orWord, false));
  const matches = new Matches(index.records);
  for (const { of } of await Promise.all(parts)) {
    of.forEach((level, record) => { if (level > 0) matches.raise(record, level); });
    await breathe();
  }
  return matches;
}

// Filters.

const nameOf = (filter) => filter.split("/")[0];
/** Facets of a province with a topic: a trip to several provinces has its topics at some of them. */
const PAIRED = ["tinh", "chu-de"];

/** Marks the records of facets in `mask`. */
async function markFacets(index, folds, mask) {
  await Promise.all(folds.map(async (facet) => {
    for (const { fold, postings } of await index.range("facets", facet, `${facet}\t`)) {
      if (fold === facet) decode(postings, (record) => { mask[record] = 1; });
    }
  }));
  return mask;
}

/** The records that fit all filters, each facet by one of its values; nothing if there are no filters. */
async function allowedBy(index, filters) {
  const groups = new Map();
  for (const filter of filters) groups.set(nameOf(filter), [...(groups.get(nameOf(filter)) ?? []), filter]);
  if (PAIRED.every((name) => groups.has(name))) {
    const [provinces, topics] = PAIRED.map((name) => groups.get(name));
    PAIRED.forEach((name) => groups.delete(name));
    groups.set("pair", provinces.flatMap((province) => topics.map((topic) => `~${province}/${topic.split("/")[1]}`)));
  }
  const masks = await Promise.all([...groups.values()].map((folds) => markFacets(index, folds, new Uint8Array(index.records))));
  return masks.length > 0 ? masks.reduce((all, mask) => all.map((one, record) => one & mask[record])) : undefined;
}

// Records.

/**
 * The records that answer a query, as `{ count, best(n), wide }`. A record answers if each word
 * is next to a word that it is next to in the query; if there are few of these (or `wide` is set),
 * records that have all words anywhere follow. `texts` are those that answer whatever is filtered.
 */
async function answer(index, asked, filters, wide) {
  const allowed = await allowedBy(index, filters);
  const n = asked.length;
  const isNeeded = ({ isFiller }) => !isFiller;
  const needed = asked.filter(isNeeded).length;
  /** What stands or falls together: a name, the words of a topic, or a word. */
  const units = new Set(asked.filter(isNeeded).map((word) => word.unit ?? word)).size;
  const found = [];
  const result = { wide: false, relaxed: false, pairs: [], count: 0, records: [], texts: found };
  const finish = (score) => {
    result.records = allowed ? found.filter((record) => allowed[record]) : found;
    result.count = result.records.length;
    result.best = async (many, order) => {
      // Records are kept newest first.
      if (order === "moi") return result.records.slice(0, many);
      if (order === "cu") return result.records.slice(-many).reverse();
      const top = [];
      for (let at = 0; at < result.count; at += SLICE) {
        best(result.records.slice(at, at + SLICE), score, many, top);
        await breathe();
      }
      return top.map(({ record }) => record);
    };
    return result;
  };
  if (n === 0) {
    if (filters.length > 0) for (let at = 0; at < index.records; at++) found.push(at);
    return finish(() => 0);
  }
  // How rare a term is: in texts, and in facts and titles.
  const rarity = (count) => Math.log(1 + index.records / (1 + count));
  const idf = (matches) => (matches ? [rarity(matches.count), rarity(matches.strong)] : [0, 0]);
  // links[i] are records in which word i + 1 follows word i. A filler with its accents cannot be another word.
  const links = await Promise.all(asked.slice(1).map((word, at) =>
    word.follows && !word.isPlainFiller && !asked[at].isPlainFiller ? pairMatches(index, asked[at], word) : new Matches(index.records)));
  result.pairs = links.map((link) => link.count);
  const alone = new Array(n);
  const need = async (which) => {
    await Promise.all(asked.map(async (word, at) => {
      if (!alone[at] && which(at)) alone[at] = await entryMatches(index, word);
    }));
  };
  const near = (at) => (links[at - 1]?.count ?? 0) + (links[at]?.count ?? 0);
  // A word that is with none of its neighbours in more than a few records is a word of its own.
  const few = Math.min(ENOUGH, Math.ceil(index.records * LONE_SHARE));
  // Two syllables are one word, such as a name: apart they are others.
  const isOneWord = n === 2 && needed === 2 && asked[1].follows && !wide
    && asked.every(({ fold, number, isNamed, unit }) => SYLLABLE.test(fold) && !number && (unit || !isNamed));
  await need((at) => near(at) < few && !asked[at].isFiller && !isOneWord);
  const lone = asked.map((_, at) => alone[at] !== undefined);

  const value = (of, record) => of?.of[record] ?? 0;
  /** How well a record has word `at`: 0 not, 1 apart, 2 apart with its accents, 3 and 4 the same beside its neighbour. */
  const has = (at, record) => {
    if (asked[at].quoted) { const v = value(links[at - 1], record); return v > 4 ? 4 : v > 0 ? 3 : 0; }
    const link = Math.max(value(links[at - 1], record), value(links[at], record));
    const own = value(alone[at], record);
    if (link > 4) return 4;
    if (own > 4) return lone[at] && n > 0 ? 4 : 2;
    if (link > 0) return 3;
    return own > 0 ? (lone[at] ? 3 : 1) : 0;
  };
  /** Whether a record has all words of a topic side by side; `at` is one of them. */
  const hasUnit = (at, record, least) => asked.every(({ unit }, n) => unit !== asked[at].unit || (least > 1 ? has(n, record) >= least
    : (links[n - 1] && asked[n - 1].unit === unit ? value(links[n - 1], record) : 0) + (asked[n + 1]?.unit === unit ? value(links[n], record) : 0) > 0));
  const collect = async (least, missing) => {
    found.length = 0;
    for (let record = 0; record < index.records; record++) {
      if (record % SLICE === 0) await breathe();
      let lacks = 0, kept = 0, before;
      for (let at = 0; at < n && lacks <= missing; at++) {
        const { isFiller, unit, fold } = asked[at];
        if (isFiller || (unit && unit === before)) continue;
        const isThere = unit && !wide ? hasUnit(at, record, least) : has(at, record) >= least;
        if (!isThere) [before, lacks] = [unit, lacks + 1];
        else kept += unit || fold === "" || value(links[at - 1], record) + value(links[at], record) > 0 ? 2 : 0.5;
      }
      // Syllables apart are no answer.
      if (lacks <= missing && (missing === 0 || kept > 1)) found.push(record);
    }
  };
  await collect(3, 0);
  if (needed > 1 && (wide || (units > 1 && !isOneWord && found.length < ENOUGH))) {
    await need((at) => !asked[at].isFiller);
    await collect(1, 0);
    result.wide = true;
    for (let missing = 1; found.length === 0 && missing <= units / 2; missing++) {
      await collect(1, missing);
      result.relaxed = true;
    }
  }
  const linkIdf = links.map(idf), ownIdf = Array.from(alone, idf);
  const isStrong = (v) => v > 6 || v === 3 || v === 4;
  const weigh = (v, by) => (v === 0 ? 0 : WEIGHT[(v - 1) % 4] * by[Number(isStrong(v))] * (v > 4 ? 1 : 0.3));
  const rank = [0, 0, 2, 1, 3];
  return finish((record) => {
    let score = 0, worst = 3, matched = 0, most = 0;
    for (let at = 0; at < n; at++) {
      const how = has(at, record);
      if ((!result.relaxed || how > 0) && !asked[at].isFiller) worst = Math.min(worst, rank[how]);
      const link = value(links[at - 1], record), own = value(alone[at], record);
      score += weigh(link, linkIdf[at - 1]) + weigh(own, ownIdf[at] ?? [0, 0]) * (lone[at] ? 1 : 0.3);
      if (!asked[at].isFiller && (isStrong(link) || isStrong(value(links[at], record)) || (lone[at] && isStrong(own)))) {
        matched++;
        most = Math.max(most, linkIdf[at - 1]?.[1] ?? 0, ownIdf[at]?.[1] ?? 0);
      }
      if (result.relaxed && how > 0 && !asked[at].isFiller) score += 1000;
    }
    // A record that is about all of it is more than one that is about a part.
    score += WEIGHT[2] * most * (matched / needed) ** 2 * 2;
    // Records in which all accents fit come first, and among them those with the words together.
    return worst * 100_000 + score;
  });
}

/** Puts the best of `records` among the best so far, the best first; of equals the first. */
function best(records, score, many, top) {
  for (const record of records) {
    const own = score(record);
    if (top.length === many && own <= top[many - 1].own) continue;
    let at = top.length;
    while (at > 0 && top[at - 1].own < own) at--;
    top.splice(at, 0, { record, own });
    if (top.length > many) top.pop();
  }
}

/**
 * All that answers a query: `entities` and what is `missing` of those named, then records. A document number
 * that no record has is `unknown`, and then there are no records.
 */
function search(query, filters = [], wide = false) {
  return withIndex(async (index) => {
    const read = await analyse(index, query);
    const [found, answered] = await Promise.all([entities(index, read), answer(index, read.asked, filters, wide)]);
    const code = read.asked.find(({ prefix }) => prefix);
    const isUnknown = code && (await entryMatches(index, code)).count === 0;
    const records = isUnknown ? await answer(index, [], [], false) : answered;
    // A text may mention a country without trips.
    const missing = records.relaxed || records.count === 0 ? [...found.missing, ...found.absent] : found.missing;
    return { index, read, asked: read.asked, ...found, missing, unknown: isUnknown ? read.number : undefined, ...records };
  });
}

/** What a query names, without its records: `{ read, entities, missing }`. */
function named(query) {
  return withIndex(async (index) => {
    const read = await analyse(index, query);
    return { read, ...(await entities(index, read)) };
  });
}

/** Whether a query may have been misspelt: it is not all names, and has words that no record has side by side, or few answers. */
const mayBeMisspelt = ({ asked, read, pairs, entities: known, relaxed, count, unknown }) =>
  asked.length > 0 && !unknown && !(known.length > 0 && read.isCovered) && (relaxed || count < 3 || (known.length === 0 && pairs.includes(0)));

/** What the reader may have meant: a query and, if it is the name of a province or a topic, the entity. */
async function suggestion(found) {
  if (!mayBeMisspelt(found)) return undefined;
  await loadMore();
  return ssgSpelling.suggestion(found);
}

return { PAIRED, allowedBy, breathe, fits, named, nameOf, search, suggestion };
})();
