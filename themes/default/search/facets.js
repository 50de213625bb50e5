// Filters with their numbers. Loaded when a reader opens them, and on wide screens.

const ssgFacets = (() => {
const { decode } = ssgIndex;
const { PAIRED, allowedBy, breathe, nameOf } = ssgAnswer;
const { FILTERS, ORDERS } = ssgAddress;

/** The values of each facet, with how many of `records` each finds beside the filters of other facets. */
async function countFacets(index, records, filters) {
  const plain = await index.range("facets", "", "}");
  const counts = {};
  for (const name of new Set(plain.map(({ fold }) => nameOf(fold)))) {
    const other = PAIRED.includes(name) ? PAIRED.find((other) => other !== name) : undefined;
    const chosen = filters.filter((filter) => nameOf(filter) === other);
    const allowed = await allowedBy(index, filters.filter((filter) => ![name, chosen.length > 0 ? other : name].includes(nameOf(filter))));
    const values = new Map();
    const add = (fold, label, postings) => {
      const value = values.get(fold) ?? { fold, label, of: new Set() };
      values.set(fold, value);
      decode(postings, (record) => value.of.add(record));
    };
    for (const { fold, key, postings } of chosen.length > 0 ? [] : plain) if (nameOf(fold) === name) add(fold, key, postings);
    for (const facet of chosen) {
      for (const { fold, key, postings } of await index.range("facets", `~${facet}/`, `~${facet}/\uffff`)) add(`${name}/${fold.split("/")[2]}`, key, postings);
      await breathe();
    }
    const ofRecords = new Uint8Array(index.records);
    for (const record of records) if (!allowed || allowed[record]) ofRecords[record] = 1;
    counts[name] = [...values.values()].map(({ fold, label, of }) => {
      let count = 0;
      for (const record of of) count += ofRecords[record];
      return { fold, label, count };
    });
    await breathe();
  }
  return counts;
}

/** Fills the group of filters and the order of the results, which stays in place while they change. */
function narrowing(panel, change) {
  const select = make("select", {}, ...Object.entries(ORDERS).map(([value, label]) => make("option", { value }, label)));
  select.addEventListener("change", () => change((state) => ({ ...state, order: select.value })));
  const groups = Object.fromEntries(Object.entries(FILTERS).map(([name, title]) => {
    const said = make("span", { class: "n" });
    const list = make("ul");
    return [name, { said, list, group: make("details", { hidden: "" }, make("summary", {}, title, said), list) }];
  }));
  panel.append(make("div", { class: "choices" }, make("label", {}, make("span", {}, "Sắp xếp"), select)),
    make("div", { class: "facets" }, ...Object.values(groups).map(({ group }) => group)));
  const options = new Map();
  const option = (fold, label) => {
    const known = options.get(fold);
    if (known) return known;
    const input = make("input", { type: "checkbox" });
    const number = make("span", { class: "n" });
    input.addEventListener("change", () => change((state) => ({
      ...state, filters: [...state.filters.filter((filter) => filter !== fold), ...(input.checked ? [fold] : [])],
    })));
    const made = { input, number, label, item: make("li", {}, make("label", {}, input, make("span", {}, label), number)) };
    options.set(fold, made);
    return made;
  };
  return (counts, { filters, order }) => {
    const focused = document.activeElement;
    select.value = order;
    for (const [name, { said, list, group }] of Object.entries(groups)) {
      const entries = (counts[name] ?? []).filter(({ fold, count }) => count > 0 || filters.includes(fold));
      entries.sort((a, b) => (name === "nam" ? (a.fold < b.fold ? 1 : -1) : b.count - a.count || (a.fold < b.fold ? -1 : 1)));
      list.replaceChildren(...entries.map(({ fold, label, count }) => {
        const { input, number, item } = option(fold, label);
        input.checked = filters.includes(fold);
        number.textContent = thousands(count);
        return item;
      }));
      group.hidden = entries.length === 0;
      said.textContent = entries.filter(({ fold }) => filters.includes(fold)).map(({ label }) => label).join(", ");
    }
    if (panel.contains(focused)) focused.focus();
  };
}

return { countFacets, narrowing };
})();
