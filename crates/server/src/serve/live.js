// Keeps a page of `ssg serve` up to date: replaces its text after each change, reloads it when the
// changes pause (the browser keeps the scroll position), and shows errors of the sources over it.
"use strict";
{
  const id = "ssg-faults";
  /** The pause in changes after which the page is reloaded, in ms. */
  const RELOAD_DELAY = 500;
  let digest = document.currentScript.dataset.page;
  let timer;
  /** The current text of the page and its digest. */
  const fetchPage = async () => {
    const response = await fetch(location.href, { cache: "no-store" });
    const text = await response.text();
    return { text, page: /data-page="([0-9a-f]+)"><\/script>\s*$/.exec(text)?.[1] };
  };
  /** Replaces the text of the page. Returns false if it cannot: search results are made by a script. */
  const replaceText = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const [old, main] = [document, page].map((one) => one.querySelector("main"));
    if (!old || !main || old.id === id || main.id === id || old.querySelector("#ket-qua")) return false;
    document.title = page.title;
    old.replaceWith(document.adoptNode(main));
    return true;
  };
  const showErrors = (errors) => {
    document.getElementById(id)?.remove();
    if (!errors) return;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/_ssg/live.css";
    const box = document.createElement("div");
    box.id = id;
    box.setAttribute("role", "alert");
    const title = document.createElement("h1");
    title.textContent = "Có lỗi trong nguồn";
    const text = document.createElement("pre");
    text.textContent = errors;
    const hide = document.createElement("button");
    hide.type = "button";
    hide.textContent = "Ẩn";
    hide.addEventListener("click", () => box.remove());
    box.append(style, title, hide, text);
    document.body.append(box);
  };
  const listen = new EventSource("/_ssg/live");
  listen.addEventListener("sound", async () => {
    showErrors("");
    const { text, page } = await fetchPage();
    if (page === digest) return;
    digest = page;
    // Show the text at once; reload later, because scripts of the page may change it.
    clearTimeout(timer);
    timer = setTimeout(() => location.reload(), replaceText(text) ? RELOAD_DELAY : 0);
  });
  listen.addEventListener("faults", ({ data }) => {
    const errorPage = document.querySelector(`main#${id} pre`);
    if (errorPage) errorPage.textContent = data;
    else showErrors(data);
  });
}
