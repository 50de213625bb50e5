// The bundle: unpacked into another folder and opened there without a server.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How many pages are opened by following links. */
const PAGES = 20;

export async function bundle(browser, site, work, check) {
  const zip = join(site.folder, "du-lieu/kho.zip");
  if (!existsSync(zip)) {
    check("bundle: it exists", [`${zip} is missing`]);
    return;
  }
  const unpacked = join(work, "thẻ nhớ USB");
  execFileSync("unzip", ["-q", zip, "-d", unpacked]);
  const top = pathToFileURL(join(unpacked, "kho/")).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  let errors = [];
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) errors.push(message.text()); });
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("request", (request) => { if (!request.url().startsWith(top)) errors.push(`requests ${request.url()}`); });
  // The next navigation may abort a request, which is no failure.
  tab.on("requestfailed", (request) => { if (request.failure()?.errorText !== "net::ERR_ABORTED") errors.push(`${request.url()}: ${request.failure()?.errorText}`); });

  // Starts at the home page and follows the first link to a page of a kind that was not seen yet.
  const kinds = new Map(site.pages.map(({ url, kind }) => [url, kind]));
  const address = (href) => href.slice(top.length).split(/[?#]/)[0].replace(/(^|\/)index\.html$/, "$1");
  const seenKinds = new Set(), opened = new Set(), known = [`${top}index.html`];
  while (opened.size < PAGES) {
    const unopened = known.filter((href) => !opened.has(address(href)));
    const next = unopened.find((href) => !seenKinds.has(kinds.get(address(href)))) ?? unopened[0];
    if (next === undefined) break;
    errors = [];
    await tab.goto(next, { waitUntil: "load" });
    const url = address(next);
    opened.add(url);
    seenKinds.add(kinds.get(url));
    const page = await tab.evaluate(() => ({
      words: document.querySelector("main")?.textContent.trim().length ?? 0,
      styled: getComputedStyle(document.querySelector(".wrap")).maxWidth !== "none",
      broken: [...document.images].filter((image) => image.loading !== "lazy" && image.naturalWidth === 0).map((image) => image.src),
      links: [...document.links].map(({ href }) => href),
    }));
    const faults = [...errors, ...page.broken.map((src) => `${src} is not an image`)];
    if (page.words < 40) faults.push("there are no words");
    if (!page.styled) faults.push("the style is missing");
    faults.push(...page.links.filter((href) => href.startsWith("file:") && !href.startsWith(top)).map((href) => `${href} leaves the bundle`));
    faults.push(...page.links.filter((href) => href.startsWith(top) && /\/([?#].*)?$/.test(href)).map((href) => `${href} is a folder`));
    check(`bundle: /${url}`, faults);
    known.push(...page.links.filter((href) => href.startsWith(top) && kinds.has(address(href))));
  }
  check(`bundle: ${opened.size} pages of ${seenKinds.size} kinds`, opened.size < PAGES ? ["too few"] : []);

  // Searches from the home page and opens the first result.
  errors = [];
  await tab.goto(`${top}index.html`);
  await tab.fill("#s-tim", "giam sat");
  await tab.press("#s-tim", "Enter");
  await tab.waitForSelector('#ket-qua[data-state="done"]', { timeout: 10_000 }).catch(() => errors.push("no results"));
  const first = tab.locator("#ket-qua .row h3 a").first();
  const [count, title] = [await tab.locator("#ket-qua .row").count(), await first.textContent().catch(() => "")];
  check(`bundle: a search finds ${count}`, count > 0 ? errors : [...errors, `nothing at ${tab.url()}`]);
  if (count > 0) {
    await first.click();
    await tab.waitForLoadState("load");
    const heading = await tab.locator("h1").textContent().catch(() => "");
    check("bundle: the first result opens", heading.trim() === title.trim() && errors.length === 0 ? [] : [`${title} leads to ${heading} at ${tab.url()}`, ...errors]);
  }
  await context.close();
}
