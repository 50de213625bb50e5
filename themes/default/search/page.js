// The search page. Words of the archive are only ever set as text. `make` and `thousands` are in site.js.

(() => {
const { loadMore } = ssgIndex;
const { KINDS, WAIT, address, read } = ssgAddress;
const { search, suggestion } = ssgAnswer;
const { shown: shownEntity } = ssgEntities;
const { excerptOf } = ssgExcerpt;

/** How many records are shown at first, fewer on a phone, and how many more at a time: each may load a file. */
const FEW = matchMedia("(min-width: 48em)").matches ? 10 : 6, MORE = 20;

/** Shows the pieces of an excerpt in the space that was kept for it. */
function fill(place, pieces) {
  const space = place.getBoundingClientRect().height;
  for (let left = 400; left > 60; left -= 20) {
    let length = 0;
    const shown = [];
    for (const [piece, wanted] of pieces) {
      const part = length + piece.length > left ? `${piece.slice(0, left - length).replace(/\s+\S*$/, "")} …` : piece;
      shown.push(wanted ? make("mark", {}, part) : part);
      length += piece.length;
      if (length > left) break;
    }
    place.replaceChildren(...shown);
    if (place.getBoundingClientRect().height <= space + 1) return;
  }
}

/** The search page: results as one types, and the address that leads back to them. */
function searchPage(input, results) {
  const said = document.getElementById("s-bao");
  const form = input.form;
  /** The ways in, which the page has before anything is asked. */
  const ways = results.firstElementChild;
  let turn = 0, shown = FEW, wide = false, state = read(location.href), timer, count;

  const go = (next, how = "pushState") => {
    clearTimeout(timer);
    state = next;
    [shown, wide] = [FEW, false];
    if (address(state) !== location.href) history[how](null, "", address(state));
    run();
  };
  const panel = make("details", { class: "narrow", hidden: "" }, make("summary", {}, "Lọc và sắp xếp"));
  let show;
  results.before(panel);
  panel.open = matchMedia("(min-width: 64em)").matches;
  panel.addEventListener("toggle", () => { if (panel.open) count?.(); });
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

  const entityRow = ({ label, url, title, line }) => make("li", { class: "row" }, make("p", { class: "over" }, label),
    make("h3", {}, make("a", { href: url }, title)), line ? make("p", {}, line) : undefined);

  async function hit(index, record, asked) {
    const { url, kind, title, line } = await index.hit(record);
    const [label, lesson] = KINDS[kind] ?? [""];
    // The words of a file are not on its record's page.
    const canFetch = location.protocol !== "file:" && kind !== "tep";
    const text = canFetch ? make("p", { class: "excerpt" }) : undefined;
    const row = make("li", { class: lesson ? `row lesson ${lesson}` : "row" },
      make("p", { class: lesson ? `lesson-kind ${lesson}` : "over" }, label), make("h3", {}, make("a", { href: url }, title)), text,
      line ? make("p", {}, line) : undefined);
    if (canFetch) whenSeen(row, () => cite(url, text, asked));
    return row;
  }

  /** Fetches the page of a hit and shows what of it was asked for. */
  async function cite(url, place, asked) {
    const answer = await fetch(url);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fill(place, await excerptOf(page, asked));
  }

  async function suggest(found, place) {
    const own = turn;
    const other = await suggestion(found);
    if (own !== turn || !other) return;
    const entity = other.entity && make("ol", { class: "rows entities" }, entityRow(shownEntity(other.entity)));
    place.replaceChildren(make("p", { class: "meant" }, "Có phải bạn tìm ", link({ ...state, query: other.query }, {}, other.query), "?"), entity ?? "");
  }

  async function chips(index) {
    const labels = await Promise.all(state.filters.map(async (filter) =>
      (await index.range("facets", filter, `${filter}\t`)).find(({ fold }) => fold === filter)?.key ?? filter));
    return labels.map((label, at) => make("li", {}, link(without(state.filters[at]), { "aria-label": `Bỏ lọc ${label}` }, `${label} ×`)));
  }

  /** What is said before the records: what was chosen, what is not there, and the entities. */
  function before({ entities, missing, unknown, relaxed, count: many }, chosen) {
    const parts = [];
    const note = (text) => parts.push(make("p", { class: "nothing" }, text));
    if (chosen.length > 0) parts.push(make("ul", { class: "chips" }, ...chosen));
    if (unknown) note(`Trong kho không có văn bản số “${unknown}”.`);
    if (missing.length > 0) note(`Chưa có nơi đến hay bài học nào: ${missing.join("; ")}.`);
    if (entities.length > 0) parts.push(make("ol", { class: "rows entities" }, ...entities.map(entityRow)));
    if (relaxed && many > 0) note("Không văn bản nào có đủ các chữ này. Dưới đây là những văn bản có gần đủ.");
    if (many === 0 && !unknown && entities.length === 0) note("Chưa tìm thấy gì. Hãy thử ít chữ hơn, chữ khác, hoặc các lối đi bên dưới.");
    return parts;
  }

  async function run() {
    const own = ++turn;
    const { query, filters, order } = state;
    if (!query.trim() && filters.length === 0) {
      results.replaceChildren(ways);
      results.dataset.state = "idle";
      delete results.dataset.count;
      said.textContent = "";
      panel.hidden = true;
      return;
    }
    results.dataset.state = "busy";
    try {
      const found = await search(query, filters, wide);
      const { index, asked } = found;
      const chosen = await chips(index);
      const top = await found.best(shown, order);
      const rows = await Promise.all(top.map((record) => hit(index, record, asked)));
      if (own !== turn) return;
      const parts = before(found, chosen);
      const meant = make("div");
      parts.splice(chosen.length > 0 ? 1 : 0, 0, make("h2", { class: "hide" }, "Kết quả"), meant);
      if (rows.length > 0) parts.push(make("ol", { class: "rows records" }, ...rows));
      const more = [];
      if (found.count > shown) more.push(button(`Xem thêm ${Math.min(MORE, found.count - shown)} kết quả`, () => { shown += MORE; return shown - MORE; }));
      if (!found.wide && asked.length > 1 && !wide && !found.unknown) {
        more.push(button("Tìm cả nơi các chữ này đứng rời nhau", () => { wide = true; return 0; }));
      }
      if (more.length > 0) parts.push(make("p", { class: "more-hits" }, ...more));
      if (found.count === 0) parts.push(ways);
      results.replaceChildren(...parts);
      results.dataset.count = found.count;
      results.dataset.state = "done";
      said.textContent = `${thousands(found.count)} kết quả${query.trim() ? ` cho “${query.trim()}”` : ""}`;
      suggest(found, meant).catch(() => {});
      panel.hidden = found.texts.length < 2 && filters.length === 0;
      count = async () => {
        await loadMore();
        const counts = await ssgFacets.countFacets(index, found.texts, filters);
        show ??= ssgFacets.narrowing(panel, (set) => go(set(state)));
        if (own === turn) show(counts, state);
      };
      if (panel.open && !panel.hidden) count().catch(() => {});
    } catch (error) {
      if (own !== turn) return;
      results.replaceChildren(make("p", { class: "nothing" }, "Không đọc được chỉ mục tìm kiếm. Hãy kiểm tra kết nối rồi thử lại."), ways);
      results.dataset.state = "failed";
      said.textContent = "";
      console.error(error);
    }
  }

  /** A button that changes what is shown; the focus goes to the first record that is new. */
  function button(label, act) {
    const made = make("button", { type: "button", class: "copy" }, label);
    made.addEventListener("click", async (event) => {
      const from = act(event);
      await run();
      results.querySelectorAll(".records .row h3 a")[from]?.focus();
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
    [shown, wide] = [FEW, false];
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
});
/** Does `act` when `element` is in the window. */
function whenSeen(element, act) {
  waiting.set(element, act);
  watcher?.observe(element);
}

// For tests.
globalThis.ssgSearch.excerpt = ssgExcerpt.excerpt;

const input = document.querySelector("[data-search] input");
const results = document.getElementById("ket-qua");
if (input && results) searchPage(input, results);
})();
