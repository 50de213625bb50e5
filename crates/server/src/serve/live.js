// Keeps a page that `ssg serve` shows as new as its sources: shows its new text, loads it again when
// that has settled (the browser keeps the place), and lays what is wrong with the sources over it
// while it is so.
"use strict";
{
  const id = "ssg-faults";
  /** How long nothing must change for a page to be loaded anew, in ms. */
  const SETTLED = 500;
  let mine = document.currentScript.dataset.page;
  let timer;
  /** The page as it is now, and what it is known by. */
  const now = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const text = await answer.text();
    return { text, page: /data-page="([0-9a-f]+)"><\/script>\s*$/.exec(text)?.[1] };
  };
  /** Puts the new text in the place of the old one. Whether it could: a search's hits are no text. */
  const swap = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const [old, main] = [document, page].map((one) => one.querySelector("main"));
    if (!old || !main || old.id === id || main.id === id || old.querySelector("#ket-qua")) return false;
    document.title = page.title;
    old.replaceWith(document.adoptNode(main));
    return true;
  };
  const show = (faults) => {
    document.getElementById(id)?.remove();
    if (!faults) return;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_ssg/live.css";
    const box = document.createElement("div");
    box.id = id;
    box.setAttribute("role", "alert");
    const title = document.createElement("h1");
    title.textContent = "Có lỗi trong nguồn";
    const text = document.createElement("pre");
    text.textContent = faults;
    const hide = document.createElement("button");
    hide.type = "button";
    hide.textContent = "Ẩn";
    hide.addEventListener("click", () => box.remove());
    box.append(style, title, hide, text);
    document.body.append(box);
  };
  const listen = new EventSource("/_ssg/live");
  listen.addEventListener("sound", async () => {
    show("");
    const { text, page } = await now();
    if (page === mine) return;
    mine = page;
    // The text at once; when no more comes, the page itself, whose scripts have work to do in it.
    clearTimeout(timer);
    timer = setTimeout(() => location.reload(), swap(text) ? SETTLED : 0);
  });
  listen.addEventListener("faults", ({ data }) => {
    const alone = document.querySelector(`main#${id} pre`);
    if (alone) alone.textContent = data;
    else show(data);
  });
}
