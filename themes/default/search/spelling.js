// What a reader may have meant. Loaded for a query with few answers.

const ssgSpelling = (() => {
const { words } = ssgWords;
const { search } = ssgAnswer;

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

/**
 * The known text nearest to what was written; nothing if that itself is known, or none is near. Letters and
 * tones must be near too if the reader wrote half of the words with accents. Of a short text too many others are near,
 * and of any words (`isStrict`) more than of names.
 */
function nearest(known, written, isStrict) {
  const fold = textOf(written, "fold"), key = textOf(written, "key");
  if (fold.length < 5) return undefined;
  const isAccented = written.filter((word) => word.accented).length * 2 >= written.length;
  const said = fold.replaceAll("f", "ph");
  const most = said.length < (isStrict ? 10 : 8) ? 1 : 2;
  const slack = isStrict ? 0 : 1;
  const letters = (text) => text.replace(/[`?~'.]/g, ""), tones = (text) => text.replace(/[^`?~'.]/g, "");
  let found, least = most + 1;
  for (const item of known) {
    if (item.fold === fold) return undefined;
    if (!alike(said[0], item.fold[0])) continue;
    const by = slips(said, item.fold, most);
    if (by < least && (!isAccented || (slips(letters(key), letters(item.key), by + slack) <= by + slack && slips(tones(key), tones(item.key), slack) <= slack))) [found, least] = [item, by];
  }
  return found;
}

const textOf = (list, name) => list.map((word) => word[name]).join("");

/** Whether no record has a word, with its accents if it was written with any. */
async function isUnknown(index, { fold, key }) {
  const known = await index.range("words", fold, `${fold}\t`);
  return !known.some((word) => word.fold === fold && (key === fold || word.key === key));
}

/** Whether words may be misspelt: one of them is in no record. */
const hasUnknown = async (index, list) => (await Promise.all(list.map((word) => isUnknown(index, word)))).some(Boolean);

/**
 * A province or topic that a reader may have misspelt, with the query as it was meant: there are words
 * that no record has beside one another. `pairs` counts the records of each two words.
 */
async function misspelt(index, { text, list, asked, number }, pairs, count) {
  /** Whether no record has a word beside the next one. */
  const isBroken = (at) => {
    const [one, next] = [at, at + 1].map((word) => asked.findLastIndex(({ first }) => first <= word));
    if (one < 0 || asked[one].isFiller || asked[next].isFiller) return false;
    return one === next ? asked[one].isUnknown && count === 0 : pairs[one] === 0 && asked[next].follows;
  };
  if (list.length < 2 || number || !list.some((_, at) => at + 1 < list.length && isBroken(at))) return undefined;
  const known = (await index.spellings()).map((entity) => ({ entity, fold: entity.fold.replaceAll(" ", ""), key: entity.key.replaceAll(" ", ""), words: entity.fold.split(" ").length }));
  const taken = known.filter(({ fold }) => fold.length > 5);
  for (let length = Math.min(list.length, 6); length > 1; length--) {
    for (let from = 0; from + length <= list.length; from++) {
      const part = list.slice(from, from + length);
      if (part.some(({ inQuotes, number: isNumber }) => inQuotes || isNumber) || !part.slice(1).some((_, n) => isBroken(from + n))) continue;
      const near = nearest(taken.filter(({ words: own }) => Math.abs(own - length) < 2), part);
      if (!near) continue;
      // Words that records have are meant, unless all others of a long name are there, or nothing is found and one slip is near.
      const own = near.entity.fold.split(" ");
      const isNearly = own.length > 2 && own.filter((word) => !part.some(({ fold }) => fold === word)).length < 2;
      const isSlip = count === 0 && slips(textOf(part, "fold"), near.fold, 1) < 2;
      if (!isNearly && !isSlip && !(await hasUnknown(index, part))) continue;
      const { kind, name } = near.entity;
      const written = kind === "chu-de" && !/^\p{Lu}{2}/u.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
      return { entity: near.entity, query: text.slice(0, part[0].at) + written + text.slice(part.at(-1).end) };
    }
  }
}

/** What the reader may have meant: a query with words that the archive has, or nothing. */
async function meant(index, asked, pairs) {
  let known;
  const near = async (...written) => {
    if (!(await hasUnknown(index, written))) return undefined;
    known ??= (await index.suggestions()).map((text) => { const own = words(text); return { text, fold: textOf(own, "fold"), key: textOf(own, "key") }; });
    return nearest(known, written, true)?.text;
  };
  const out = [];
  let changed = false;
  for (let at = 0; at < asked.length; at++) {
    const pair = at + 1 < asked.length && !pairs[at - 1] && pairs[at] === 0 && !pairs[at + 1] && !asked[at].number && !asked[at + 1].number && asked[at].fold && asked[at + 1].fold
      ? await near(asked[at], asked[at + 1]) : undefined;
    const single = !pair && asked[at].fold.length > 3 && around(pairs, at) === 0 ? await near(asked[at]) : undefined;
    out.push(pair ?? single ?? asked[at].written);
    changed ||= (pair ?? single) !== undefined;
    if (pair) at++;
  }
  return changed ? out.join(" ") : undefined;
}

const around = (pairs, at) => (pairs[at - 1] ?? 0) + (pairs[at] ?? 0);

/** What the reader may have meant: a query with answers and, if it is the name of a province or a topic, the entity. */
async function suggestion({ index, read, asked, pairs, entities: known, relaxed, count }) {
  const named = known.length === 0 ? await misspelt(index, read, pairs, count) : undefined;
  const query = named?.query ?? (relaxed || count < 3 ? await meant(index, asked, pairs) : undefined);
  if (!query) return undefined;
  const answers = await search(query);
  return answers.relaxed || answers.entities.length + answers.count === 0 ? undefined : named ?? { query };
}

return { suggestion };
})();
