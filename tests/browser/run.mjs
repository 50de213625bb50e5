// Opens a built archive in a real browser and checks what its readers are promised.
//
//   node run.mjs [FOLDER...]     FOLDER: a built site, or a site's root, which is built first, or
//                                one with a generate.py that writes a site's root, as tests/demo.
//                                Without one: the shipped site, tests/demo, and of tests/follow-up
//                                the parts `circle` and `serve` alone.
//   ONLY=keyboard,print          runs only these of the parts that a run names
//   SSG=path/to/ssg              builds with this program in place of what cargo makes
//
// Every check counts as one line in the end, and each that failed says where and what.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { bundle } from "./bundle.mjs";
import * as inPage from "./in-page.mjs";
import { search } from "./search.mjs";
import { follows } from "./serve.mjs";
import { EXPECTED, Site, crawl } from "./site.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const load = createRequire(import.meta.url);
const AXE = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");
const VNU = join(dirname(load.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** An archive made for its links. */
const CIRCLE = join(root, "tests/follow-up");
/** Where the archive says it lies. Nothing may ever be asked of it. */
const BASE = "https://kho.example/";
const AT_ONCE = 3;

const DESK = { viewport: { width: 1280, height: 900 } };
/** The windows in which each kind of page is looked at, and with which wishes of its reader. */
const WINDOWS = {
  "1280 px": { ...DESK, wishes: { light: {}, dark: { colorScheme: "dark" }, "forced colours": { forcedColors: "active" } } },
  "320 px": { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, wishes: { light: {} } },
  "400 % zoom": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4, wishes: { light: {} } },
};

/** WCAG 1.4.12: what a reader may set, and nothing may be lost by it. */
const SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
  + " p { margin-bottom: 2em !important }";

const tally = { passed: 0, failed: 0 };

/** One check: it passes if `faults` is empty. */
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

/** Does `work` for each item, a few at once. */
async function each(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  }));
}

/** Does `work` in a tab of its own that shows `page`. */
async function open(context, at, page, work) {
  const tab = await context.newPage();
  try {
    // A redirect would be gone before it can be looked at: an answer without content keeps it.
    if (page.kind === "redirect") {
      await tab.route((to) => to.href !== at(page), (route) => (route.request().isNavigationRequest()
        ? route.fulfill({ status: 204 })
        : route.continue()));
    }
    await tab.goto(at(page), { waitUntil: "load" });
    await tab.evaluate(inPage.helpers);
    return await work(tab);
  } finally {
    await tab.close();
  }
}

/** 1 and 3: axe-core, no scrolling sideways, nothing cut, targets large enough, however it is looked at. */
async function looks(browser, site, at) {
  for (const [window_, { wishes, ...frame }] of Object.entries(WINDOWS)) {
    const context = await browser.newContext({ ...frame, bypassCSP: true });
    const largest = new Set(site.samples({ least: false }));
    await each(site.samples({ least: window_ === "1280 px" }), (page) => open(context, at, page, async (tab) => {
      await tab.evaluate(AXE);
      const fits = async (said) => {
        const by = await tab.evaluate(inPage.sideways);
        const cut = await tab.evaluate(inPage.cutText, false);
        check(said, by > 0 ? [`scrolls sideways by ${by} px`, ...cut] : cut);
      };
      for (const [wish, media] of Object.entries(wishes)) {
        if (wish !== "light" && !largest.has(page)) continue;
        const where = `${page.kind}, ${window_}, ${wish} (/${page.url})`;
        await tab.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
        const { violations } = await tab.evaluate((values) =>
          window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), TAGS);
        check(`axe: ${where}`, violations.flatMap(({ id, help, nodes }) =>
          nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 140)} ${node.any[0]?.message ?? ""}`)));
        await fits(`fits: ${where}`);
      }
      const where = `${page.kind}, ${window_} (/${page.url})`;
      check(`targets: ${where}`, await tab.evaluate(inPage.smallTargets));
      await tab.addStyleTag({ content: SPACED });
      await fits(`text spacing: ${where}`);
    }));
    await context.close();
  }

  // Who chooses light or dark by hand gets what a device that wishes it gets.
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ ...DESK, colorScheme });
    const [page] = site.pages.filter(({ kind }) => kind === "home");
    const wished = await open(context, at, page, (tab) => tab.evaluate(inPage.colours));
    await context.addInitScript((look) => localStorage.setItem("look", look), colorScheme);
    const faults = await open(context, at, page, async (tab) => {
      await tab.emulateMedia({ colorScheme: colorScheme === "dark" ? "light" : "dark" });
      const chosen = await tab.evaluate(inPage.colours);
      return chosen.filter((colour, at) => colour !== wished[at]).map((colour) => `chosen: ${colour}`);
    });
    check(`${colorScheme} by choice`, faults);
    await context.close();
  }
}

/** 1: with script off a page says the same and leads to the same. */
async function scriptless(browser, site, at) {
  const on = await browser.newContext(DESK);
  const off = await browser.newContext({ ...DESK, javaScriptEnabled: false });
  await each(site.samples({ least: false }), async (page) => {
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

/** 2: a walk through the whole page with the Tab key. */
async function keyboard(browser, site, at) {
  const context = await browser.newContext({ ...DESK, bypassCSP: true });
  await each(site.samples({ least: false }), (page) => open(context, at, page, async (tab) => {
    const stops = await tab.evaluate(inPage.watchFocus);
    for (let at = 0; at < stops + 2; at++) await tab.keyboard.press("Tab");
    check(`keyboard: ${page.kind} (/${page.url}), ${stops} stops`, await tab.evaluate(inPage.judgeWalk));
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

/** All pages of a small archive, and of a large one the first few of each kind: they are made alike. */
function some(pages) {
  if (pages.length <= 300) return pages;
  const seen = {};
  return pages.filter((page) => (seen[page.kind] = (seen[page.kind] ?? 0) + 1) <= 6);
}

/** 4: pages, each with its Content-Security-Policy in force: no message, no refusal, no stranger. */
async function quiet(browser, site, at) {
  const context = await browser.newContext(DESK);
  await context.addInitScript(() => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
  });
  const host = new URL(at({ url: "" })).host;
  const pages = site.pages.filter((page) => page.kind !== "redirect");
  const without = pages.filter((page) => !/<meta http-equiv="Content-Security-Policy"/.test(page.html));
  check("every page has a Content-Security-Policy", without.map((page) => page.path));
  const queue = some(pages);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    const tab = await context.newPage();
    let faults = [];
    tab.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    tab.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    tab.on("requestfailed", (request) => {
      // The icon comes after all else; a tab that goes on before it has come lets it be.
      const left = request.failure()?.errorText === "net::ERR_ABORTED" && request.url().endsWith("/favicon.svg");
      if (!left) faults.push(`failed: ${request.url()}: ${request.failure()?.errorText}`);
    });
    tab.on("request", (request) => {
      if (new URL(request.url()).host !== host) faults.push(`asks a stranger: ${request.url()}`);
    });
    tab.on("response", (answer) => {
      if (answer.status() >= 400) faults.push(`${answer.status()}: ${answer.url()}`);
    });
    for (let page = queue.shift(); page !== undefined; page = queue.shift()) {
      faults = [];
      await tab.goto(at(page), { waitUntil: "load" });
      faults.push(...(await tab.evaluate(() => window.refused)).map((said) => `refused: ${said}`));
      check(`quiet: /${page.url}`, faults);
    }
    await tab.close();
  }));

  // An address that is not there shows the page that says so, with its style, however deep.
  const lost = await context.newPage();
  const bad = [];
  lost.on("response", (answer) => {
    if (answer.status() >= 400 && !answer.request().isNavigationRequest()) bad.push(`${answer.status()}: ${answer.url()}`);
  });
  const answer = await lost.goto(at({ url: "khong/co/trang-nay/" }));
  if (answer.status() !== 404 || (await lost.locator("h1").count()) !== 1) bad.push("no page says that nothing is here");
  check("a missing address", bad);

  // A redirect leads on at once, to the anchor if it has one.
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

const squeeze = (text) => text.normalize("NFC").replace(/\s/g, "");

/** 5: on paper. */
async function print(browser, site, at, work) {
  const context = await browser.newContext({ viewport: { width: 631, height: 900 }, bypassCSP: true });
  await each(site.samples({ least: false }), (page) => open(context, at, page, async (tab) => {
    const where = `${page.kind} (/${page.url})`;
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ media: "print", colorScheme });
      if (page.kind !== "redirect") {
        check(`print from ${colorScheme}: ${where}`, await tab.evaluate(inPage.printLeftovers));
      }
    }
    check(`fits the sheet: ${where}`, await tab.evaluate(inPage.cutText, true));
    if (page.kind !== "report" && page.kind !== "plan") return;
    const pdf = join(work, `${page.kind}.pdf`);
    await tab.emulateMedia({ media: null, colorScheme: null });
    const menu = await tab.locator(".menu a").allInnerTexts();
    const title = await tab.locator("h1").innerText();
    writeFileSync(pdf, await tab.pdf({ format: "A4", preferCSSPageSize: true }));
    const told = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
    const text = squeeze(execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }));
    const faults = [];
    const sheets = Number(/^Pages:\s+(\d+)/m.exec(told)?.[1] ?? 0);
    if (sheets < 1) faults.push("no sheet");
    if (!/^Page size:\s+59[45]\S* x 84[12]/m.test(told)) faults.push("not A4");
    if (!text.includes(squeeze(title))) faults.push("the title is missing");
    const canonical = /<link rel="canonical" href="([^"]+)"/.exec(page.html)?.[1];
    if (canonical && !text.includes(squeeze(canonical))) faults.push(`the address ${canonical} is missing`);
    if (text.includes(squeeze(menu.join("")))) faults.push("the menu is printed");
    console.log(`       ${page.kind} on paper: ${sheets} sheets`);
    check(`PDF: ${where}`, faults);
  }));
  await context.close();
}

/**
 * 6: every page by the Nu Html Checker, in one go, over the same server: read as files, it would
 * hold `'self'` in the Content-Security-Policy for another place. Nothing it says is passed over,
 * warnings neither.
 */
function validity(site, at) {
  return new Promise((done) => {
    const by = new Map(site.pages.map((page) => [at(page), { page, faults: [] }]));
    const args = ["-Xss2m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", VNU, "--format", "json", "--exit-zero-always", ...by.keys()];
    execFile("java", args, { maxBuffer: 1 << 28, encoding: "utf8" }, (error, _, said) => {
      let messages = [];
      try {
        messages = JSON.parse(said).messages;
      } catch {
        check("the Nu Html Checker runs", [String(error ?? said).slice(0, 400)]);
      }
      for (const { url, type, subType, message, lastLine, extract } of messages) {
        // A data block is not run, so no policy applies to it (HTML, "prepare the script element"):
        // the checker takes it for a script, and no browser does, as `quiet` shows.
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

/** 7: without script a reader finds every page from the first, wherever the archive lies. */
async function reach(site, origin, mounts) {
  const hidden = new Set(["not found", "redirect", "tombstone"]);
  for (const mount of mounts) {
    const { pages, faults } = await crawl(`${origin}${mount}`);
    const found = new Set(pages.map((url) => decodeURIComponent(new URL(url).pathname).slice(mount.length)));
    const wanted = new Set(site.pages.filter((page) => !hidden.has(page.kind)).map((page) => page.url));
    // The log tells what was withdrawn, so a tombstone may be found.
    const told = new Set(site.pages.filter((page) => page.kind === "tombstone").map((page) => page.url));
    check(`links from ${mount}: each leads somewhere`, faults);
    check(`links from ${mount}: all ${wanted.size} pages are found`, [...wanted].filter((url) => !found.has(url)));
    check(`links from ${mount}: nothing else is found`, [...found].filter((url) => !wanted.has(url) && !told.has(url)));
  }
}

/** 8: what goes over the wire, product.md §6. */
async function weight(browser, site, at) {
  const zipped = (path) => gzipSync(site.files.get(path), { level: 9 }).length;
  const icon = site.files.has("favicon.svg") ? ["favicon.svg"] : [];
  const rows = [];
  const context = await browser.newContext(DESK);
  await each(site.samples({ least: false }).filter(({ kind }) => kind !== "redirect"), async (page) => {
    const asked = new Set(icon);
    const tab = await context.newPage();
    tab.on("request", (request) => {
      const path = decodeURIComponent(new URL(request.url()).pathname).slice(site.mount.length);
      asked.add(path === "" || path.endsWith("/") ? `${path}index.html` : path);
    });
    await tab.goto(at(page), { waitUntil: "load" });
    const sizes = [...asked].map((path) => [path, zipped(path)]);
    const records = await tab.locator(".rows > li, .bars > li").count();
    rows.push({
      page, records,
      html: zipped(page.path),
      script: sizes.filter(([path]) => path.endsWith(".js")).reduce((sum, [, size]) => sum + size, 0),
      all: sizes.reduce((sum, [, size]) => sum + size, 0),
      requests: asked.size,
    });
    await tab.close();
  });
  await context.close();
  const kb = (bytes) => `${(bytes / 1024).toFixed(1)}`.padStart(7);
  console.log(`       ${"gzip, KB".padEnd(20)}${"HTML".padStart(7)}${"script".padStart(8)}${"all".padStart(7)}  requests  rows`);
  for (const { page, html, script, all, requests, records } of rows.toSorted((a, b) => b.all - a.all)) {
    console.log(`       ${page.kind.padEnd(20)}${kb(html)} ${kb(script)}${kb(all)}${String(requests).padStart(10)}${String(records).padStart(6)}`);
    const faults = [];
    // The search page is what loads the search; its first answer has a budget of its own.
    const most = page.kind === "search" ? 14 : 6;
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

/** 9: from a plan's batch to its report, a lesson of it, the plan that used that, and back: by links only. */
async function circle(browser, site, at) {
  const context = await browser.newContext(DESK);
  const tab = await context.newPage();
  const [first] = site.pages.filter(({ url }) => url === "ke-hoach/2023/suoi-mo/");
  await tab.goto(at(first));
  const steps = [
    ["#dot-2", "Học cách làm du lịch cộng đồng tại Hà Giang", "bao-cao/2023/ha-giang/"],
    ["main", "Mở trang bài học Mỗi hộ làm một việc", "bao-cao/2023/ha-giang/bai-1/"],
    ["main", "Kế hoạch học tập năm 2025 của thành phố Vịnh Xanh", "ke-hoach/2025/vinh-xanh/"],
    ["main", "Mỗi hộ làm một việc", "bao-cao/2023/ha-giang/bai-1/"],
    ["main", "Học cách làm du lịch cộng đồng tại Hà Giang", "bao-cao/2023/ha-giang/"],
    ["main", "Đợt 2: Kế hoạch học tập năm 2023 của huyện Suối Mơ", "ke-hoach/2023/suoi-mo/#dot-2"],
  ];
  for (const [within, text, leads] of steps) {
    const links = tab.locator(within).getByRole("link", { name: text, exact: true });
    const targets = await links.evaluateAll((links) => links.map(({ href }) => href));
    const wanted = `${at({ url: "" })}${leads}`;
    const place = targets.indexOf(wanted);
    check(`circle: ${tab.url()} leads to /${leads}`, place < 0 ? [`“${text}” leads to ${targets.join(", ") || "nothing"}`] : []);
    if (place < 0) break;
    await links.nth(place).click();
    await tab.waitForURL(wanted);
  }
  await context.close();
}

/** The program: the one that was named, or what cargo makes. */
function program() {
  if (process.env.SSG) return resolve(process.env.SSG);
  execFileSync("cargo", ["build", "--locked", "--quiet", "--manifest-path", join(root, "Cargo.toml")], { stdio: "inherit" });
  return join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/ssg");
}

/** The folder of the built site: `folder` itself, or what its sources make. */
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

async function test(folder) {
  const work = mkdtempSync(join(tmpdir(), "ssg-browser-"));
  let served, browser;
  try {
    const site = new Site(build(folder, work));
    console.log(`${folder}: ${site.pages.length} pages`);
    const kinds = new Set(site.pages.map((page) => page.kind));
    const isCircle = folder === CIRCLE;
    if (!process.env.ONLY && !isCircle) check("every kind of page is there", EXPECTED.filter((kind) => !kinds.has(kind)));
    const mounts = [site.mount === "/" ? "/kho/" : "/archive/kho/", site.mount].sort((a, b) => b.length - a.length);
    served = await site.serve(mounts);
    const at = (page) => `${served.origin}${site.mount}${page.url}`;
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run"],
    });
    const parts = isCircle ? {
      circle: () => circle(browser, site, at),
      serve: () => follows(browser, program(), folder, work, check),
    } : {
      crawl: () => reach(site, served.origin, mounts.toReversed()),
      validity: () => validity(site, at),
      weight: () => weight(browser, site, at),
      quiet: () => quiet(browser, site, at),
      keyboard: () => keyboard(browser, site, at),
      print: () => print(browser, site, at, work),
      scriptless: () => scriptless(browser, site, at),
      looks: () => looks(browser, site, at),
      search: () => search(browser, site, at, check),
      bundle: () => bundle(browser, site, work, check),
    };
    const only = process.env.ONLY?.split(",");
    for (const [name, part] of Object.entries(parts)) {
      if (only && !only.includes(name)) continue;
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

const given = process.argv.slice(2).map((folder) => resolve(folder));
const shipped = [root, join(root, "tests/demo"), CIRCLE].filter((folder) => existsSync(folder));
for (const folder of given.length > 0 ? given : shipped) await test(folder);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
