// Search. The archive's own index (docs/dev/search.md) is read here, in the reader's browser: a manifest,
// then the few small files that a query needs. Loaded when a search box is used, and by /tim-kiem/.
"use strict";

(() => {
const ROOT = new URL("./", document.currentScript.src);
/** The file of a page, where no server finds it in its folder. */
const PAGE = location.protocol === "file:" ? "index.html" : "";

// Words: the same rules as `src/search/words.rs`, and tests/search/words.json holds both to them.

const TONES = { "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "." };
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]|(?![\s\u0085])\p{Cc}/gu;
const FAR = "(?![\u{10000}-\u{10ffff}])";
const RUNS = new RegExp(`(?:${FAR}\\p{N}(?:${FAR}\\p{M})*)+|(?:${FAR}(?![\\p{N}\\p{M}])\\p{Alphabetic}(?:${FAR}\\p{M})*)+`, "gu");
const JOIN = /^(?:(?:(?!\n)[\s\u0085])*|[-‐‑–/.,'’&_])$/;
const ONSET = "b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x";
const RIME = "a(?:c|ch|i|k|m|ng?|nh|o|p|t|u|y)?|e(?:c|ch|k|m|ng?|nh|o|p|t|u)?|i(?:a|c|ch|m|ng?|nh|p|t|u|e(?:c|m|ng?|p|t|u))?"
  + "|o(?:a(?:c|ch|i|m|ng?|nh|o|p|t|y)?|c|e(?:m|n|o|t)?|i|k|m|ng?|o(?:c|ng)|p|t)?"
  + "|u(?:a(?:ng?|t|y)?|c|e(?:ch|nh)?|i|k|m|ng?|o(?:c|i|m|ng?|p|t|u)|p|t|u|y(?:a|ch|en|et|nh|t|u)?)?|y(?:e(?:m|ng?|t|u))?";
const SYLLABLE = new RegExp(`^(?:${ONSET})?(?:${RIME})$`);

const lower = (text) => [...text].map((c) => c.toLowerCase()).join("");

/** How a word is written without accents, and with them, the tone last: one key for hoà and hòa. */
function spell(word) {
  const parts = lower(word).replace(/\u00f0/g, "\u0111").normalize("NFD");
  let tones = "";
  const toneless = parts.replace(/[\u0300\u0309\u0303\u0301\u0323]/g, (tone) => { tones += TONES[tone]; return ""; });
  return { fold: parts.replace(/\p{M}/gu, "").replace(/\u0111/g, "d"), key: toneless.normalize("NFC") + tones };
}

/** The lengths of the two to four syllables that are written as one word. */
function cut(fold, parts) {
  if (parts === 1) return fold.length > 1 && SYLLABLE.test(fold) ? [fold.length] : undefined;
  for (let at = 2; at < fold.length; at++) {
    // Two that begin with a vowel are not taken apart: OCOP is no "oc op".
    const apart = !(/^[aeiouy]/.test(fold) && /^[aeiouy]/.test(fold.slice(at)));
    const rest = apart && SYLLABLE.test(fold.slice(0, at)) && cut(fold.slice(at), parts - 1);
    if (rest) return [at, ...rest];
  }
}

/** The words of a text less what nobody sees: where they stand, and whether each follows the one before. */
function words(text) {
  const found = [];
  let before;
  text = text.replace(UNSEEN, "");
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    let follows = before !== undefined && JOIN.test(text.slice(before, index));
    before = index + run.length;
    const { fold } = spell(run);
    if (!fold) continue;
    const letters = [...run.normalize("NFC")];
    let lengths = [letters.length];
    if (/^[a-z]{4,}$/.test(fold) && letters.length === fold.length && !SYLLABLE.test(fold)) {
      lengths = cut(fold, 2) ?? cut(fold, 3) ?? cut(fold, 4) ?? lengths;
    }
    let from = 0;
    for (const length of lengths) {
      const part = lengths.length === 1 ? run : letters.slice(from, from + length).join("");
      const at = lengths.length === 1 || letters.length !== run.length ? index : index + from;
      const end = lengths.length === 1 || letters.length !== run.length ? before : at + length;
      found.push({ ...spell(part), at, end, follows, number: /^\p{N}/u.test(run) });
      follows = true;
      from += length;
    }
  }
  return found;
}

// Files of the index.

/** Shards that came as scripts, where pages are read from a folder and nothing can be fetched. */
const scripts = new Map();
globalThis.ssgShard = (name, base64) => {
  scripts.get(name)?.(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
};

async function load(name) {
  const url = new URL(`tim-kiem/${name}`, ROOT);
  let stream;
  if (url.protocol === "file:") {
    const bytes = await new Promise((done, fail) => {
      scripts.set(name, done);
      const script = document.createElement("script");
      script.src = `${url.href}.js`;
      script.onerror = fail;
      document.head.append(script);
    });
    stream = new Blob([bytes]).stream();
  } else {
    // The manifest changes in place: it is asked for again, and mostly not sent again.
    const answer = await fetch(url, { cache: name.includes("/") ? "default" : "no-cache" });
    if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
    stream = answer.body;
  }
  return new Uint8Array(await new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

const decoder = new TextDecoder();

/** Takes a number off `bytes` at `at.at`. */
function number(bytes, at) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at.at++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/** The items of a shard: what records hold each fold and key. */
function items(bytes) {
  const found = [];
  const at = { at: 0 };
  const take = () => { const length = number(bytes, at); return bytes.subarray(at.at, at.at += length); };
  let fold = "";
  while (at.at < bytes.length) {
    fold = decoder.decode(take()) || fold;
    const key = decoder.decode(take()) || fold;
    found.push({ fold, key, postings: take() });
  }
  return found;
}

class Index {
  #files = new Map();

  /** Reads the manifest. */
  async open() {
    const manifest = JSON.parse(decoder.decode(await load("chi-muc.bin")));
    if (manifest.version !== 1) throw new Error("a newer index");
    Object.assign(this, manifest);
    for (const name of ["words", "pairs", "facets"]) this[name] = this[name] ? this[name].split("\n") : [];
    return this;
  }

  file(name, read) {
    let file = this.#files.get(name);
    if (!file) {
      file = load(`${this.folder}/${name}.bin`).then(read);
      file.catch(() => this.#files.delete(name));
      this.#files.set(name, file);
    }
    return file;
  }

  /** The items of a dictionary from `from` to `to`, out of at most so many shards. */
  async range(name, from, to, most = 99) {
    const separators = this[name];
    const last = (text) => {
      let [low, high] = [0, separators.length];
      while (low < high) { const at = (low + high) >> 1; if (separators[at] <= text) low = at + 1; else high = at; }
      return low - 1;
    };
    const first = Math.max(last(from), 0);
    const end = Math.min(last(to), first + most - 1);
    const letter = { words: "u", pairs: "p", facets: "f" }[name];
    const shards = [];
    for (let at = first; at <= end; at++) shards.push(this.file(letter + at, items));
    return (await Promise.all(shards)).flat().filter(({ fold }) => fold >= from && fold <= to);
  }

  /** What is shown of a record. */
  async hit(record) {
    const file = await this.file(`h${Math.floor(record / this.hits)}`, (bytes) => decoder.decode(bytes).split("\n"));
    const [url, kind, title, line] = file[record % this.hits].split("\t");
    return { url: new URL(url.replace(/\/(?=#|$)/, `/${PAGE}`), ROOT).href, kind, title, line };
  }

  /** Words to offer, the most frequent first. */
  suggestions() {
    return this.file("v", (bytes) => decoder.decode(bytes).split("\n"));
  }
}

/** Calls `each(record, level)`: 3 for a title, 2 a fact, 1 often in the text, 0 in the text. */
function decode(postings, each) {
  const at = { at: 0 };
  for (let level = 3; level >= 0; level--) {
    let record = 0;
    for (let left = number(postings, at); left > 0; left--) {
      record += number(postings, at);
      each(record++, level);
    }
  }
}

// Queries.

let busy = 0;
/** Lets the page do what its reader wants if we had it for long. */
async function breathe() {
  if (performance.now() - busy < 16) return;
  await new Promise((done) => { setTimeout(done); });
  busy = performance.now();
}

/** What weight a match has by its level. */
const WEIGHT = [1, 1.6, 5, 7];
/** How many records are looked at in one go. */
const SLICE = 2_500;
/** With fewer hits whose words stand together, those whose words stand apart are looked for too. */
const ENOUGH = 20;

/** What a reader asks for: words, which of them stand in one phrase, and whether the last is whole. */
function parse(query) {
  const text = query.slice(0, 400).replace(UNSEEN, "").normalize("NFC").replace(/[“”«»„]/g, '"');
  const asked = [];
  text.split('"').forEach((part, at) => {
    words(part).forEach((word, n) => {
      asked.push({ ...word, written: part.slice(word.at, word.end), accented: word.key !== word.fold, follows: asked.length > 0 && (word.follows || n === 0), quoted: at % 2 === 1 && n > 0 });
    });
  });
  asked.splice(24);
  const last = asked.at(-1);
  if (last && /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text)) last.open = true;
  return asked;
}

/** Whether `key` is what the reader wrote, as far as they wrote it. */
function fits(key, word) {
  if (!word.accented) return true;
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

  add(postings, fits) {
    const more = fits ? 5 : 1;
    decode(postings, (record, level) => {
      if (this.of[record] === 0) {
        this.count++;
        // Levels come strongest first.
        if (level > 1) this.strong++;
      }
      if (this.of[record] < level + more) this.of[record] = level + more;
    });
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

/** The filters, with a facet of its own for a province with a topic: a trip to several has its topics at some of them. */
function paired(filters) {
  const rest = filters.filter((filter) => !/^(tinh|chu-de)\//.test(filter));
  const [topic, province] = filters.filter((filter) => !rest.includes(filter)).sort();
  return province ? [`~${province}/${topic.split("/")[1]}`, ...rest] : filters;
}

/** All facets with which the results for `filters` can be narrowed. */
async function facets(index, filters) {
  let all = await index.range("facets", "", "~");
  for (const chosen of filters.filter((filter) => /^(tinh|chu-de)\//.test(filter))) {
    const name = chosen.startsWith("t") ? "chu-de/" : "tinh/";
    const pairs = await index.range("facets", `~${chosen}/`, `~${chosen}/\uffff`);
    const named = pairs.map((item) => ({ ...item, fold: name + item.fold.split("/")[2] }));
    all = [...all.filter(({ fold }) => !fold.startsWith(name)), ...named];
  }
  return all;
}

/**
 * The records that answer a query, as `{ count, best(n), wide }`. A record answers if each word
 * is next to a word that it is next to in the query; if there are few of these (or `wide` is set),
 * records that have all words anywhere follow.
 */
async function answer(index, asked, filters, wide) {
  const only = await Promise.all(paired(filters).map(async (filter) => {
    const matches = new Matches(index.records);
    for (const item of await index.range("facets", filter, `${filter}\t`)) if (item.fold === filter) matches.add(item.postings, true);
    return matches.of;
  }));
  const allowed = (record) => only.every((of) => of[record] > 0);
  const n = asked.length;
  const found = [];
  const result = { wide: false, relaxed: false, pairs: [], count: 0, records: [] };
  const finish = (score) => {
    result.count = found.length;
    result.records = found;
    result.best = async (many) => {
      const top = [];
      for (let at = 0; at < found.length; at += SLICE) {
        best(found.slice(at, at + SLICE), score, many, top);
        await breathe();
      }
      return top.map(({ record }) => record);
    };
    return result;
  };
  if (n === 0) {
    if (only.length > 0) for (let at = 0; at < index.records; at++) if (allowed(at)) found.push(at);
    return finish(() => 0);
  }
  // How rare a term is: in texts, and in facts and titles.
  const rarity = (count) => Math.log(1 + index.records / (1 + count));
  const idf = (matches) => (matches ? [rarity(matches.count), rarity(matches.strong)] : [0, 0]);
  // links[i] are records in which word i + 1 follows word i.
  const links = await Promise.all(asked.slice(1).map((word, at) =>
    word.follows ? pairMatches(index, asked[at], word) : new Matches(index.records)));
  result.pairs = links.map((link) => link.count);
  const alone = new Array(n);
  const need = async (which) => {
    await Promise.all(asked.map(async (word, at) => {
      if (!alone[at] && which(at)) alone[at] = await wordMatches(index, word, word.open);
    }));
  };
  const near = (at) => (links[at - 1]?.count ?? 0) + (links[at]?.count ?? 0);
  // A word that is with none of its neighbours in more than a few records is a word of its own.
  await need((at) => near(at) < ENOUGH);
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
  const collect = async (least, missing) => {
    found.length = 0;
    for (let record = 0; record < index.records; record++) {
      if (record % SLICE === 0) await breathe();
      let lacks = 0;
      for (let at = 0; at < n && lacks <= missing; at++) if (has(at, record) < least) lacks++;
      if (lacks <= missing && lacks < n && allowed(record)) found.push(record);
    }
  };
  await collect(3, 0);
  if (n > 1 && (wide || found.length < ENOUGH)) {
    await need(() => true);
    await collect(1, 0);
    result.wide = true;
    for (let missing = 1; found.length === 0 && missing <= n / 2; missing++) {
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
      if (!result.relaxed || how > 0) worst = Math.min(worst, rank[how]);
      const link = value(links[at - 1], record), own = value(alone[at], record);
      score += weigh(link, linkIdf[at - 1]) + weigh(own, ownIdf[at]) * (lone[at] ? 1 : 0.3);
      if (isStrong(link) || isStrong(value(links[at], record)) || (lone[at] && isStrong(own))) {
        matched++;
        most = Math.max(most, linkIdf[at - 1]?.[1] ?? 0, ownIdf[at][1]);
      }
      if (result.relaxed && how > 0) score += 1000;
    }
    // A record that is about all of it is more than one that is about a part.
    score += WEIGHT[2] * most * (matched / n) ** 2 * 2;
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

/** How many slips of the pen lie between two words, or more than `most`. */
function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** Whether two words may begin alike: with one letter, or with letters that are mistaken for each other. */
const alike = (a, b) => a === b || ["sx", "ct", "dgrv", "ln", "iy"].some((mistaken) => mistaken.includes(a) && mistaken.includes(b));

/** What the reader may have meant: a query with words that the archive has, or nothing. */
async function meant(index, asked, pairs) {
  const known = (await index.suggestions()).map((word) => [word, words(word).map(({ fold }) => fold).join("")]);
  const nearest = (fold) => {
    const most = fold.length < 8 ? 1 : 2;
    let found, least = most + 1;
    for (const [word, own] of known) {
      if (own === fold) return undefined;
      if (!alike(fold[0], own[0])) continue;
      const by = slips(fold, own, most);
      if (by < least) [found, least] = [word, by];
    }
    return found;
  };
  const out = [];
  let changed = false;
  for (let at = 0; at < asked.length; at++) {
    const pair = at + 1 < asked.length && !pairs[at - 1] && pairs[at] === 0 && !pairs[at + 1] && !asked[at].number && !asked[at + 1].number
      ? nearest(asked[at].fold + asked[at + 1].fold) : undefined;
    const single = !pair && asked[at].fold.length > 3 && near(pairs, at) === 0 ? nearest(asked[at].fold) : undefined;
    out.push(pair ?? single ?? asked[at].written);
    changed ||= (pair ?? single) !== undefined;
    if (pair) at++;
  }
  return changed ? out.join(" ") : undefined;
}

const near = (pairs, at) => (pairs[at - 1] ?? 0) + (pairs[at] ?? 0);

/** The stretch of a text that says most of what was asked, as pieces `[text, is asked for]`. */
function excerpt(text, asked) {
  const LENGTH = 34;
  text = text.replace(UNSEEN, "").replace(/\s+/g, " ").trim();
  const all = words(text);
  const marks = all.map((word) => asked.findIndex((wanted) =>
    (wanted.open ? word.fold.startsWith(wanted.fold) : word.fold === wanted.fold) && fits(word.key, wanted)));
  // A word counts beside its neighbour of the query, or alone where it is asked for alone.
  const beside = marks.map((mark, at) => mark >= 0
    && (asked.length === 1 || (marks[at + 1] === mark + 1 && all[at + 1]?.follows) || (mark > 0 && marks[at - 1] === mark - 1 && all[at]?.follows)));
  const strong = beside.some(Boolean);
  let most = -1, start = 0;
  const seen = new Array(asked.length).fill(0);
  let score = 0;
  const count = (at, by) => {
    if (marks[at] < 0) return;
    const had = seen[marks[at]] > 0;
    seen[marks[at]] += by;
    if (had !== seen[marks[at]] > 0) score += by * (beside[at] || !strong ? 3 : 0);
    score += by * (beside[at] ? 1 : 0.1);
  };
  for (let at = 0; at < all.length; at++) {
    count(at, 1);
    if (at >= LENGTH) count(at - LENGTH, -1);
    if (score > most + 0.01) [most, start] = [score, Math.max(0, at - LENGTH + 1)];
  }
  // Some words before the first that was asked for.
  const first = marks.findIndex((mark, at) => at >= start && mark >= 0 && (beside[at] || !strong));
  if (first > start + 8) start = first - 8;
  const end = Math.min(start + LENGTH, all.length);
  if (end === 0) return [];
  const pieces = [[start > 0 ? "… " : "", false]];
  let from = all[start].at;
  for (let at = start; at < end; at++) {
    if (!beside[at] && (strong || marks[at] < 0)) continue;
    let to = at;
    while (to + 1 < end && beside[to + 1] && all[to + 1].follows) to++;
    pieces.push([text.slice(from, all[at].at), false], [text.slice(all[at].at, all[to].end), true]);
    from = all[to].end;
    at = to;
  }
  pieces.push([text.slice(from, all[end - 1].end) + (end < all.length ? " …" : ""), false]);
  return pieces;
}

let opened;
/** The index, read once; again if a shard of it is gone because a newer one was published. */
const open = () => (opened ??= new Index().open().catch((error) => { opened = undefined; throw error; }));
async function search(query, filters = [], wide = false) {
  const asked = parse(query);
  const again = async () => { const index = await open(); return { index, asked, ...(await answer(index, asked, filters, wide)) }; };
  return again().catch(() => { opened = undefined; return again(); });
}

// For tests.
globalThis.ssgSearch = { words, spell, excerpt, open, search, meant };

// What the reader sees. Words of the archive are only ever set as text.

const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...inside.filter((part) => part !== undefined && part !== ""));
  return element;
};
const thousands = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ".");
const KINDS = {
  "bao-cao": ["Báo cáo"], "cach-lam-hay": ["Cách làm hay", "practice"], "dieu-can-tranh": ["Điều cần tránh", "caution"],
  "kien-nghi": ["Kiến nghị", "recommendation"], "ke-hoach": ["Kế hoạch"], trang: ["Trang"],
};
const FILTERS = { loai: "Loại", "chu-de": "Chủ đề", tinh: "Tỉnh, thành", nam: "Năm", "co-quan": "Cơ quan" };
/** In an archive of more records, what can be narrowed by is counted only when asked for. */
const COUNTED = 40_000;
const WAIT = 150;

/** What an address asks for. */
function read(address) {
  const given = new URL(address).searchParams;
  const filters = Object.keys(FILTERS).filter((name) => given.get(name)).map((name) => `${name}/${given.get(name)}`);
  return { query: given.get("q") ?? "", filters };
}

function address({ query, filters }) {
  const url = new URL(`tim-kiem/${PAGE}`, ROOT);
  // By hand, so that Vietnamese stays readable and a blank is a plus.
  const parts = [["q", query], ...filters.map((filter) => filter.split("/"))].filter(([, value]) => value);
  url.search = parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%20", "+")}`).join("&");
  return url.href;
}

/** The search page: results as one types, and the address that leads back to them. */
function searchPage(input, results) {
  const said = document.getElementById("s-bao");
  const form = input.form;
  let turn = 0, shown = ENOUGH, wide = false, state = read(location.href), timer;

  const go = (next, how = "pushState") => {
    clearTimeout(timer);
    state = next;
    [shown, wide] = [ENOUGH, false];
    if (address(state) !== location.href) history[how](null, "", address(state));
    run();
  };
  const link = (next, attributes, ...inside) => {
    const made = make("a", { ...attributes, href: address(next) }, ...inside);
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      input.value = next.query;
      go(next);
      input.focus();
    });
    return made;
  };
  const without = (filter) => ({ ...state, filters: state.filters.filter((other) => other !== filter) });

  async function hit(index, record, asked) {
    const { url, kind, title, line } = await index.hit(record);
    const [label, lesson] = KINDS[kind] ?? [""];
    const anchor = make("a", { href: url }, title);
    const text = make("p", { class: "excerpt", hidden: "" });
    const row = make("li", { class: lesson ? `row lesson ${lesson}` : "row" },
      make("p", { class: lesson ? `lesson-kind ${lesson}` : "over" }, label), make("h3", {}, anchor), text,
      line ? make("p", {}, line) : undefined);
    if (location.protocol !== "file:") whenNear(row, () => cite(url, text, asked));
    return row;
  }

  /** Fetches the page of a hit and shows what of its text was asked for. */
  async function cite(url, place, asked) {
    const answer = await fetch(url);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const texts = [...page.querySelectorAll("main .text")].filter((part) => !part.closest(".cite") && !part.parentElement.closest(".text"));
    const parts = texts.map((part) => {
      // Between blocks stands a sign, or words of two of them would seem to follow one another.
      part.querySelectorAll("p, li, h2, h3, h4, h5, h6, td, th").forEach((block) => block.append("\n"));
      part.querySelectorAll("br").forEach((end) => end.replaceWith("\n"));
      return part.textContent.replace(/(?<![.;:!?…,])\s*\n\s*/g, " · ");
    });
    const pieces = excerpt(parts.join(" · ").replace(/^[\s·]+/, ""), asked);
    if (pieces.length === 0) return;
    place.append(...pieces.map(([piece, wanted]) => (wanted ? make("mark", {}, piece) : piece)));
    place.hidden = false;
  }

  async function suggest(index, asked, pairs, after) {
    const own = turn;
    const other = await meant(index, asked, pairs);
    if (own !== turn || !other) return;
    after.before(make("p", { class: "meant" }, "Có phải bạn tìm ", link({ ...state, query: other }, {}, other), "?"));
  }

  /** What the results can be narrowed by. */
  async function narrow(index, records, place) {
    const own = turn;
    const of = new Uint8Array(index.records);
    for (const record of records) of[record] = 1;
    const all = await facets(index, state.filters);
    if (own !== turn) return;
    const groups = {};
    for (const { fold, key, postings } of all) {
      let count = 0;
      decode(postings, (record) => { count += of[record]; });
      const [name] = fold.split("/");
      const known = groups[name]?.find((entry) => entry.fold === fold);
      if (known) known.count += count;
      else (groups[name] ??= []).push({ fold, label: key, count });
    }
    for (const [name, title] of Object.entries(FILTERS)) {
      if (state.filters.some((filter) => filter.startsWith(`${name}/`))) continue;
      const entries = (groups[name] ?? []).filter(({ count }) => count > 0 && count < records.length);
      if (entries.length === 0) continue;
      entries.sort((a, b) => (name === "nam" ? (a.fold < b.fold ? 1 : -1) : b.count - a.count || (a.fold < b.fold ? -1 : 1)));
      place.append(make("details", { class: "jump" },
        make("summary", {}, title, make("span", { class: "n" }, thousands(entries.length))),
        make("ul", {}, ...entries.slice(0, 30).map(({ fold, label, count }) => make("li", {},
          link({ ...state, filters: [...state.filters, fold] }, {}, label, make("span", { class: "n" }, thousands(count))))))));
    }
  }

  async function chips(index) {
    const labels = await Promise.all(state.filters.map(async (filter) =>
      (await index.range("facets", filter, `${filter}\t`)).find(({ fold }) => fold === filter)?.key ?? filter));
    return labels.map((label, at) => make("li", {}, link(without(state.filters[at]), { "aria-label": `Bỏ lọc ${label}` }, `${label} ×`)));
  }

  async function run() {
    const own = ++turn;
    const { query, filters } = state;
    if (!query.trim() && filters.length === 0) {
      results.replaceChildren();
      results.dataset.state = "idle";
      delete results.dataset.count;
      said.textContent = "";
      return;
    }
    results.dataset.state = "busy";
    try {
      const { index, asked, ...found } = await search(query, filters, wide);
      const chosen = await chips(index);
      if (own !== turn) return;
      const list = make("ol", { class: "rows" });
      const rows = await Promise.all((await found.best(shown)).map((record) => hit(index, record, asked)));
      if (own !== turn) return;
      list.append(...rows);
      const aside = make("div", { class: "narrow" });
      const parts = [];
      if (chosen.length > 0) parts.push(make("ul", { class: "chips" }, ...chosen));
      if (found.relaxed && found.count > 0) parts.push(make("p", { class: "nothing" }, "Không văn bản nào có đủ các chữ này. Dưới đây là những văn bản có gần đủ."));
      if (found.count > 0) parts.push(make("h2", { class: "hide" }, "Kết quả"), list);
      else parts.push(make("p", { class: "nothing" }, "Chưa tìm thấy gì. Hãy thử ít chữ hơn, chữ khác, hoặc các lối đi bên dưới."));
      const more = [];
      if (found.count > shown) more.push(button(`Xem thêm ${Math.min(ENOUGH, found.count - shown)} kết quả`, () => { shown += ENOUGH; return shown - ENOUGH; }));
      if (!found.wide && asked.length > 1 && !wide) {
        more.push(button("Tìm cả nơi các chữ này đứng rời nhau", () => { wide = true; return 0; }));
      }
      if (more.length > 0) parts.push(make("p", { class: "more-hits" }, ...more));
      if (found.count > 1) parts.push(aside);
      results.replaceChildren(...parts);
      results.dataset.count = found.count;
      results.dataset.state = "done";
      said.textContent = `${thousands(found.count)} kết quả${query.trim() ? ` cho “${query.trim()}”` : ""}`;
      if (asked.length > 0 && (found.relaxed || found.count < 3)) suggest(index, asked, found.pairs, results.querySelector(".rows, .nothing"));
      if (found.count > 1) {
        const count = () => narrow(index, found.records.slice(), aside);
        if (index.records <= COUNTED) count();
        else aside.append(button("Lọc kết quả", (event) => { event.target.remove(); count(); }));
      }
    } catch (error) {
      if (own !== turn) return;
      results.replaceChildren(make("p", { class: "nothing" }, "Không đọc được chỉ mục tìm kiếm. Hãy kiểm tra kết nối rồi thử lại."));
      results.dataset.state = "failed";
      said.textContent = "";
      console.error(error);
    }
  }

  /** A button that changes what is shown; the focus goes to the first hit that is new. */
  function button(label, act) {
    const made = make("button", { type: "button", class: "copy" }, label);
    made.addEventListener("click", async (event) => {
      const from = act(event);
      if (from === undefined) return;
      await run();
      results.querySelectorAll(".row h3 a")[from]?.focus();
    });
    return made;
  }

  input.value = state.query;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go({ ...state, query: input.value }, "replaceState"), WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...state, query: input.value });
  });
  addEventListener("popstate", () => {
    clearTimeout(timer);
    state = read(location.href);
    input.value = state.query;
    [shown, wide] = [ENOUGH, false];
    run();
  });
  document.addEventListener("keydown", (event) => {
    const hits = [...results.querySelectorAll(".row h3 a")];
    const at = hits.indexOf(document.activeElement);
    if (document.activeElement !== input && at < 0) return;
    if (event.key === "ArrowDown" && hits[at + 1]) hits[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] ?? input).focus();
    else if (event.key === "Escape" && at >= 0) input.focus();
    else return;
    event.preventDefault();
  });
  run();
}

const waiting = new Map();
const watcher = globalThis.IntersectionObserver && new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    waiting.get(target)?.().catch(() => {});
    waiting.delete(target);
  }
}, { rootMargin: "200px" });
/** Does `act` when `element` comes near the window. */
function whenNear(element, act) {
  waiting.set(element, act);
  watcher?.observe(element);
}

/** The box on every page: the best hits below it, as a combobox (WAI-ARIA 1.2). */
function searchBox(input) {
  const list = make("ul", { id: "s-goi-y", role: "listbox", "aria-label": "Kết quả", hidden: "" });
  const said = make("p", { class: "hide", role: "status" });
  input.after(list);
  input.form.append(said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  let turn = 0, timer, active = -1;
  const options = () => [...list.children];
  const choose = (at) => {
    active = at;
    options().forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const show = (shown) => {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) choose(-1);
  };
  const option = (at, href, ...inside) => {
    const made = make("li", { role: "option", id: `s-goi-y-${at}`, "aria-selected": "false" }, ...inside);
    made.dataset.href = href;
    // Before the box loses the focus.
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => location.assign(href));
    return made;
  };
  const run = async () => {
    const own = ++turn;
    const query = input.value.trim();
    if (!query) { said.textContent = ""; show(false); return; }
    const { index, best, count } = await search(query);
    const hits = await Promise.all((await best(6)).map((record) => index.hit(record)));
    if (own !== turn || document.activeElement !== input) return;
    list.replaceChildren(...hits.map(({ url, kind, title }, at) =>
      option(at, url, make("span", { class: "soft" }, KINDS[kind]?.[0] ?? ""), title)));
    if (count > hits.length) list.append(option(hits.length, address({ query, filters: [] }), `Xem cả ${thousands(count)} kết quả`));
    choose(-1);
    show(hits.length > 0);
    said.textContent = `${thousands(count)} kết quả`;
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => run().catch(() => show(false)), WAIT); };
  input.addEventListener("input", soon);
  input.addEventListener("blur", () => { turn++; show(false); });
  input.addEventListener("keydown", (event) => {
    const many = options().length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) show(false);
    else if (event.key === "Enter" && active >= 0 && !list.hidden) location.assign(options()[active].dataset.href);
    else if (event.key === "ArrowDown" && list.hidden) soon();
    else if (event.key === "ArrowDown") choose(active + 1 >= many ? -1 : active + 1);
    else if (event.key === "ArrowUp" && !list.hidden) choose(active < 0 ? many - 1 : active - 1);
    else return;
    event.preventDefault();
  });
  if (input.value) soon();
}

const input = document.querySelector("[data-search] input");
const results = document.getElementById("ket-qua");
if (input && results) searchPage(input, results);
else if (input) searchBox(input);
})();
