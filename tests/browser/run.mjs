// Opens a built archive in a real browser and checks what the site promises its readers.
//
//   node run.mjs [--smoke] [FOLDER...]
//
//   FOLDER           a built site, a site's root (built first), or a folder with a generate.py that
//                    writes a site's root, such as tests/demo. Default: the shipped site, tests/demo,
//                    and tests/follow-up, for which only `followUp`, `serve` and `desk` run.
//   --smoke          checks only one page of each type, quickly; default FOLDER: tests/demo
//   ONLY=print,...   runs only these parts of the full matrix
//   PICTURES=FOLDER  stores a screenshot of each step at the desk
//   SSG=PROGRAM      builds with this program instead of the one that cargo builds
//
// The last line counts the checks. Each failed check prints where it failed and why.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { bundle } from "./bundle.mjs";
import { attack, keepTyping, loseNothing, makeMistakes, playClerk, walkByKeyboard } from "./desk.mjs";
import { finder, map } from "./finder.mjs";
import { journalist } from "./journalist.mjs";
import * as inPage from "./in-page.mjs";
import { search } from "./search.mjs";
import { livePreview } from "./serve.mjs";
import { EXPECTED, Site, crawl } from "./site.mjs";
import { tasks } from "./tasks.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const load = createRequire(import.meta.url);
const AXE = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const VNU = join(dirname(load.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** An archive whose plans, reports and lessons link to one another. */
const FOLLOW_UP = join(root, "tests/follow-up");
/** What the clerk drops on the desk. */
const WORD_FILE = join(root, "tests/import/files/vi-du-quang-ninh-2024--word-styles.docx");
/** The base URL that the archive is built for. No page may send a request to it. */
const BASE = "https://kho.example/";
/** How many tabs are open at once. */
const TABS = 3;

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** The windows in which each kind of page is checked, with the reader's media preferences. */
const WINDOWS = {
  "1280 px": { ...DESKTOP, media: { light: {}, dark: { colorScheme: "dark" }, "forced colours": { forcedColors: "active" } } },
  "320 px": { ...PHONE, media: { light: {} } },
  "400 % zoom": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, media: { light: {} } },
};

/** The text spacing that WCAG 1.4.12 lets a reader set without loss of content. */
const TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
  + " p { margin-bottom: 2em !important }";

const tally = { passed: 0, failed: 0 };

/** Records one check, which passes if `faults` is empty. */
function check(name, faults) {
  if (faults.length === 0) {
    tally.passed++;
    return;
  }
  tally.failed++;
  console.log(`FAILED ${name}`);
  for (const fault of faults.slice(0, 12)) console.log(`       ${fault}`);
  if (faults.length > 12) console.log(`       and ${faults.length - 12} more`);
}

/** Runs `work` for each item, a few at a time. */
async function each(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: TABS }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  }));
}

/** Runs `work` in a new tab that shows `page`. It also gets what `beforeLoad` returned for the empty tab. */
async function open(context, at, page, work, beforeLoad = () => {}) {
  const tab = await context.newPage();
  try {
    const prepared = beforeLoad(tab);
    // A redirect would leave before it can be checked. A response without content keeps it open.
    if (page.kind === "redirect") {
      await tab.route((to) => to.href !== at(page), (route) => (route.request().isNavigationRequest()
        ? route.fulfill({ status: 204 })
        : route.continue()));
    }
    await tab.goto(at(page), { waitUntil: "load" });
    await tab.evaluate(inPage.helpers);
    return await work(tab, prepared);
  } finally {
    await tab.close();
  }
}

/** What axe-core finds in the page in `tab`, without its frames. */
async function axeViolations(tab) {
  if (!(await tab.evaluate(() => "axe" in window))) await tab.evaluate(AXE);
  const { violations } = await tab.evaluate((values) =>
    window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"], iframes: false }), TAGS);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 140)} ${node.any[0]?.message ?? ""}`));
}

/** Checks the page in `tab`, into which AXE was loaded, with axe-core. */
async function checkAxe(tab, where) {
  check(`axe: ${where}`, await axeViolations(tab));
}

/** Checks that the page in `tab` does not scroll horizontally and clips no text. */
async function checkFits(tab, name) {
  const overflow = await tab.evaluate(inPage.horizontalOverflow);
  const clipped = await tab.evaluate(inPage.clippedText, false);
  check(name, overflow > 0 ? [`scrolls horizontally by ${overflow} px`, ...clipped] : clipped);
}

/**
 * Collects console messages, script errors, failed requests and requests to other hosts in `tab`.
 * The function that it returns yields what was collected since its last call.
 */
function collectErrors(tab, host) {
  let errors = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(`console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => errors.push(`error: ${error.message}`));
  tab.on("requestfailed", (request) => {
    // The icon and lazy pictures do not delay `load`. A tab that navigates on before they arrive aborts
    // their requests; a picture that the site lacks is a response of 404.
    const aborted = request.failure()?.errorText === "net::ERR_ABORTED"
      && (request.resourceType() === "image" || request.url().endsWith("/favicon.svg"));
    if (!aborted) errors.push(`failed: ${request.url()}: ${request.failure()?.errorText}`);
  });
  tab.on("request", (request) => {
    if (new URL(request.url()).host !== host) errors.push(`requests another host: ${request.url()}`);
  });
  tab.on("response", (response) => {
    if (response.status() >= 400) errors.push(`${response.status()}: ${response.url()}`);
  });
  return () => {
    const collected = errors;
    errors = [];
    return collected;
  };
}

/** The quick tier: the largest page of each kind loads without an error, passes axe-core and fits 320 px. */
async function smoke(browser, site, at) {
  const host = new URL(at({ url: "" })).host;
  const context = await browser.newContext(DESKTOP);
  await each(site.samples({ smallest: false }), (page) => open(context, at, page, async (tab, collected) => {
    const where = `${page.kind} (/${page.url})`;
    // `open` aborts the navigation of a redirect, which is an error only there.
    if (page.kind !== "redirect") check(`no errors: ${where}`, collected());
    await tab.evaluate(AXE);
    await checkAxe(tab, where);
    await tab.setViewportSize(PHONE.viewport);
    await checkFits(tab, `fits 320 px: ${where}`);
    await tab.evaluate(inPage.lengthenNames);
    const overflow = await tab.evaluate(inPage.horizontalOverflow);
    check(`fits 320 px with names of 75 letters: ${where}`, overflow > 0 ? [`scrolls horizontally by ${overflow} px`] : []);
  }, (tab) => collectErrors(tab, host)));
  await context.close();
}

/** 1 and 3: axe-core, horizontal overflow, clipped text and target sizes in every window and medium. */
async function appearance(browser, site, at) {
  for (const [window_, { media, ...frame }] of Object.entries(WINDOWS)) {
    const context = await browser.newContext({ ...frame, bypassCSP: true });
    const largest = new Set(site.samples({ smallest: false }));
    await each(site.samples({ smallest: window_ === "1280 px" }), (page) => open(context, at, page, async (tab) => {
      await tab.evaluate(AXE);
      for (const [name, medium] of Object.entries(media)) {
        if (name !== "light" && !largest.has(page)) continue;
        const where = `${page.kind}, ${window_}, ${name} (/${page.url})`;
        await tab.emulateMedia({ colorScheme: "light", forcedColors: "none", ...medium });
        await checkAxe(tab, where);
        await checkFits(tab, `fits: ${where}`);
      }
      const where = `${page.kind}, ${window_} (/${page.url})`;
      check(`targets: ${where}`, await tab.evaluate(inPage.smallTargets));
      await tab.addStyleTag({ content: TEXT_SPACING });
      await checkFits(tab, `text spacing: ${where}`);
    }));
    await context.close();
  }

  // A reader who selects light or dark by hand gets the same colours as one whose device prefers it.
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ ...DESKTOP, colorScheme });
    const [page] = site.pages.filter(({ kind }) => kind === "home");
    const preferred = await open(context, at, page, (tab) => tab.evaluate(inPage.colours));
    await context.addInitScript((look) => localStorage.setItem("look", look), colorScheme);
    const faults = await open(context, at, page, async (tab) => {
      await tab.emulateMedia({ colorScheme: colorScheme === "dark" ? "light" : "dark" });
      const selected = await tab.evaluate(inPage.colours);
      return selected.filter((colour, index) => colour !== preferred[index]).map((colour) => `selected: ${colour}`);
    });
    check(`${colorScheme} selected by hand`, faults);
    await context.close();
  }
}

/** 1: a page has the same words and links without script. */
async function scriptless(browser, site, at) {
  const on = await browser.newContext(DESKTOP);
  const off = await browser.newContext({ ...DESKTOP, javaScriptEnabled: false });
  await each(site.samples({ smallest: false }), async (page) => {
    const [with_, without] = await Promise.all([on, off].map((context) =>
      open(context, at, page, (tab) => tab.evaluate(inPage.content))));
    const faults = [];
    if (with_.text !== without.text) faults.push("the words differ");
    if (with_.links.join() !== without.links.join()) faults.push("the links differ");
    if (without.text.length < 40) faults.push("there are no words");
    check(`without script: ${page.kind} (/${page.url})`, faults);
  });
  await on.close();
  await off.close();
}

/** 2: the Tab key reaches everything on the page, in order and visibly. */
async function keyboard(browser, site, at) {
  const context = await browser.newContext({ ...DESKTOP, bypassCSP: true });
  await each(site.samples({ smallest: false }), (page) => open(context, at, page, async (tab) => {
    const stops = await tab.evaluate(inPage.watchFocus);
    for (let press = 0; press < stops + 2; press++) await tab.keyboard.press("Tab");
    check(`keyboard: ${page.kind} (/${page.url}), ${stops} stops`, await tab.evaluate(inPage.focusFaults));
    if (page.kind === "redirect") return;
    await tab.goto(at(page));
    await tab.keyboard.press("Tab");
    const first = await tab.evaluate(() => document.activeElement.getAttribute("href"));
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Tab");
    const after = await tab.evaluate(() => ({
      passed: (document.querySelector("main").compareDocumentPosition(document.activeElement)
        & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) !== 0,
      hash: location.hash,
    }));
    const works = first === "#s-main" && after.hash === "#s-main" && after.passed;
    check(`skip link: ${page.kind} (/${page.url})`, works ? [] : [`first is ${first}, then ${JSON.stringify(after)}`]);
  }));
  await context.close();
}

/** All pages of a small archive; of a large one the first six of each kind, which share a template. */
function firstOfEachKind(pages) {
  if (pages.length <= 300) return pages;
  const seen = {};
  return pages.filter((page) => (seen[page.kind] = (seen[page.kind] ?? 0) + 1) <= 6);
}

/** 4: with its Content-Security-Policy in force, a page causes no error, no violation and no foreign request. */
async function errors(browser, site, at) {
  const context = await browser.newContext(DESKTOP);
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
  });
  const host = new URL(at({ url: "" })).host;
  const pages = site.pages.filter((page) => page.kind !== "redirect");
  const without = pages.filter((page) => !/<meta http-equiv="Content-Security-Policy"/.test(page.html));
  check("every page has a Content-Security-Policy", without.map((page) => page.path));
  const queue = firstOfEachKind(pages);
  await Promise.all(Array.from({ length: TABS }, async () => {
    const tab = await context.newPage();
    const collected = collectErrors(tab, host);
    for (let page = queue.shift(); page !== undefined; page = queue.shift()) {
      await tab.goto(at(page), { waitUntil: "load" });
      const violations = await tab.evaluate(() => window.violations);
      check(`no errors: /${page.url}`, [...collected(), ...violations.map((violation) => `policy violation: ${violation}`)]);
    }
    await tab.close();
  }));

  // A missing address at any depth shows the 404 page with its style.
  const lost = await context.newPage();
  const bad = [];
  lost.on("response", (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) bad.push(`${response.status()}: ${response.url()}`);
  });
  const response = await lost.goto(at({ url: "khong/co/trang-nay/" }));
  if (response.status() !== 404 || (await lost.locator("h1").count()) !== 1) bad.push("there is no 404 page");
  check("a missing address", bad);

  // A redirect leads to its target at once, and to the anchor if it has one.
  const redirects = site.pages.filter((page) => page.kind === "redirect");
  for (const page of redirects) {
    const to = /content="0; url=([^"]*)"/.exec(page.html)[1].replaceAll("&amp;", "&");
    const wanted = new URL(to, at(page)).href;
    await lost.goto(at(page)).catch(() => {});
    await lost.waitForURL(wanted, { timeout: 3000 }).catch(() => {});
    const found = lost.url() === wanted
      && await lost.evaluate(() => !location.hash || document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null);
    check(`redirect: /${page.url}`, found ? [] : [`leads to ${lost.url()}, not ${wanted}`]);
  }
  await context.close();
}

/** Pages that are taken along on one sheet of paper. */
const ONE_SHEET = new Set(["lesson", "province"]);

const squeeze = (text) => text.normalize("NFC").replace(/\s/g, "");

/** 5: a page is printed without navigation, black on white, and fits the sheet. */
async function print(browser, site, at, work) {
  const context = await browser.newContext({ viewport: { width: 631, height: 900 }, bypassCSP: true });
  await each(site.samples({ smallest: false }), (page) => open(context, at, page, async (tab) => {
    const where = `${page.kind} (/${page.url})`;
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ media: "print", colorScheme });
      if (page.kind !== "redirect") {
        check(`print from ${colorScheme}: ${where}`, await tab.evaluate(inPage.printFaults));
      }
    }
    check(`fits the sheet: ${where}`, await tab.evaluate(inPage.clippedText, true));
    if (!["report", "plan", "lesson", "province"].includes(page.kind)) return;
    const pdf = join(work, `${page.kind}.pdf`);
    await tab.emulateMedia({ media: null, colorScheme: null });
    const menu = await tab.locator(".menu a").allInnerTexts();
    const title = await tab.locator("h1").innerText();
    writeFileSync(pdf, await tab.pdf({ format: "A4", preferCSSPageSize: true }));
    const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
    const text = squeeze(execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }));
    const faults = [];
    const sheets = Number(/^Pages:\s+(\d+)/m.exec(info)?.[1] ?? 0);
    if (sheets < 1) faults.push("no sheet");
    if (!/^Page size:\s+59[45]\S* x 84[12]/m.test(info)) faults.push("not A4");
    if (!text.includes(squeeze(title))) faults.push("the title is missing");
    const canonical = /<link rel="canonical" href="([^"]+)"/.exec(page.html)?.[1];
    if (canonical && !text.includes(squeeze(canonical))) faults.push(`the address ${canonical} is missing`);
    if (text.includes(squeeze(menu.join("")))) faults.push("the menu is printed");
    // A list that is cut on paper says how many of its rows are printed.
    const cut = await tab.evaluate(inPage.rowsOnPaper);
    for (const { heading, left, printed } of cut) {
      if (left > 0 && !text.includes(squeeze(`, in ${printed})`))) faults.push(`“${heading}” hides ${left} rows and does not say that it has ${printed}`);
    }
    if (ONE_SHEET.has(page.kind) && sheets > 1) faults.push(`${sheets} sheets, at most 1`);
    console.log(`       ${page.kind} printed on ${sheets} sheets`);
    check(`PDF: ${where}`, faults);
  }));
  await context.close();
}

/**
 * 6: the Nu Html Checker reports nothing for any page, not even a warning. It reads all pages in one
 * run and from the same server: for files, `'self'` in the Content-Security-Policy would be another
 * origin.
 */
function validity(site, at) {
  return new Promise((done) => {
    const by = new Map(site.pages.map((page) => [at(page), { page, faults: [] }]));
    const args = ["-Xss2m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", VNU, "--format", "json", "--exit-zero-always", ...by.keys()];
    execFile("java", args, { maxBuffer: 1 << 28, encoding: "utf8" }, (error, _, output) => {
      let messages = [];
      try {
        messages = JSON.parse(output).messages;
      } catch {
        check("the Nu Html Checker runs", [String(error ?? output).slice(0, 400)]);
      }
      for (const { url, type, subType, message, lastLine, extract } of messages) {
        // A data block is not run, so no policy applies to it (HTML, "prepare the script element").
        // The checker takes it for a script. No browser does, as the part `errors` shows.
        if (message.startsWith("Inline script violates") && /<script type="application\/ld\+json">[^<]*$/.test(extract)) continue;
        const place = `line ${lastLine}: ${(extract ?? "").replace(/\s+/g, " ").slice(0, 100)}`;
        const faults = by.get(url)?.faults;
        if (faults) faults.push(`${subType ?? type}: ${message} (${place})`);
        else check("the Nu Html Checker runs", [`${url}: ${message}`]);
      }
      for (const { page, faults } of by.values()) check(`valid HTML: ${page.path}`, faults);
      done();
    });
  });
}

/** 7: links without script lead from the home page to every page, at each base path. */
async function links(site, origin, mounts) {
  const hidden = new Set(["not found", "redirect", "tombstone"]);
  for (const mount of mounts) {
    const { pages, faults } = await crawl(`${origin}${mount}`);
    const found = new Set(pages.map((url) => decodeURIComponent(new URL(url).pathname).slice(mount.length)));
    const wanted = new Set(site.pages.filter((page) => !hidden.has(page.kind)).map((page) => page.url));
    // The log names withdrawn records, so their pages may be found.
    const withdrawn = new Set(site.pages.filter((page) => page.kind === "tombstone").map((page) => page.url));
    check(`links from ${mount}: none is broken`, faults);
    check(`links from ${mount}: all ${wanted.size} pages are found`, [...wanted].filter((url) => !found.has(url)));
    check(`links from ${mount}: nothing else is found`, [...found].filter((url) => !wanted.has(url) && !withdrawn.has(url)));
  }
}

/** 8: the compressed size and the number of requests of each kind of page stay within limits. */
async function weight(browser, site, at) {
  const gzippedSize = (path) => gzipSync(site.files.get(path), { level: 9 }).length;
  const icon = site.files.has("favicon.svg") ? ["favicon.svg"] : [];
  const rows = [];
  const context = await browser.newContext(DESKTOP);
  await each(site.samples({ smallest: false }).filter(({ kind }) => kind !== "redirect"), async (page) => {
    const requested = new Set(icon);
    const tab = await context.newPage();
    tab.on("request", (request) => {
      const path = decodeURIComponent(new URL(request.url()).pathname).slice(site.mount.length);
      requested.add(path === "" || path.endsWith("/") ? `${path}index.html` : path);
    });
    await tab.goto(at(page), { waitUntil: "load" });
    const sizes = [...requested].map((path) => [path, gzippedSize(path)]);
    const records = await tab.locator(".rows > li, .bars > li").count();
    rows.push({
      page, records,
      html: gzippedSize(page.path),
      script: sizes.filter(([path]) => path.endsWith(".js")).reduce((sum, [, size]) => sum + size, 0),
      all: sizes.reduce((sum, [, size]) => sum + size, 0),
      requests: requested.size,
    });
    await tab.close();
  });
  await context.close();
  const kb = (bytes) => `${(bytes / 1024).toFixed(1)}`.padStart(7);
  console.log(`       ${"gzip, KB".padEnd(20)}${"HTML".padStart(7)}${"script".padStart(8)}${"all".padStart(7)}  requests  rows`);
  for (const { page, html, script, all, requests, records } of rows.toSorted((a, b) => b.all - a.all)) {
    console.log(`       ${page.kind.padEnd(20)}${kb(html)} ${kb(script)}${kb(all)}${String(requests).padStart(10)}${String(records).padStart(6)}`);
    const faults = [];
    // The search page loads the search script. Its first answer has its own limit.
    const most = page.kind === "search" ? 21 : 6;
    if (script > most * 1024) faults.push(`script ${kb(script)} KB, at most ${most}`);
    if (page.kind === "report") {
      if (all > 30 * 1024) faults.push(`${kb(all)} KB, at most 30`);
      if (requests > 4) faults.push(`${requests} requests, at most 4`);
    } else if (["reports", "lessons", "lessons of a kind", "plans"].includes(page.kind) && all > 35 * 1024) {
      faults.push(`${kb(all)} KB, at most 35`);
    }
    check(`weight: ${page.kind} (/${page.url})`, faults);
  }
}

/** The most bytes of HTML beside a record's text or a list's rows, by kind of page. */
// Recommendations also carry the tables of their answers by council and year.
const OVERHEAD = { lesson: 5, report: 9, reports: 5, lessons: 5, "lessons of a kind": 5, recommendations: 7, "lessons used": 5, plans: 5 };

/** 9: what a page repeats of every other stays small; printed as it is and compressed. */
async function overhead(browser, site) {
  const tab = await browser.newPage();
  const largest = new Map();
  for (const page of site.pages.filter(({ kind }) => OVERHEAD[kind])) {
    const html = await tab.evaluate(inPage.overhead, page.html);
    const [raw, gzip] = [Buffer.byteLength(html), gzipSync(html, { level: 9 }).length];
    if (raw > (largest.get(page.kind)?.raw ?? 0)) largest.set(page.kind, { raw, gzip, page });
  }
  await tab.close();
  console.log(`       ${"HTML beside its text and rows".padEnd(32)}   raw    gzip`);
  for (const [kind, { raw, gzip, page }] of largest) {
    console.log(`       ${kind.padEnd(32)}${String(raw).padStart(6)}${String(gzip).padStart(8)}`);
    check(`overhead: ${kind} (/${page.url})`, raw > OVERHEAD[kind] * 1024 ? [`${raw} bytes, at most ${OVERHEAD[kind]} KB`] : []);
  }
}

/** 10: links lead from a plan's batch to its report, to a lesson, to the plan that used it, and back. */
async function followUp(browser, site, at) {
  const context = await browser.newContext(DESKTOP);
  const tab = await context.newPage();
  const [first] = site.pages.filter(({ url }) => url === "ke-hoach/2023/suoi-mo/");
  await tab.goto(at(first));
  const steps = [
    ["#dot-2", "Học cách làm du lịch cộng đồng tại Hà Giang", "bao-cao/2023/ha-giang/"],
    ["main", "Mỗi hộ làm một việc", "bao-cao/2023/ha-giang/bai-1/"],
    ["main", "Kế hoạch học tập năm 2025 của thành phố Vịnh Xanh", "ke-hoach/2025/vinh-xanh/"],
    ["main", "Mỗi hộ làm một việc", "bao-cao/2023/ha-giang/bai-1/"],
    ["main", "Học cách làm du lịch cộng đồng tại Hà Giang", "bao-cao/2023/ha-giang/#bai-1"],
    ["main", "Đợt 2: Kế hoạch học tập năm 2023 của huyện Suối Mơ", "ke-hoach/2023/suoi-mo/#dot-2"],
  ];
  for (const [within, text, leads] of steps) {
    const links = tab.locator(within).getByRole("link", { name: text, exact: true });
    const targets = await links.evaluateAll((links) => links.map(({ href }) => href));
    const wanted = `${at({ url: "" })}${leads}`;
    const place = targets.indexOf(wanted);
    check(`follow-up: ${tab.url()} leads to /${leads}`, place < 0 ? [`“${text}” leads to ${targets.join(", ") || "nothing"}`] : []);
    if (place < 0) break;
    await links.nth(place).click();
    await tab.waitForURL(wanted);
  }
  await context.close();
}

/** Runs `part`, a finder or the map, with axe-core and 320 px for what it shows. */
function withChoices(part, browser, site, at) {
  const axe = async (tab, where) => {
    await tab.evaluate(AXE);
    await checkAxe(tab, where);
  };
  const fits = async (tab, name) => {
    await tab.evaluate(inPage.helpers);
    await checkFits(tab, name);
  };
  return part(browser, site, at, check, axe, fits);
}

/** The path of the program: `SSG`, or the one that cargo builds. */
function program() {
  if (process.env.SSG) return resolve(process.env.SSG);
  execFileSync("cargo", ["build", "--locked", "--quiet", "--manifest-path", join(root, "Cargo.toml")], { stdio: "inherit" });
  return join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/ssg");
}

/** Builds the site of `folder` if it is not a built site, and returns the folder of the built site. */
function build(folder, work) {
  if (existsSync(join(folder, "ssg-manifest.json"))) return folder;
  const output = join(work, "built");
  const generator = join(folder, "generate.py");
  if (existsSync(generator)) {
    folder = join(work, "sources");
    execFileSync("python3", [generator, folder], { stdio: ["ignore", "ignore", "inherit"] });
  }
  execFileSync(program(), ["--root", folder, "--quiet", "build", "--bundle", "--base-url", BASE, "--output-dir", output],
    { stdio: ["ignore", "inherit", "inherit"] });
  return output;
}

/** Runs the parts of the matrix on one site, or only the smoke test. */
async function test(folder, isSmoke) {
  const work = mkdtempSync(join(tmpdir(), "ssg-browser-"));
  let served, browser;
  try {
    const site = new Site(build(folder, work));
    console.log(`${folder}: ${site.pages.length} pages`);
    const kinds = new Set(site.pages.map((page) => page.kind));
    const isFollowUp = folder === FOLLOW_UP;
    if (!process.env.ONLY && !isFollowUp) check("every kind of page is there", EXPECTED.filter((kind) => !kinds.has(kind)));
    const mounts = [site.mount === "/" ? "/kho/" : "/archive/kho/", site.mount].sort((a, b) => b.length - a.length);
    served = await site.serve(mounts);
    const at = (page) => `${served.origin}${site.mount}${page.url}`;
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run"],
    });
    const parts = isSmoke ? {
      smoke: () => smoke(browser, site, at),
      finder: () => withChoices(finder, browser, site, at),
      map: () => withChoices(map, browser, site, at),
    } : isFollowUp ? {
      followUp: () => followUp(browser, site, at),
      serve: () => livePreview(browser, program(), folder, work, check),
      desk: async () => {
        await playClerk(browser, program(), work, WORD_FILE, check, axeViolations, process.env.PICTURES);
        await walkByKeyboard(browser, program(), work, WORD_FILE, check);
        await keepTyping(browser, program(), work, check);
        await makeMistakes(browser, program(), work, check, axeViolations);
        await loseNothing(browser, program(), root, work, check, axeViolations);
        await attack(browser, program(), work, check);
      },
    } : {
      links: () => links(site, served.origin, mounts.toReversed()),
      validity: () => validity(site, at),
      weight: () => weight(browser, site, at),
      overhead: () => overhead(browser, site),
      journalist: () => journalist(browser, site, at, check),
      errors: () => errors(browser, site, at),
      keyboard: () => keyboard(browser, site, at),
      print: () => print(browser, site, at, work),
      scriptless: () => scriptless(browser, site, at),
      appearance: () => appearance(browser, site, at),
      search: () => search(browser, site, at, check),
      finder: () => withChoices(finder, browser, site, at),
      map: () => withChoices(map, browser, site, at),
      bundle: () => bundle(browser, site, work, check),
      tasks: () => tasks(browser, site, at, check),
    };
    const only = process.env.ONLY?.split(",");
    for (const [name, part] of Object.entries(parts)) {
      // These depend on the texts of the demonstration archive: run by hand, by their names.
      if (only ? !only.includes(name) : ["tasks", "journalist"].includes(name)) continue;
      const from = { ...tally, at: Date.now() };
      await part();
      const passed = tally.passed - from.passed, failed = tally.failed - from.failed;
      console.log(`  ${name}: ${passed} passed, ${failed} failed, ${((Date.now() - from.at) / 1000).toFixed(1)} s`);
    }
  } finally {
    await browser?.close();
    served?.close();
    rmSync(work, { recursive: true, force: true });
  }
}

const isSmoke = process.argv[2] === "--smoke";
const folders = process.argv.slice(isSmoke ? 3 : 2).map((folder) => resolve(folder));
const demo = join(root, "tests/demo");
if (folders.length === 0) folders.push(...(isSmoke ? [demo] : [root, demo, FOLLOW_UP]));
for (const folder of folders) await test(folder, isSmoke);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
