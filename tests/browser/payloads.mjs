// Opens every page of a built site whose sources an attacker wrote, and reports which scripts ran.
//
//   node payloads.mjs FOLDER PAYLOADS.json QUERIES.json
//
// First, the Content-Security-Policy (CSP) is bypassed, which tests escaping alone. Then payloads are
// inserted into a page without escaping, which tests the policy alone. The payloads that run with
// neither are counted too: without such a count the other two would prove nothing.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { Site } from "./site.mjs";

const [folder, payloadsAt, queriesAt] = process.argv.slice(2);
const payloads = JSON.parse(readFileSync(payloadsAt, "utf8"));
const queries = JSON.parse(readFileSync(queriesAt, "utf8"));

const report = {
  pages: 0, ran: 0, handlers: 0, scripts: 0, addresses: 0, data: 0, unprotected: 0,
  searches: 0, searchRan: 0, searchMarkup: 0, bare: 0, guarded: 0, where: [],
};

/** Runs in every frame before the page's own scripts. Defines the functions that payloads call. */
const defineTraps = () => {
  window.ran = 0;
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.ran += 1; };
};

async function ran(tab) {
  // A frame whose address is a script never answers. Its effects on its parent are counted there.
  const countOf = (frame) => frame.evaluate(() => window.ran ?? 0).catch(() => 0);
  const timeout = () => new Promise((done) => setTimeout(done, 5_000, 0));
  const frames = await Promise.all(tab.frames().map((frame) => (frame === tab.mainFrame() ? countOf(frame) : Promise.race([countOf(frame), timeout()]))));
  return frames.reduce((a, b) => a + b, 0);
}

/** Runs in the page. Counts event handlers, scripts and addresses that our templates never write. */
function foreignMarkup() {
  const all = [...document.querySelectorAll("*")];
  const handlers = all.flatMap((e) => [...e.attributes].filter((a) => /^on/i.test(a.name) || a.name === "srcdoc"));
  const isOurs = (script) => (script.src ? new URL(script.src).origin === location.origin : script.type === "application/ld+json");
  const foreign = "iframe, object, embed, applet, base, form[action^='http'], meta[http-equiv='refresh'], math, foreignObject, animate, set";
  const scripts = [...document.scripts].filter((script) => !isOurs(script));
  const targets = all.flatMap((e) => ["href", "src", "action", "formaction", "data", "poster", "xlink:href"].map((name) => e.getAttribute(name))).filter((v) => v !== null);
  const allowed = ["http:", "https:", "mailto:", "tel:"];
  const addresses = targets.filter((v) => { try { return !allowed.includes(new URL(v, location.href).protocol); } catch { return true; } });
  const data = [...document.querySelectorAll("script[type='application/ld+json']")].filter((e) => { try { JSON.parse(e.textContent); return false; } catch { return true; } });
  const policy = document.head.querySelector("meta[http-equiv='Content-Security-Policy']");
  const first = document.head.querySelector("title, link, script, meta[property], meta[name='description']");
  const isProtected = policy !== null && /default-src 'none'/.test(policy.content) && !/unsafe|\*/.test(policy.content)
    && Boolean(policy.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING);
  return {
    handlers: handlers.length, scripts: scripts.length + document.querySelectorAll(foreign).length,
    addresses: addresses.length, data: data.length, unprotected: isProtected ? 0 : 1,
  };
}

/** Runs `work` for each item in three workers. Each worker gets one value from `begin`. */
async function each(items, work, begin = async () => {}) {
  const queue = [...items];
  await Promise.all(Array.from({ length: 3 }, async () => {
    const own = await begin();
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await withTimeout(work(item, own), item);
  }));
}

/** Fails if the browser needs more than 120 s for one item. */
async function withTimeout(work, item) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`Error: timeout at ${item.url ?? item}`)), 120_000);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const site = new Site(folder);
const served = await site.serve([site.mount]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const at = (url) => `${served.origin}${site.mount}${url}`;

async function context(bypassCSP) {
  const made = await browser.newContext({ bypassCSP });
  await made.addInitScript(defineTraps);
  made.setDefaultTimeout(60_000);
  return made;
}

async function show(within, url, work, html) {
  const tab = await within.newPage();
  try {
    if (html) await tab.route(at(url), (route) => route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }));
    await tab.goto(at(url), { waitUntil: "load" });
    await work(tab);
  } finally {
    await tab.close();
  }
}

const open = await context(true);
await each(site.pages.filter((page) => page.kind !== "redirect"), async (page, tab) => {
  await tab.goto(at(page.url), { waitUntil: "load" });
  await tab.waitForTimeout(20);
  report.pages++;
  const found = { ran: await ran(tab), ...await tab.evaluate(foreignMarkup) };
  for (const [name, count] of Object.entries(found)) report[name] += count;
  if (Object.values(found).some((count) => count > 0)) report.where.push(`${page.url} ${JSON.stringify(found)}`);
}, () => open.newPage());

// The search page shows titles and words of hostile records, and the query.
const finder = site.pages.find((page) => page.kind === "search")?.url ?? "tim-kiem/";
await each(queries, (query) => show(open, `${finder}?q=${encodeURIComponent(query)}`, async (tab) => {
  const field = tab.locator("input[type=search]").first();
  await tab.waitForTimeout(300);
  await field.fill(`${query} `).catch(() => {});
  await tab.waitForTimeout(300);
  report.searches++;
  report.searchRan += await ran(tab);
  const found = await tab.evaluate(foreignMarkup);
  report.searchMarkup += found.handlers + found.scripts + found.addresses;
}));

const page = site.pages.find((one) => one.kind === "home") ?? site.pages.find((one) => one.url === "");
for (const [bypass, name] of [[true, "bare"], [false, "guarded"]]) {
  const within = bypass ? open : await context(false);
  await each(payloads, (payload) => show(within, "index.html", async (tab) => {
    await tab.waitForTimeout(60);
    report[name] += await ran(tab) > 0 ? 1 : 0;
  }, page.html.replace(/(<main[^>]*>)/, (main) => `${main}${payload}`)));
}

await browser.close();
await served.close?.();
console.log(JSON.stringify({ ...report, where: report.where.slice(0, 10) }));
process.exit(0);
