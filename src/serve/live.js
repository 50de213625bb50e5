// Keeps a page that `ssg serve` shows as new as its sources: loads it again when it has changed
// (the browser keeps the place), and lays what is wrong with the sources over it while it is so.
"use strict";
{
  const mine = document.currentScript.dataset.page;
  const id = "ssg-faults";
  /** What the page is known by now. */
  const now = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const text = await answer.text();
    return /data-page="([0-9a-f]+)"><\/script>\s*$/.exec(text)?.[1];
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
    if (await now() !== mine) location.reload();
  });
  listen.addEventListener("faults", ({ data }) => {
    const alone = document.querySelector(`main#${id} pre`);
    if (alone) alone.textContent = data;
    else show(data);
  });
}
