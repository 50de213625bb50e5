// Entities that a query names: provinces, topics, people and others, and pairs of them, as first hits.

const ssgEntities = (() => {
const { words } = ssgWords;
const { fullAddress } = ssgIndex;

/** What is above the name of an entity. */
const KINDS = {
  tinh: "Tỉnh, thành phố", "tinh-cu": "Tỉnh, thành phố (tên cũ)", nuoc: "Nước", "chu-de": "Chủ đề", nam: "Năm", "co-quan": "Cơ quan",
  "truong-doan": "Trưởng đoàn", noi: "Nơi đến", trang: "Trang",
};
/** Persons and councils are asked for by their names alone; a topic may be what a person is asked about. */
const ORDER = ["truong-doan", "co-quan", "tinh-cu", "tinh", "nuoc", "chu-de", "nam", "noi", "trang"];
/** Places, councils and people: with one of them a page of the whole archive is no answer. */
const SPECIFIC = ORDER.slice(0, 5);
/** How many entities are shown: of a query that only names them, and of one that also asks for other words. */
const MAX_ALONE = 6, MAX_AMONG_WORDS = 2;

const shown = ({ kind, address, name, counts }) => ({ label: KINDS[kind], url: fullAddress(address), title: name, line: counts });
/** Where a topic was studied: the numbers of a former province are those of the one it is part of now. */
const placeName = ({ kind, name, counts }) =>
  (kind === "tinh-cu" ? `${counts.split(" · ")[0].replace(/^nay thuộc /, "")} (gồm ${name} cũ)` : name);
const yearsOf = ({ from, to }) => [from[0], Math.min(to[0], 2100)];

/** The pair of an entity or a year with a topic. */
async function pair(index, slug, topic) {
  const fold = `~${slug}/${topic.slug}`;
  return (await index.range("entities", fold, fold))[0];
}

/**
 * The entities that a query names, best first, the pairs that the archive has nothing on, and the countries
 * without trips (`absent`).
 */
async function entities(index, { list, spans, pages, times, isCovered }) {
  const named = spans.flatMap((span) => span.entities);
  /** What may only begin with what was written is not missed. */
  const guessed = new Set(spans.filter(({ isPrefix }) => isPrefix).flatMap((span) => span.entities));
  const all = named.filter(({ address }) => address);
  const absent = named.filter(({ address }) => !address).map(({ name }) => name);
  const of = (...kinds) => all.filter(({ kind }) => kinds.includes(kind));
  const topics = [...new Map(of("chu-de").map((topic) => [topic.slug, topic])).values()].slice(0, 2);
  // The former province of a name is part of today's.
  const provinces = [...new Map(of("tinh-cu", "tinh").map((place) => [place.slug, place])).values()].slice(0, 3), countries = of("nuoc").slice(0, 2);
  const found = [], missing = [];
  for (const topic of topics) {
    for (const place of [...provinces, ...countries]) {
      const known = await pair(index, place.slug, topic);
      const title = `${topic.name} ở ${placeName(place)}`;
      if (known) found.push({ label: "Chủ đề ở một nơi", url: fullAddress(known.address), title, line: known.counts });
      else if (!guessed.has(topic) && !guessed.has(place)) missing.push(title);
    }
  }
  const time = times[0];
  const years = time && time.from.length === 1 ? yearsOf(time) : undefined;
  const isOneYear = years && years[0] === years[1];
  if (isOneYear && provinces.length + countries.length + absent.length === 0) {
    for (const topic of topics) {
      const known = await pair(index, years[0], topic);
      const title = `${topic.name} năm ${years[0]}`;
      if (known) found.push({ label: "Chủ đề trong một năm", url: fullAddress(known.address), title, line: known.counts });
      else if (!guessed.has(topic)) missing.push(title);
    }
  }
  if (years && countries.length + absent.length === 0 && (topics.length + provinces.length > 1 || !isOneYear || (provinces.length > 0 && topics.length === 0))) {
    found.unshift(...ssgNumbers.finder(index, topics, provinces, years));
  }
  if (isOneYear) all.push(...await index.range("entities", String(years[0]), String(years[0])));
  if (isCovered && !named.some(({ kind }) => SPECIFIC.includes(kind))) all.push(...pages.flatMap((page) => page.entities));
  // The whole query may be the name of a page, and begin with that of a topic.
  const [page] = pages;
  if (page?.from === 0 && page.to === list.length) found.unshift(...page.entities.map(shown));
  // A former province that is named as today's comes after it.
  const isNamedAsToday = ({ kind, fold, name }) => kind === "tinh-cu" && words(name).map((word) => word.fold).join(" ") !== fold;
  const rank = (entity) => ORDER.indexOf(isNamedAsToday(entity) && all.some(({ kind, fold }) => kind === "tinh" && fold === entity.fold) ? "tinh" : entity.kind);
  const single = [...new Set(all)].map((entity, at) => ({ entity, at }))
    .sort((a, b) => rank(a.entity) - rank(b.entity) || a.at - b.at).map(({ entity }) => shown(entity));
  const byAddress = new Map([...found, ...single].map((entity) => [entity.url, entity]));
  return { entities: [...byAddress.values()].slice(0, isCovered ? MAX_ALONE : MAX_AMONG_WORDS), missing, absent };
}

return { entities, placeName, shown };
})();
