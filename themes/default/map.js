// The map of provinces by topic and year: colours, numbers and links of its tiles, a table and its CSV.
// The map works without this file. `crates/site/src/data/map.rs` writes the data. Script and data are loaded
// when a reader opens the choices, or comes by an address that holds some.
"use strict";

(() => {
const ROOT = new URL("./", document.currentScript.src);
const box = document.querySelector("[data-map]");
if (!box) return;
const part = box.querySelector("[data-part]");
const tiles = new Map();
for (const link of document.querySelectorAll(".tiles > li:not(.isles) > a")) {
  tiles.set(new URL(link.href).pathname.split("/").filter((name) => name && name !== "index.html").pop(), {
    item: link.parentElement, link, name: link.firstChild.data.trim(), own: [link.parentElement.className, link.innerHTML, link.getAttribute("href")],
  });
}
const legend = document.querySelector(".legend ul");
const ownLegend = legend.innerHTML;

/** The lowest number of each shade, at most four, so that about as many provinces have each. */
function steps(numbers) {
  const sorted = numbers.filter((number) => number > 0).sort((a, b) => a - b);
  const quarters = [0, 1, 2, 3].map((quarter) => sorted[Math.floor(sorted.length * quarter / 4)]);
  const lowest = [...new Set(quarters.filter((number) => number !== undefined))];
  if (lowest.length > 0) lowest[0] = 1;
  return lowest;
}

function start(data) {
  const find = (list, value) => list.findIndex((entry) => String(entry) === value || entry[0] === value) + 1;
  /** The places of the topic and the year in the data, from 1; 0 is all. */
  const read = () => {
    const given = new URL(location.href).searchParams;
    return { topic: find(data.topics, given.get("chu-de")), year: find(data.years, given.get("nam")) };
  };
  let { topic, year } = read();
  const query = (names) => [[names[0], topic && data.topics[topic - 1][0]], ...names.slice(1).map((name) => [name, year && data.years[year - 1]])]
    .filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
  /** The trips to a province, as the finder of reports lists them. */
  const trips = (slug) => new URL(`bao-cao/?tinh=${slug}&${query(["chu-de", "tu", "den"])}`, ROOT).href;
  const rows = () => data.provinces.map(([slug, name, counts]) => ({ slug, name, count: counts[topic]?.[year] ?? 0 }));

  const said = make("p", { class: "count", role: "status" });
  const table = make("div");
  const download = make("button", { type: "button", class: "copy" }, "Tải CSV");
  download.addEventListener("click", () => {
    const lines = ["\"Tỉnh, thành\",Số chuyến đi", ...rows().map(({ name, count }) => `${name},${count}`)];
    const file = URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }));
    make("a", { href: file, download: "chuyen-di-theo-tinh.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  });

  const show = () => {
    const found = rows();
    const isAll = topic === 0 && year === 0;
    const lowest = steps(found.map(({ count }) => count));
    const counts = new Map(found.map(({ slug, count }) => [slug, count]));
    for (const [slug, { item, link, name, own }] of tiles) {
      if (isAll) {
        [item.className, link.innerHTML, link.href] = own;
        continue;
      }
      const count = counts.get(slug) ?? 0;
      item.className = own[0].replace(/ t\d.*/, ` t${lowest.filter((low) => low <= count).length}`);
      link.replaceChildren(name);
      if (count > 0) link.append(make("span", { class: "hide" }, ", "), make("b", {}, thousands(count)), make("span", { class: "hide" }, " chuyến"));
      link.href = count > 0 ? trips(slug) : own[2];
    }
    if (isAll) {
      legend.innerHTML = ownLegend;
    } else {
      const texts = lowest.map((low, at) => {
        const high = lowest[at + 1] - 1;
        return at + 1 === lowest.length ? `${low} trở lên` : low === high ? `${low}` : `${low}–${high}`;
      });
      const entry = (step, text) => make("li", {}, make("span", { class: `t${step}` }), text);
      legend.replaceChildren(...texts.map((text, at) => entry(at + 1, text)).reverse(), entry(0, "không có"));
    }
    const visited = found.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    const what = [topic && data.topics[topic - 1][1], year && `năm ${data.years[year - 1]}`].filter(Boolean).join(", ") || "Mọi chủ đề, mọi năm";
    said.textContent = `${what}: ${visited.length} tỉnh, thành có đoàn đến`;
    const lines = visited.map(({ slug, name, count }) => make("tr", {},
      make("th", { scope: "row" }, make("a", { href: isAll ? tiles.get(slug)?.own[2] ?? trips(slug) : trips(slug) }, name)),
      make("td", { class: "right" }, thousands(count))));
    table.replaceChildren(...(visited.length === 0 ? [] : [make("table", { class: "trips" },
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Tỉnh, thành"), make("th", { scope: "col", class: "right" }, "Số chuyến"))),
      make("tbody", {}, ...lines)), make("p", {}, download)]));
    for (const [select, value] of [[topics, topic], [years, year]]) select.value = String(value);
  };
  const choice = (title, any, names, set) => {
    const select = make("select", {}, ...[any, ...names].map((name, at) => make("option", { value: at }, name)));
    select.addEventListener("change", () => {
      set(Number(select.value));
      const url = new URL(location.href);
      url.search = query(["chu-de", "nam"]);
      history.pushState(null, "", url);
      show();
    });
    part.append(make("label", {}, make("span", {}, title), select));
    return select;
  };
  part.replaceChildren();
  part.className = "choices";
  const topics = choice("Chủ đề", "Mọi chủ đề", data.topics.map(([, label]) => label), (value) => { topic = value; });
  const years = choice("Năm", "Mọi năm", data.years, (value) => { year = value; });
  part.after(said);
  document.querySelector(".map").after(table);
  addEventListener("popstate", () => { ({ topic, year } = read()); show(); });
  show();
}

let begun;
/** Loads the data once, and shows the choices. */
function open() {
  begun ??= fetch(new URL("tinh/ban-do.json", ROOT)).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.json();
  }).then(start).catch((error) => {
    begun = undefined;
    part.textContent = "Không tải được dữ liệu. Sơ đồ vẫn dùng được.";
    console.error(error);
  });
}

box.addEventListener("toggle", () => { if (box.open) open(); });
if (box.open) open();
})();
