// Search as a reader uses it: on the real page, with its Content-Security-Policy in force.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const shared = JSON.parse(readFileSync(join(here, "../search/words.json"), "utf8"));

const HOSTILE = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'; DROP TABLE reports; --",
  "javascript:alert(1)", "{{ 7 * 7 }}", "${7*7}", "#{7*7}", "%3Cscript%3E", "&lt;b&gt;", "<b>giám sát</b>", "\\", "\\\\", "/", "//", "/*",
  "..", "../../etc/passwd", "../tim-kiem/", "__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "NaN", "[object Object]",
  "(", ")", "[a-z", "a{1,999999}", "(a+)+$", ".*", "^$", "?", "*", "+", "\"", "\"\"", "\"\"\"", "\"a", "\u0000", "\u0000a\u0000", "\u202egiám", "\ud800",
  "\ufeff", "\u0301", "e" + "\u0301".repeat(300), "a".repeat(5000), "giám ".repeat(500), "😀😀", "𝒳", "１２３", "𝟙", "ﬁ", "İ", "ß",
  "q=1&q=2", "#ket-qua", "data:text/html,<b>", "%", "%zz", "%00", "\t\n", " ", "a\u200db", "0", "-0", "1e999", "0x10",
];

/** Checks the search page of an archive. Some checks run only if the archive contains their words. */
export async function search(browser, site, at, check) {
  if (!site.files.has("tim-kiem/index.html")) return;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  const tab = await context.newPage();
  const errors = [];
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) errors.push(message.text()); });
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("dialog", (dialog) => { errors.push("a dialog"); dialog.dismiss(); });
  const page = (query) => `${at({ url: "tim-kiem/" })}${query ? `?${new URLSearchParams(query)}` : ""}`;
  const done = () => tab.waitForSelector('#ket-qua[data-state="done"]', { timeout: 10_000 });
  /** Opens the search page with a query and returns the results. */
  const ask = async (query) => {
    await tab.goto(page(typeof query === "string" ? { q: query } : query));
    await done();
    return results();
  };
  const results = () => tab.evaluate(() => ({
    count: Number(document.querySelector("#ket-qua").dataset.count),
    hits: [...document.querySelectorAll("#ket-qua .records .row")].map((row) => ({
      kind: row.querySelector("p").textContent, title: row.querySelector("h3").textContent, url: row.querySelector("a").href,
    })),
    entities: [...document.querySelectorAll("#ket-qua .entities .row a")].map((link) => link.href),
    ways: document.querySelectorAll("#ket-qua .ways a").length,
    message: document.querySelector("#s-bao").textContent,
  }));
  const excerpts = async () => {
    await tab.waitForFunction(() => document.querySelector(".excerpt:not(:empty)"), null, { timeout: 5000 }).catch(() => {});
    return tab.evaluate(() => [...document.querySelectorAll(".excerpt:not(:empty)")].map((part) =>
      ({ text: part.textContent, marks: [...part.querySelectorAll("mark")].map((mark) => mark.textContent) })));
  };
  const equal = (name, got, wanted) => check(`search: ${name}`, JSON.stringify(got) === JSON.stringify(wanted) ? [] : [`${JSON.stringify(got).slice(0, 300)}, not ${JSON.stringify(wanted).slice(0, 300)}`]);
  const holds = (name, condition, ...details) => check(`search: ${name}`, condition ? [] : details.map((detail) => JSON.stringify(detail)?.slice(0, 400)));

  // Rust and JavaScript split and fold words alike. Both are tested with the same list.
  await tab.goto(page());
  await tab.waitForFunction(() => globalThis.ssgSearch);
  const { wrong, count } = await tab.evaluate(({ onsets, rimes, tones, plain, cases }) => {
    const { words } = globalThis.ssgSearch;
    const wrong = [];
    let count = 0;
    const expect = (text, wanted) => {
      count++;
      const got = words(text).map(({ fold, key, follows }) => [fold, key, follows]);
      if (JSON.stringify(got) !== JSON.stringify(wanted)) wrong.push(`${text}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
    };
    for (const onset of onsets) for (const [rime, places] of rimes) for (const [mark, sign] of tones) {
      if (/(c|ch|p|t)$/.test(rime) && !["'", "."].includes(sign)) continue;
      const fold = [...onset + rime].map((c) => plain[c] ?? c).join("");
      for (const place of places) {
        const written = `${onset}${rime.slice(0, place + 1)}${mark}${rime.slice(place + 1)}`;
        const one = [[fold, `${onset}${rime}${sign}`, false]];
        expect(written.normalize("NFC"), one);
        expect(written.normalize("NFD"), one);
        expect(written.normalize("NFC").toUpperCase(), one);
        expect(fold, [[fold, fold, false]]);
      }
    }
    for (const [text, wanted] of cases) expect(text, wanted);
    return { wrong, count };
  }, shared);
  console.log(`       ${count} spellings, ${wrong.length} wrong`);
  check("search: every syllable, NFC, NFD, capitals and unaccented", wrong);
  holds("more syllables than the language has", count > 60_000, count);

  // Hostile queries run no script, add no markup and do not block the page.
  for (const query of HOSTILE) {
    await tab.goto(page({ q: query }));
    const state = await tab.waitForFunction(() => {
      const { state } = document.querySelector("#ket-qua").dataset;
      return globalThis.ssgSearch && ["done", "idle"].includes(state) && state;
    }, null, { timeout: 10_000 }).then((handle) => handle.jsonValue(), () => "stuck");
    const odd = await tab.evaluate(() => document.querySelectorAll("#ket-qua :is(script, img, svg, iframe, object, style, b)").length);
    if (state === "stuck" || odd > 0) check(`search: hostile ${query.slice(0, 40)}`, [`${state}, ${odd} odd elements`]);
  }
  check(`search: ${HOSTILE.length} hostile queries`, [...errors, ...(await tab.evaluate(() => window.violations))]);
  errors.length = 0;

  // When a shard is missing because the site was published again, the index is loaded again.
  const before = await tab.evaluate(async () => {
    const { index } = await globalThis.ssgSearch.search("a");
    index.folder = "gone";
    return (await globalThis.ssgSearch.search("bao cao", [], true)).count > 0;
  });
  holds("the index is loaded again if a shard is missing", before, before);
  errors.length = 0;

  const texts = [...site.files.entries()].filter(([path]) => /^bao-cao\/\d+\/.*\/index\.html$/.test(path)).map(([, html]) => html.toString("utf8"));
  const has = (words) => texts.some((html) => html.includes(words));

  // Accents, Unicode normalization, case and tone placement do not change the first results.
  for (const [wanted, ...others] of [
    ["chuyển đổi số", "chuyen doi so", "CHUYEN DOI SO", "chuyển đổi số".normalize("NFD")],
    ["Điện Biên", "dien bien", "DIEN BIEN"], ["Đắk Lắk", "dak lak", "daklak"], ["HĐND", "hdnd"],
    ["Sa Pa", "sapa", "sa pa", "SAPA"], ["giám sát", "giam sat"], ["hoà giải", "hòa giải", "hoa giai"], ["Tỉnh uỷ", "tỉnh ủy", "tinh uy"],
  ]) {
    if (!has(wanted)) continue;
    const first = await ask(wanted);
    holds(`${wanted}: found`, first.count > 0, first);
    const shown = (await excerpts()).flatMap(({ marks }) => marks.map((mark) => mark.normalize("NFC").toLowerCase()));
    for (const other of others) {
      const { hits, count } = await ask(other);
      const accented = other.normalize("NFD") !== other.normalize("NFC");
      if (accented) equal(`${other}: as ${wanted}`, hits.slice(0, 10), first.hits.slice(0, 10));
      else holds(`${other}: all that ${wanted} finds`, count >= first.count && hits.length > 0, count, first.count);
    }
    if (shown.length > 0) holds(`${wanted}: highlighted in the excerpt`, shown.some((mark) => wanted.toLowerCase().startsWith(mark.slice(0, 2)) || mark.length > 1), shown);
  }

  // The shipped archive's own documents.
  if (has("763-TB/HU")) {
    for (const query of ["763-TB/HU", "763", "763 TB HU", "763-tb/hu"]) {
      const { hits } = await ask(query);
      holds(`${query}: the report that refers to it`, hits[0]?.url.includes("/con-dao-mot-so-tinh-phia-bac/"), hits);
    }
    const ioc = await ask("trung tâm điều hành ioc");
    holds("a lesson is a result of its own", ioc.hits.some(({ kind, url }) => kind !== "Báo cáo" && /\/bai-hoc-/.test(url)), ioc);
    const plan = await ask({ q: "kế hoạch đồng tháp", loai: "ke-hoach" });
    holds("a plan is found", plan.hits[0]?.url.includes("/ke-hoach/2023/dong-thap/"), plan);
  }

  // Records with the exact phrase come before records with only its words.
  const phrase = await tab.evaluate(async () => {
    const { count, best, wide } = await globalThis.ssgSearch.search("giám sát", [], true);
    const all = await best(count);
    const { records } = await globalThis.ssgSearch.search('"giám sát"');
    const together = new Set(records);
    const firstApart = all.findIndex((record) => !together.has(record));
    return { wide, count, together: together.size, right: firstApart < 0 || all.slice(firstApart).every((record) => !together.has(record)) };
  });
  holds("giám sát: the phrase comes before its separate syllables", phrase.right && phrase.wide && phrase.together > 0, phrase);

  // A misspelt query, and words that no record contains.
  const misspelt = await ask("giam xat");
  // The page shows the suggestion after the results.
  const meant = await tab.locator(".meant a").textContent({ timeout: 10_000 }).catch(() => undefined);
  holds("giam xat: có phải bạn tìm giám sát", meant === "giám sát", meant, misspelt);
  await tab.click(".meant a");
  await tab.waitForFunction(() => document.querySelector("#s-tu").value === "giám sát" && document.querySelector("#ket-qua").dataset.state === "done");
  holds("the suggestion is searched for", (await results()).message.includes("giám sát"), await results());
  // A suggestion begins as the query does, or with a letter that is mistaken for it.
  for (const [query, wrong] of [["ủy ban", "lý bán"], ["ủy bn", "lý bán"]]) {
    await ask(query);
    const suggested = await tab.evaluate(async (query) => (await globalThis.ssgSearch.suggestion(await globalThis.ssgSearch.search(query)))?.query ?? "", query);
    holds(`${query} is not taken for ${wrong}`, !suggested.startsWith("lý"), suggested);
  }
  const none = await ask("xyzzyq");
  holds("the page says that nothing was found", none.count === 0 && (await tab.locator("#ket-qua .nothing").count()) === 1, none);
  holds("the page of no results offers ways in", none.ways > 8, none);
  const unknown = await ask("999/ZZ-HĐND");
  holds("the page says that there is no document of that number", unknown.count === 0 && unknown.hits.length === 0 && unknown.entities.length === 0
    && (await tab.locator("#ket-qua .nothing").innerText()).includes("không có văn bản số “999/ZZ-HĐND”"), unknown);
  const relaxed = await ask("giám sát xyzzyq");
  holds("the page says that it relaxed the query", relaxed.count > 0 && (await tab.locator("#ket-qua .nothing").innerText()).includes("gần đủ"), relaxed);

  // Typing, the address, the back button, filters.
  await tab.goto(page());
  await tab.locator("#s-tu").pressSequentially("giám sá", { delay: 20 });
  await done();
  const typed = await results();
  holds("results while typing, the last word by its prefix", typed.count > 0 && tab.url().includes("q=gi%C3%A1m+s%C3%A1"), typed, tab.url());
  await tab.keyboard.type("t");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/s%C3%A1t$/);
  await done();
  const unfiltered = await results();
  // The filters: of one facet two values find at least as much as one, and each number is what the value finds.
  const counted = () => tab.waitForFunction(() => document.querySelector(".narrow .facets details:not([hidden]) li"), null, { timeout: 5000 });
  const countIs = (count) => tab.waitForFunction((count) => Number(document.querySelector("#ket-qua").dataset.count) === count
    && document.querySelector("#ket-qua").dataset.state === "done", count, { timeout: 5000 }).catch(() => {});
  const values = (title) => tab.locator(".narrow .facets > details", { has: tab.locator("summary", { hasText: title }) }).locator("label");
  await counted();
  await tab.locator(".narrow .facets > details:not([hidden]) > summary").first().click();
  const value = tab.locator(".narrow .facets > details:not([hidden]) label").nth(1);
  const name = await value.locator("span").first().innerText();
  const fewer = Number((await value.locator(".n").innerText()).replace(".", ""));
  await value.locator("input").check();
  await countIs(fewer);
  const narrowed = await results();
  holds("a filter finds as many records as it announces", narrowed.count === fewer, narrowed.count, fewer, unfiltered.count);
  holds("the address can be shared", /[?&]loai=[a-z-]+/.test(tab.url()), tab.url());
  const shared_ = tab.url();
  equal("the chip removes the filter", await tab.locator("#ket-qua > .chips a").getAttribute("aria-label"), `Bỏ lọc ${name}`);
  const other = tab.locator(".narrow .facets > details:not([hidden]) label").filter({ hasNotText: name }).first();
  await other.locator("input").check();
  await tab.waitForURL(/[?&]loai=[a-z-]+,[a-z-]+/);
  await tab.waitForFunction(() => document.querySelectorAll("#ket-qua > .chips a").length === 2);
  holds("two values of a facet find at least as much as one", (await results()).count >= narrowed.count, narrowed.count, (await results()).count);
  await tab.goBack();
  await countIs(narrowed.count);
  await tab.goBack();
  await countIs(unfiltered.count);
  equal("the back button", (await results()).count, unfiltered.count);
  await tab.goto(shared_);
  await done();
  equal("a shared address", (await results()).hits, narrowed.hits);
  await tab.locator("#ket-qua > .chips a").first().click();
  await countIs(unfiltered.count);
  equal("without the chip", (await results()).count, unfiltered.count);

  // The order by date.
  await tab.locator(".narrow select").selectOption("moi");
  await tab.waitForURL(/[?&]xep=moi/);
  await done();
  const day = ({ url }) => Number(/\/(\d{4})\//.exec(url)?.[1]);
  const newest = await results();
  const years = newest.hits.filter(({ kind }) => kind === "Báo cáo").map(day);
  equal("newest first", years, years.toSorted((a, b) => b - a));
  equal("another order finds as much", newest.count, unfiltered.count);
  await tab.goto(`${tab.url().replace("xep=moi", "xep=cu")}`);
  await done();
  const oldest = await results();
  holds("oldest first", day(oldest.hits[0]) <= day(newest.hits[0]), oldest.hits[0], newest.hits[0]);

  // A topic in a province: each number is the number of records it finds.
  const pair = site.pages.find(({ kind, url }) => kind === "pair" && url.startsWith("tinh/"))?.url.split("/");
  // A single report cannot be narrowed.
  if (pair && (await ask({ "chu-de": pair[2], loai: "bao-cao" })).count > 1) {
    await counted();
    await values("Tỉnh, thành").first().waitFor({ state: "attached" });
    await tab.locator(".narrow summary", { hasText: "Tỉnh, thành" }).click();
    const whole = (await results()).count;
    const wrong = [];
    for (let at = 0; at < Math.min(await values("Tỉnh, thành").count(), 8); at++) {
      const value = values("Tỉnh, thành").nth(at);
      const number = Number((await value.locator(".n").innerText()).replace(".", ""));
      const title = await value.innerText();
      await value.locator("input").check();
      await countIs(number);
      if ((await results()).count !== number) wrong.push(`${title}: ${(await results()).count}, not ${number}`);
      await tab.locator("#ket-qua > .chips a").last().click();
      await countIs(whole);
    }
    check("search: provinces of a topic", wrong);
  }

  // Ten results, then more.
  const firstPage = await ask("hdnd");
  if (firstPage.count > 10) {
    equal("ten results", firstPage.hits.length, 10);
    await tab.getByRole("button", { name: /Xem thêm/ }).click();
    await tab.waitForFunction(() => document.querySelectorAll("#ket-qua .records .row").length > 10);
    const more = await results();
    equal("more results follow the first ten", more.hits.slice(0, 10), firstPage.hits);
    equal("the focus is on the first new result", await tab.evaluate(() => document.activeElement.href), more.hits[10].url);
  }

  // Keyboard.
  await ask("giám sát");
  await tab.keyboard.press("/");
  equal("/ moves the focus to the box", await tab.evaluate(() => document.activeElement.id), "s-tu");
  await tab.keyboard.press("ArrowDown");
  const first = await results();
  equal("the down arrow moves the focus to the first result", await tab.evaluate(() => document.activeElement.href), first.entities[0] ?? first.hits[0].url);
  await tab.keyboard.press("Escape");
  equal("Esc moves the focus back to the box", await tab.evaluate(() => document.activeElement.id), "s-tu");

  // The box on every page.
  await tab.goto(at({ url: "bao-cao/" }));
  await tab.keyboard.press("/");
  await tab.waitForFunction(() => document.querySelector("[data-search] input").getAttribute("role") === "combobox");
  await tab.keyboard.type("giam sat", { delay: 20 });
  await tab.waitForSelector('[data-search] input[aria-expanded="true"]');
  await tab.keyboard.press("ArrowDown");
  const active = await tab.evaluate(() => {
    const id = document.querySelector("[data-search] input").getAttribute("aria-activedescendant");
    const option = document.getElementById(id);
    return { selected: option?.getAttribute("aria-selected"), href: option?.dataset.href, many: document.querySelectorAll("[role=option]").length };
  });
  holds("the box is a combobox", active.selected === "true" && active.many > 1, active);
  await tab.keyboard.press("Escape");
  equal("Esc closes the list", await tab.evaluate(() => [document.querySelector("[data-search] input").getAttribute("aria-expanded"), document.querySelector("#s-goi-y").hidden]), ["false", true]);
  await tab.keyboard.press("ArrowDown");
  await tab.waitForSelector('[data-search] input[aria-expanded="true"]');
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(active.href);
  equal("Enter opens the selected result", tab.url(), active.href);
  await tab.keyboard.press("/");
  await tab.keyboard.type("giám sát");
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/tim-kiem\/\?q=/);
  await done();
  holds("Enter without a selection shows all results", (await results()).count > 0, tab.url());
  check("search: no errors", [...errors, ...(await tab.evaluate(() => window.violations))]);
  await context.close();

  // With results, a filter and open lists, the page passes axe-core, also at 320 px and in forced colours.
  const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
  for (const [name, frame] of [
    ["1280 px", { viewport: { width: 1280, height: 900 } }], ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
    ["forced colours", { viewport: { width: 1280, height: 900 }, forcedColors: "active" }], ["320 px", { viewport: { width: 320, height: 640 } }],
  ]) {
    const looks = await browser.newContext({ ...frame, bypassCSP: true });
    for (const [what, url, type] of [["hits", page({ q: "giám sát", loai: "bao-cao" }), ""], ["nothing", page({ q: "xyzzyq" }), ""], ["box", at({ url: "bao-cao/" }), "giam sat"]]) {
      const tab = await looks.newPage();
      await tab.goto(url);
      if (type) {
        await tab.locator("[data-search] input").pressSequentially(type);
        await tab.waitForSelector('[data-search] input[aria-expanded="true"]');
        await tab.keyboard.press("ArrowDown");
      } else {
        await tab.waitForSelector('#ket-qua[data-state="done"]');
        await tab.waitForTimeout(300);
        await tab.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
      }
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => window.axe.run(document, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }, resultTypes: ["violations"],
      }));
      check(`search: axe: ${what}, ${name}`, violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 140)} ${node.any[0]?.message ?? ""}`)));
      const by = await tab.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      check(`search: fits: ${what}, ${name}`, by > 0 ? [`scrolls sideways by ${by} px`] : []);
      const small = await tab.evaluate(() => [...document.querySelectorAll("#ket-qua :is(a, button, summary), .narrow :is(summary, label, select), .find :is(input, button), [role=option]")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5).map((e) => e.textContent.slice(0, 40)));
      check(`search: targets: ${what}, ${name}`, small);
      await tab.close();
    }
    await looks.close();
  }

  // Results push nothing: cumulative layout shift of an address with a query, on a phone and on a desk.
  for (const [name, viewport] of [["360 px", { width: 360, height: 740 }], ["1280 px", { width: 1280, height: 900 }]]) {
    const still = await browser.newContext({ viewport });
    const tab = await still.newPage();
    await tab.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map(({ value }) => value)))
        .observe({ type: "layout-shift", buffered: true });
    });
    await tab.goto(page({ q: "giám sát" }));
    await tab.waitForSelector('#ket-qua[data-state="done"]');
    await tab.waitForSelector(".excerpt:not(:empty)", { timeout: 5000 }).catch(() => {});
    await tab.waitForTimeout(800);
    const sum = await tab.evaluate(() => window.shifts.reduce((sum, value) => sum + value, 0));
    console.log(`       layout shift with results, ${name}: ${sum.toFixed(4)}`);
    holds(`results push nothing, ${name}`, sum < 0.05, sum);
    await still.close();
  }

  // Without script the box leads to a page that says so and offers other ways.
  const off = await browser.newContext({ javaScriptEnabled: false });
  const plain = await off.newPage();
  await plain.goto(at({ url: "" }));
  await plain.fill("[data-search] input", "giám sát");
  await plain.keyboard.press("Enter");
  await plain.waitForURL(/tim-kiem\/\?q=/);
  holds("without script", (await plain.locator("noscript").innerText()).includes("JavaScript") && (await plain.locator("main .chips a").count()) > 5, plain.url());
  await off.close();
}
