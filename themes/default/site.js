// Small conveniences. Everything on a page works without them: what this file adds to a page is
// only there when it can work.
"use strict";

/** Makes an element. Words of the archive are only ever set as text. */
const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...inside.filter((part) => part !== undefined && part !== ""));
  return element;
};
/** A number with a dot between thousands. */
const thousands = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ".");

/** Makes a button that does `act` and says `done` for a moment. */
function button(label, act, done) {
  const made = make("button", { type: "button", class: "copy" }, label);
  made.addEventListener("click", async () => {
    try { await act(made); } catch { return; }
    if (!done) return;
    made.textContent = done;
    made.setAttribute("aria-live", "polite");
    setTimeout(() => { made.textContent = label; }, 2000);
  });
  return made;
}

/** What this device remembers under `name`; a private window remembers nothing. */
const remembered = (name) => { try { return localStorage.getItem(name) || ""; } catch { return ""; } };
const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* see above */ } };

// One button hands on the address of a record: by what the device shares with, or copied.
const head = document.querySelector("article > header");
if (head && navigator.share) {
  head.append(button("Chia sẻ", () => navigator.share({ title: document.title, url: location.href })));
} else if (head && navigator.clipboard) {
  head.append(button("Sao chép liên kết", () => navigator.clipboard.writeText(location.href), "Đã sao chép"));
}
if (navigator.clipboard) {
  for (const text of document.querySelectorAll(".cite > .text, .cite pre")) {
    text.after(button("Sao chép trích dẫn", () => navigator.clipboard.writeText(text.textContent.trim()), "Đã sao chép"));
  }
}

const foot = document.querySelector(".foot > .wrap");

/** Lets `act` use what is remembered under `name`, and adds a button to the foot that goes through `values`. */
function choice(name, label, values, act) {
  let value = remembered(name) in values ? remembered(name) : "";
  act(value);
  foot?.append(button(`${label}: ${values[value]}`, (made) => {
    const keys = Object.keys(values);
    value = keys[(keys.indexOf(value) + 1) % keys.length];
    remember(name, value);
    act(value);
    made.textContent = `${label}: ${values[value]}`;
  }), " ");
}

// Light, dark, or as the device has it. Before the first paint, so that no page flashes white.
choice("look", "Giao diện", { "": "theo thiết bị", light: "sáng", dark: "tối" }, (look) => {
  if (look) document.documentElement.dataset.look = look; else delete document.documentElement.dataset.look;
});

const own = document.currentScript.src;
/** Loads a script of the theme, once; and `style`, if it has one. */
function loadScript(name, style) {
  const js = new URL(name, own);
  if (document.querySelector(`script[src="${js}"]`)) return;
  const script = document.createElement("script");
  script.src = js;
  // In the order in which they are asked for: the search page comes in two.
  script.async = false;
  document.head.append(script);
  if (!style) return;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL(style, own);
  document.head.append(sheet);
}

// The finder of a list, or the choices of the map, come when they are opened, or by an address that holds some.
for (const finder of document.querySelectorAll(".finder")) {
  finder.addEventListener("toggle", () => loadScript("map" in finder.dataset ? "map.js" : "finder.js"));
  if (location.search) finder.open = true;
}

// Search comes when it is wanted: a box gets the focus, by "/" too, or the page is its own. A reader
// whose hands or voice press keys by chance can switch the key off.
const box = document.querySelector("[data-search] input");
if (box) {
  const isOwnPage = Boolean(document.getElementById("ket-qua"));
  const load = () => {
    loadScript("search.js", "search.css");
    if (isOwnPage) loadScript("search-page.js");
  };
  box.autocomplete = "off";
  box.maxLength = 200;
  if (isOwnPage) load();
  box.addEventListener("focus", load);
  let slash;
  choice("slash", "Phím / mở ô tìm", { "": "bật", off: "tắt" }, (value) => { slash = value; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || slash) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
  });
}
