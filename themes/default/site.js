// Small conveniences. Everything on a page works without them: what this file adds to a page is
// only there when it can work.
"use strict";

/** Makes a button that does `act` and says `done` for a moment. */
function button(label, done, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "copy";
  made.textContent = label;
  made.addEventListener("click", async () => {
    await act();
    if (!done) return;
    made.textContent = done;
    made.setAttribute("aria-live", "polite");
    setTimeout(() => { made.textContent = label; }, 2000);
  });
  return made;
}

const copy = (text) => navigator.clipboard.writeText(text);

if (navigator.clipboard) {
  // A link to each section of a text, and to each lesson in it.
  for (const section of document.querySelectorAll(".text :is(h2, h3)[id], .text .lesson[id]")) {
    const heading = section.matches(".lesson") ? section.querySelector("h2, h3, h4") : section;
    const link = new URL(`#${section.id}`, location.href).href;
    heading?.append(" ", button("Chép liên kết", "Đã chép", () => copy(link)));
  }
  for (const text of document.querySelectorAll(".cite :is(.text, pre)")) {
    text.after(button("Chép trích dẫn", "Đã chép", () => copy(text.textContent.trim())));
  }
}

// Search comes when it is wanted: a box gets the focus, by "/" too, or the page is its own.
const box = document.querySelector("[data-search] input");
if (box) {
  const js = new URL("search.js", document.currentScript.src);
  const load = () => {
    if (document.querySelector(`script[src="${js}"]`)) return;
    const script = document.createElement("script");
    script.src = js;
    document.head.append(script);
  };
  if (document.getElementById("ket-qua")) load();
  box.addEventListener("focus", load);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
  });
}

// Light, dark, or as the device has it; remembered on this device only.
const looks = { "": "theo máy", light: "sáng", dark: "tối" };
const root = document.documentElement;
const remembered = () => { try { return localStorage.getItem("look") || ""; } catch { return ""; } };
const wear = (look) => { if (look) root.dataset.look = look; else delete root.dataset.look; };
wear(remembered());
const foot = document.querySelector(".foot .wrap");
if (foot) {
  const label = () => `Nền: ${looks[root.dataset.look || ""]}`;
  const made = button(label(), "", () => {
    const names = Object.keys(looks);
    const next = names[(names.indexOf(root.dataset.look || "") + 1) % names.length];
    wear(next);
    try { localStorage.setItem("look", next); } catch { /* a private window remembers nothing */ }
    made.textContent = label();
  });
  foot.append(made);
}
