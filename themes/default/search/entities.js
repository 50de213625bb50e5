// Entities that a query names: provinces, topics, people and others, and pairs of them, as first hits.

const ssgEntities = (() => {
const { fullAddress } = ssgIndex;
const { joined } = ssgQuery;

/** What is above the name of an entity. */
const KINDS = {
  tinh: "Tỉnh, thành phố", "tinh-cu": "Tỉnh, thành phố (tên cũ)", "chu-de": "Chủ đề", nam: "Năm", "co-quan": "Cơ quan",
  "truong-doan": "Trưởng đoàn", noi: "Nơi đến", trang: "Trang",
};
/** Persons and councils are asked for by their names alone; a topic may be what a person is asked about. */
const ORDER = ["truong-doan", "co-quan", "tinh-cu", "tinh", "chu-de", "nam", "noi", "trang"];
/** How many entities are shown: of a query that only names them, and of one that also asks for other words. */
const MAX_ALONE = 6, MAX_AMONG_WORDS = 2;

const shown = ({ kind, address, name, counts }) => ({ label: KINDS[kind], url: fullAddress(address), title: name, line: counts });
const placeName = ({ kind, name, counts }) => (kind === "tinh-cu" ? `${name} (${counts.split(" · ")[0]})` : name);
const yearsOf = ({ from, to }) => [from[0], Math.min(to[0], 2100)];
const yearsText = ([from, to]) => (from === to ? `năm ${from}` : to === 2100 ? `từ năm ${from}` : from === 1990 ? `đến năm ${to}` : `${from}–${to}`);

/** The pair of an entity or a year with a topic. */
async function pair(index, slug, topic) {
  const fold = `~${slug}/${topic.slug}`;
  return (await index.range("entities", fold, fold))[0];
}

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

/** The entities that a query names, best first, and the pairs that the archive has nothing on. */
async function entities(index, { spans, times, isCovered }) {
  const all = spans.flatMap((span) => span.entities);
  const of = (...kinds) => all.filter(({ kind }) => kinds.includes(kind));
  const topics = of("chu-de").slice(0, 2), provinces = of("tinh", "tinh-cu").slice(0, 3);
  const found = [], missing = [];
  for (const topic of topics) {
    for (const province of provinces) {
      const known = await pair(index, province.slug, topic);
      const title = `${topic.name} ở ${placeName(province)}`;
      if (known) found.push({ label: "Chủ đề ở một nơi", url: fullAddress(known.address), title, line: known.counts });
      else missing.push(title);
    }
  }
  const time = times[0];
  const years = time && time.from.length === 1 ? yearsOf(time) : undefined;
  const isOneYear = years && years[0] === years[1];
  if (isOneYear && provinces.length === 0) {
    for (const topic of topics) {
      const known = await pair(index, years[0], topic);
      const title = `${topic.name} năm ${years[0]}`;
      if (known) found.push({ label: "Chủ đề trong một năm", url: fullAddress(known.address), title, line: known.counts });
      else missing.push(title);
    }
  }
  if (years && (topics.length + provinces.length > 1 || !isOneYear || (provinces.length > 0 && topics.length === 0))) {
    found.unshift(...finder(index, topics, provinces, years));
  }
  if (isOneYear) all.push(...await index.range("entities", String(years[0]), String(years[0])));
  const rank = ({ kind }) => ORDER.indexOf(kind);
  const single = [...new Set(all)].map((entity, at) => ({ entity, at }))
    .sort((a, b) => rank(a.entity) - rank(b.entity) || a.at - b.at).map(({ entity }) => shown(entity));
  const byAddress = new Map([...found, ...single].map((entity) => [entity.url, entity]));
  return { entities: [...byAddress.values()].slice(0, isCovered ? MAX_ALONE : MAX_AMONG_WORDS), missing };
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

/** The known text nearest to `fold`; nothing if `fold` itself is known, or none is near. */
function nearest(known, fold) {
  const most = fold.length < 8 ? 1 : 2;
  let found, least = most + 1;
  for (const item of known) {
    if (item.fold === fold) return undefined;
    if (!alike(fold[0], item.fold[0])) continue;
    const by = slips(fold, item.fold, most);
    if (by < least) [found, least] = [item, by];
  }
  return found;
}

/**
 * A province or topic that a reader may have misspelt, with the query as it was meant: there are words
 * that no record has beside one another. `pairs` counts the records of each two words.
 */
async function misspelt(index, { text, list, asked, number }, pairs) {
  const isBroken = (at) => pairs[at] === 0 && asked[at + 1].follows && !asked[at].isFiller && !asked[at + 1].isFiller;
  if (list.length < 2 || number || asked.length !== list.length || !pairs.some((_, at) => isBroken(at))) return undefined;
  const known = (await index.spellings()).map((entity) => ({ entity, fold: entity.fold.replaceAll(" ", ""), words: entity.fold.split(" ").length }));
  const taken = known.filter(({ fold }) => fold.length > 5);
  for (let length = Math.min(list.length, 6); length > 1; length--) {
    for (let from = 0; from + length <= list.length; from++) {
      const part = list.slice(from, from + length);
      if (part.some(({ inQuotes, number: isNumber }) => inQuotes || isNumber) || !part.slice(1).some((_, n) => isBroken(from + n))) continue;
      const near = nearest(taken.filter(({ words: own }) => Math.abs(own - length) < 2), joined(list, from, from + length).replaceAll(" ", ""));
      if (!near) continue;
      const { kind, name } = near.entity;
      const written = kind === "chu-de" && !/^\p{Lu}{2}/u.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
      return { entity: near.entity, query: text.slice(0, part[0].at) + written + text.slice(part.at(-1).end) };
    }
  }
}

return { entities, misspelt, nearest, shown };
})();
