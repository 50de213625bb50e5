// Addresses of the search page, and what they may ask for.

const ssgAddress = (() => {
const { ROOT, PAGE } = ssgIndex;

/** What is above the title of a record, and the class of a lesson. */
const KINDS = {
  "bao-cao": ["Báo cáo"], "cach-lam-hay": ["Cách làm hay", "practice"], "dieu-can-tranh": ["Điều cần tránh", "caution"],
  "kien-nghi": ["Kiến nghị", "recommendation"], "ke-hoach": ["Kế hoạch"], tep: ["Tệp kèm theo"],
};
const FILTERS = { loai: "Loại", "chu-de": "Chủ đề", tinh: "Tỉnh, thành", nam: "Năm", "co-quan": "Cơ quan" };
const ORDERS = { "": "Phù hợp nhất", moi: "Mới nhất", cu: "Cũ nhất" };
/** How long a reader pauses before a query is answered, in milliseconds. */
const WAIT = 150;

/** What an address asks for. A facet has several values, separated by commas. */
function read(address) {
  const given = new URL(address).searchParams;
  const values = (name) => (given.get(name) ?? "").split(",").filter(Boolean);
  const order = given.get("xep") ?? "";
  return {
    query: given.get("q") ?? "", order: Object.hasOwn(ORDERS, order) ? order : "",
    filters: Object.keys(FILTERS).flatMap((name) => values(name).map((value) => `${name}/${value}`)),
  };
}

/** The address of the search page that asks for it. */
function address({ query, filters, order }) {
  const url = new URL(`tim-kiem/${PAGE}`, ROOT);
  const values = (name) => filters.filter((filter) => filter.startsWith(`${name}/`)).map((filter) => filter.slice(name.length + 1)).join(",");
  // By hand, so that Vietnamese and commas stay readable and a blank is a plus.
  const parts = [["q", query], ...Object.keys(FILTERS).map((name) => [name, values(name)]), ["xep", order]].filter(([, value]) => value);
  url.search = parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%20", "+").replaceAll("%2C", ",")}`).join("&");
  return url.href;
}

return { FILTERS, KINDS, ORDERS, WAIT, address, read };
})();
