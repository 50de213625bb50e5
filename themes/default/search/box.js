// The search box on every page, with the best hits below it.

(() => {
const { KINDS, WAIT, address } = ssgAddress;
const { named, search } = ssgAnswer;

/** The most hits below a box. */
const MAX_OPTIONS = 7;

/**
 * The entities and the best records for the box. A query that only names things together ("du lịch ở Lào
 * Cai", "giám sát 2022–2025") is answered by what they lead to; its records are not looked up.
 */
async function answers(query) {
  const { read, entities } = await named(query);
  if (read.isCovered && entities.length > 1) return { entities, records: [] };
  const { index, best, count } = await search(query);
  return { entities, records: await Promise.all((await best(6)).map((record) => index.hit(record))), count };
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
    const { entities, records, count } = await answers(query);
    if (own !== turn || document.activeElement !== input) return;
    const hits = [...entities.map(({ url, label, title, line }) => ({ url, over: [label, line].filter(Boolean).join(" · "), title })),
      ...records.map(({ url, kind, title }) => ({ url, over: KINDS[kind]?.[0] ?? "", title }))].slice(0, MAX_OPTIONS);
    list.replaceChildren(...hits.map(({ url, over, title }, at) => option(at, url, make("span", { class: "soft" }, over), title)));
    const all = count === undefined ? "Xem mọi kết quả" : `Xem cả ${thousands(count)} kết quả`;
    if (count === undefined || count + entities.length > hits.length) list.append(option(hits.length, address({ query, filters: [], order: "" }), all));
    choose(-1);
    show(hits.length > 0);
    said.textContent = count === undefined ? `${entities.length} gợi ý` : `${thousands(count)} kết quả`;
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

// For tests.
globalThis.ssgSearch = { words: ssgWords.words, open: ssgIndex.open, search, suggestion: ssgAnswer.suggestion };

const input = document.querySelector("[data-search] input");
if (input && !document.getElementById("ket-qua")) searchBox(input);
})();
