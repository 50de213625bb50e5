// The archive in one file: unpacked elsewhere and opened from the folder, without any server.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How many pages are opened, by links from page to page. */
const PAGES = 20;

export async function bundle(browser, site, work, check) {
  const zip = join(site.folder, "du-lieu/kho.zip");
  if (!existsSync(zip)) {
    check("bundle: it is there", [`${zip} is missing`]);
    return;
  }
  const elsewhere = join(work, "thẻ nhớ USB");
  execFileSync("unzip", ["-q", zip, "-d", elsewhere]);
  const top = pathToFileURL(join(elsewhere, "kho/")).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  let noise = [];
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) noise.push(message.text()); });
  tab.on("pageerror", (error) => noise.push(error.message));
  tab.on("request", (request) => { if (!request.url().startsWith(top)) noise.push(`asks for ${request.url()}`); });
  // What the next page cuts short is no failure.
  tab.on("requestfailed", (request) => { if (request.failure()?.errorText !== "net::ERR_ABORTED") noise.push(`${request.url()}: ${request.failure()?.errorText}`); });

  // From the first page on, each time the first link to a page of a kind that was not seen yet.
  const kinds = new Map(site.pages.map(({ url, kind }) => [url, kind]));
  const address = (href) => href.slice(top.length).split(/[?#]/)[0].replace(/(^|\/)index\.html$/, "$1");
  const seen = new Set(), opened = new Set(), known = [`${top}index.html`];
  while (opened.size < PAGES) {
    const fresh = known.filter((href) => !opened.has(address(href)));
    const next = fresh.find((href) => !seen.has(kinds.get(address(href)))) ?? fresh[0];
    if (next === undefined) break;
    noise = [];
    await tab.goto(next, { waitUntil: "load" });
    const url = address(next);
    opened.add(url);
    seen.add(kinds.get(url));
    const page = await tab.evaluate(() => ({
      words: document.querySelector("main")?.textContent.trim().length ?? 0,
      styled: getComputedStyle(document.querySelector(".wrap")).maxWidth !== "none",
      broken: [...document.images].filter((image) => image.loading !== "lazy" && image.naturalWidth === 0).map((image) => image.src),
      links: [...document.links].map(({ href }) => href),
    }));
    const faults = [...noise, ...page.broken.map((src) => `${src} is no picture`)];
    if (page.words < 40) faults.push("there are no words");
    if (!page.styled) faults.push("the style is missing");
    faults.push(...page.links.filter((href) => href.startsWith("file:") && !href.startsWith(top)).map((href) => `${href} leads out`));
    faults.push(...page.links.filter((href) => href.startsWith(top) && /\/([?#].*)?$/.test(href)).map((href) => `${href} is a folder`));
    check(`bundle: /${url}`, faults);
    known.push(...page.links.filter((href) => href.startsWith(top) && kinds.has(address(href))));
  }
  check(`bundle: ${opened.size} pages of ${seen.size} kinds`, opened.size < PAGES ? ["too few"] : []);

  // A search from the first page, and its first hit.
  noise = [];
  await tab.goto(`${top}index.html`);
  await tab.fill("#s-tim", "giam sat");
  await tab.press("#s-tim", "Enter");
  await tab.waitForSelector('#ket-qua[data-state="done"]', { timeout: 10_000 }).catch(() => noise.push("no answer"));
  const first = tab.locator("#ket-qua .row h3 a").first();
  const [count, title] = [await tab.locator("#ket-qua .row").count(), await first.textContent().catch(() => "")];
  check(`bundle: a search finds ${count}`, count > 0 ? noise : [...noise, `nothing at ${tab.url()}`]);
  if (count > 0) {
    await first.click();
    await tab.waitForLoadState("load");
    const heading = await tab.locator("h1").textContent().catch(() => "");
    check("bundle: the first hit opens", heading.trim() === title.trim() && noise.length === 0 ? [] : [`${title} leads to ${heading} at ${tab.url()}`, ...noise]);
  }
  await context.close();
}
