// Excerpts: the stop or the sentence of a page that matched.

const ssgExcerpt = (() => {
const { UNSEEN, words } = ssgWords;
const { plain } = ssgQuery;
const { breathe, fits } = ssgAnswer;

/** How many words an excerpt has. */
const LENGTH = 34;
/** The letters of a text that are read at once: a document of many pages would keep the page from answering. */
const PART = 4000;
/** How many words before the first that was asked for an excerpt may begin, to begin with its sentence. */
const LEAD = 12;

/** Whether a word of a text is a word of the query. */
const isSame = (word, wanted) => (word.number && wanted.number ? Number(word.fold) === Number(wanted.fold)
  : (wanted.open ? word.fold.startsWith(wanted.fold) : word.fold === wanted.fold) && fits(word.key, wanted));

/** For each word of a text the entry of the query that it is part of, and whether it is so beside its neighbour. */
function marked(text, all, asked) {
  const marks = all.map((word) => asked.findIndex((wanted) => wanted.fold && isSame(word, wanted)));
  // A word counts beside its neighbour of the query, or alone where it is asked for alone.
  const isAlone = asked.filter(({ isFiller }) => !isFiller).length === 1;
  const beside = marks.map((mark, at) => mark >= 0 && !(asked[mark].isFiller && isAlone)
    && (isAlone || (marks[at + 1] === mark + 1 && all[at + 1]?.follows) || (mark > 0 && marks[at - 1] === mark - 1 && all[at]?.follows)));
  asked.forEach((entry, mark) => (entry.forms ?? []).forEach((form) => {
    for (let at = 0; at + form.length <= all.length; at++) {
      if (!form.every((wanted, n) => isSame(all[at + n], wanted) && (n === 0 || all[at + n].follows || !wanted.follows))) continue;
      marks.fill(mark, at, at + form.length);
      beside.fill(true, at, at + form.length);
    }
  }));
  // A sum fits by its value, however it is written. A range is about the cost of a trip, the first sum of its fact.
  const done = new Set();
  const sums = asked.some(({ upTo }) => upTo) ? ssgNumbers.amounts(plain(text)) : [];
  for (const { at, end, value } of sums) {
    const mark = asked.findIndex(({ from, upTo }) => upTo && Number(from.slice(1)) <= value && value <= Number(upTo.slice(1)));
    if (mark < 0 || done.has(mark)) continue;
    if (asked[mark].isFact) done.add(mark);
    all.forEach((word, n) => { if (word.at >= at && word.at < end) [marks[n], beside[n]] = [mark, true]; });
  }
  return { marks, beside };
}

/**
 * The stretch of a text that says most of what was asked, as pieces `[text, is asked for]`, and how many
 * different parts of the query it says.
 */
function excerpt(text, asked) {
  text = text.replace(UNSEEN, "").replace(/\s+/g, " ").trim();
  const all = words(text);
  const { marks, beside } = marked(text, all, asked);
  const strong = beside.some(Boolean);
  let most = -1, start = 0, said = 0;
  const seen = new Array(asked.length).fill(0);
  let score = 0, different = 0;
  const count = (at, by) => {
    if (marks[at] < 0) return;
    const had = seen[marks[at]] > 0;
    seen[marks[at]] += by;
    if (had !== seen[marks[at]] > 0 && !asked[marks[at]].isFiller) {
      score += by * (beside[at] || !strong ? 3 : 0);
      different += by * (beside[at] ? 1 : 0.5);
    }
    score += by * (beside[at] ? 1 : 0.1);
  };
  for (let at = 0; at < all.length; at++) {
    count(at, 1);
    if (at >= LENGTH) count(at - LENGTH, -1);
    if (score > most + 0.01) [most, start, said] = [score, Math.max(0, at - LENGTH + 1), different];
  }
  // From the beginning of the sentence, or some words before the first that was asked for.
  const first = marks.findIndex((mark, at) => at >= start && mark >= 0 && (beside[at] || !strong));
  if (first > start || start > 0) {
    const begins = (at) => at === 0 || /[.;!?…·]\s/.test(text.slice(all[at - 1].end, all[at].at + 1));
    const from = Array.from({ length: LEAD }, (_, back) => Math.max(first, 0) - back).find((at) => at >= 0 && begins(at));
    start = from ?? Math.max(start, first - 8, 0);
  }
  const end = Math.min(start + LENGTH, all.length);
  if (end === 0) return { pieces: [], said, score: 0 };
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
  return { pieces, said, score: most };
}

/** The passages of a page: its text, and each stop of its itinerary. */
function passages(page) {
  const texts = [...page.querySelectorAll("main .text")].filter((part) => !part.closest(".cite") && !part.parentElement.closest(".text"));
  // Between blocks stands a sign, or words of two of them would seem to follow one another.
  const read = (part) => {
    part.querySelectorAll("p, li, h2, h3, h4, h5, h6, td, th").forEach((block) => block.append("\n"));
    part.querySelectorAll("br").forEach((end) => end.replaceWith("\n"));
    return part.textContent.replace(/(?<![.;:!?…,])\s*\n\s*/g, " · ").replace(/^[\s·]+|[\s·]+$/g, "");
  };
  const stops = [...page.querySelectorAll(".stop")].map((stop) => {
    stop.querySelectorAll(".label:not(:first-child), .more").forEach((part) => part.remove());
    const day = stop.closest(".days > li")?.querySelector("h3 time")?.textContent ?? "";
    return [day, read(stop)].filter(Boolean).join(", ");
  });
  const apart = [...page.querySelectorAll(".facts .second, .facts br, .facts p, .facts li")];
  for (const part of apart) part.before(" ");
  const facts = [...page.querySelectorAll("article > header .facts div, #s-thong-tin .facts div")].map((fact) =>
    [...fact.children].map((part) => part.textContent.replace(/\s+/g, " ").trim()).join(": "));
  return { text: texts.map(read).join(" · "), others: [...stops, ...facts] };
}

/** A text in parts of about `PART` letters, each with whole blocks. */
function parts(text) {
  const all = [""];
  for (const block of text.split(/(?<= · )/)) {
    if (all.at(-1).length + block.length > PART) all.push("");
    all[all.length - 1] += block;
  }
  return all;
}

/** The excerpt of the passage of a page that says most of the query. */
async function excerptOf(page, asked) {
  const { text, others } = passages(page);
  const read = async (all) => {
    const found = [];
    for (const one of all) {
      await breathe();
      found.push(excerpt(one, asked));
    }
    return found;
  };
  const inText = (await read(parts(text))).reduce((best, one) =>
    one.said > best.said || (one.said === best.said && one.score > best.score) ? one : best);
  const beside = await read(others);
  // Of equals a stop says it shorter than the text.
  const most = Math.max(inText.said, ...beside.map(({ said }) => said));
  return (beside.find(({ said }) => said === most && said > 0) ?? inText).pieces;
}

return { excerpt, excerptOf };
})();
