// The finders of lessons and of reports as a reader uses them, with the Content-Security-Policy in force.

import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const html = (site, url) => site.files.get(`${url}index.html`)?.toString("utf8") ?? "";

/** The lessons and the reports on the pages of a pair, by the ends of their addresses. */
function rowsOfPair(site, url) {
  const rows = new Set();
  for (let at = url; at;) {
    const [, main] = /<main[^]*?<h1>([^]*?)(?:<aside|<\/main>)/.exec(html(site, at));
    for (const [, to] of main.matchAll(/<h3><a href="(?:\.\.\/)*([^"#]*)/g)) rows.add(to);
    const next = /href="(?:\.\.\/)*([^"]*)" rel="next"/.exec(html(site, at));
    at = next?.[1];
  }
  const isLesson = (to) => to.split("/").length === 5;
  return { "bai-hoc": [...rows].filter(isLesson).sort(), "bao-cao": [...rows].filter((to) => !isLesson(to)).sort() };
}

/** Checks the map by topic and year: each number is that of the reports behind its link. */
export async function map(browser, site, at, check, checkAxe, checkFits) {
  const file = site.files.get("tinh/ban-do.json");
  if (!file) return;
  console.log(`       tinh/ban-do.json: ${file.length} bytes, ${gzipSync(file).length} compressed`);
  const { topics, years } = JSON.parse(file.toString("utf8"));
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const tab = await context.newPage();
  const errors = [];
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) errors.push(message.text()); });
  tab.on("pageerror", (error) => errors.push(error.message));
  const shown = () => tab.evaluate(() => {
    const number = (element) => Number((element?.textContent ?? "0").replace(".", ""));
    const tiles = [...document.querySelectorAll(".tiles > li:not(.isles)")];
    return {
      tiles: tiles.filter((tile) => tile.querySelector("b")).map((tile) => [tile.querySelector("a").href, number(tile.querySelector("b"))]).sort(),
      rows: [...document.querySelectorAll(".trips tbody tr")].map((row) => [row.querySelector("a").href, number(row.querySelector("td"))]).sort(),
      white: tiles.filter((tile) => Boolean(tile.querySelector("b")) === tile.classList.contains("t0")).length,
    };
  });
  const [[topic]] = topics, [year] = years;
  for (const query of [`?chu-de=${topic}`, `?nam=${year}`, `?chu-de=${topic}&nam=${year}`]) {
    await tab.goto(`${at({ url: "tinh/" })}${query}`);
    await tab.locator(".finder .count").waitFor();
    const { tiles, rows, white } = await shown();
    check(`map: the tiles are the rows of the table (${query})`, JSON.stringify(tiles) === JSON.stringify(rows) && white === 0 ? [] : [JSON.stringify(tiles), JSON.stringify(rows), `${white} shades`]);
    await checkAxe(tab, `map ${query}`);
    await checkFits(tab, `fits 320 px: map ${query}`);
    const wrong = [];
    for (const [url, number] of tiles.slice(0, 3)) {
      await tab.goto(url);
      await tab.locator(".finder .count").waitFor();
      const found = Number((await tab.locator(".finder .count").textContent()).replace(".", "").split(" ")[0]);
      if (found !== number) wrong.push(`${url}: ${found}, not ${number}`);
    }
    check(`map: numbers are those of the reports behind them (${query})`, wrong);
  }
  await tab.goto(at({ url: "tinh/" }));
  const before = await tab.locator(".tiles").innerHTML();
  await tab.locator("[data-map] > summary").click();
  const select = tab.locator("[data-map] select").first();
  await select.selectOption({ index: 1 });
  check("map: the choice is in the address", tab.url().includes(`chu-de=${topic}`) ? [] : [tab.url()]);
  await tab.goBack();
  await tab.waitForFunction(() => document.querySelector("[data-map] select").value === "0");
  check("map: back is all trips", (await tab.locator(".tiles").innerHTML()) === before ? [] : ["the tiles differ"]);
  check("map: no errors", errors);
  await context.close();
}

/** Checks the finders of an archive. */
export async function finder(browser, site, at, check, checkAxe, checkFits) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const tab = await context.newPage();
  const errors = [];
  tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) errors.push(message.text()); });
  tab.on("pageerror", (error) => errors.push(error.message));
  const equal = (name, got, wanted) => check(`finder: ${name}`, JSON.stringify(got) === JSON.stringify(wanted) ? [] : [`${JSON.stringify(got).slice(0, 300)}, not ${JSON.stringify(wanted).slice(0, 300)}`]);
  const ready = () => tab.waitForSelector(".finder form", { timeout: 10_000 });
  const open = async (list, query = "") => {
    await tab.goto(`${at({ url: `${list}/` })}${query}`);
    if (!query) await tab.click(".finder > summary");
    await ready();
  };
  const base = new URL(at({ url: "" })).href;
  const rows = () => tab.$$eval(".results .row h3 a, .results tbody th a", (links) => links.map((link) => link.href));
  const found = async () => (await rows()).map((url) => url.slice(base.length)).sort();
  const said = async () => Number((await tab.textContent(".finder .count")).replace(".", "").split(" ")[0]);

  // A topic in a province finds what the page of the pair lists, and nothing else.
  const pairs = site.pages.filter(({ kind, url }) => kind === "pair" && /^tinh\/[^/]+\/[^/]+\/$/.test(url)).slice(0, 12);
  for (const { url } of pairs) {
    const [, province, topic] = url.split("/");
    for (const [list, wanted] of Object.entries(rowsOfPair(site, url))) {
      // A list of one row has no finder.
      if (!site.files.has(`${list}/bo-loc.json`)) continue;
      await open(list, `?chu-de=${topic}&tinh=${province}`);
      equal(`${list} of ${url}`, await found(), wanted);
    }
  }

  for (const list of ["bai-hoc", "bao-cao"]) {
    const file = site.files.get(`${list}/bo-loc.json`);
    if (!file) continue;
    console.log(`       ${list}/bo-loc.json: ${file.length} bytes, ${gzipSync(file).length} compressed`);
    await open(list);
    check(`finder: the list stays until something is chosen (${list})`, await tab.isVisible("#s-danh-sach") ? [] : ["hidden"]);
    await checkAxe(tab, `finder of ${list}`);

    // Each number beside a value is the number of rows that it finds.
    const wrong = [];
    const facets = tab.locator(".facets > details");
    for (let facet = 0; facet < await facets.count(); facet++) {
      await facets.nth(facet).locator("summary").click();
      const options = facets.nth(facet).locator("li:not([hidden])");
      for (let option = 0; option < Math.min(await options.count(), 6); option++) {
        const label = options.nth(option).locator("label");
        const number = Number((await label.locator(".n").textContent()).replace(".", ""));
        await label.locator("input").check();
        if (await said() !== number) wrong.push(`${await label.textContent()} finds ${await said()}`);
        await label.locator("input").uncheck();
      }
    }
    check(`finder: numbers beside values (${list})`, wrong);

    // Several values of a facet, in the address, after a reload and after going back.
    const topics = facets.first().locator("li:not([hidden]) input");
    await topics.nth(0).check();
    const one = await found();
    if (await topics.count() > 1) await topics.nth(1).check();
    const two = await found();
    check(`finder: a second value finds at least as much (${list})`, one.every((url) => two.includes(url)) ? [] : [one, two]);
    await tab.reload();
    await ready();
    equal(`the address keeps what was chosen (${list})`, await found(), two);
    if (await topics.count() > 1) {
      await tab.goBack();
      await tab.waitForFunction((count) => document.querySelectorAll(".results .row").length === count, Math.min(one.length, 50), { timeout: 5000 });
      equal(`back is one choice less (${list})`, await found(), one);
    }

    // The order by use, the table and the file.
    await open(list, "?xep=dung");
    const uses = await tab.$$eval(".results .row", (all) => all.map((row) => Number(/Đã được áp dụng (\d+)/.exec(row.textContent)?.[1] ?? 0)));
    equal(`the most used first (${list})`, uses, uses.toSorted((a, b) => b - a));
    await open(list, "?dang=bang&xep=noi");
    equal(`the table has all rows (${list})`, (await rows()).length, await said());
    await checkAxe(tab, `table of the finder of ${list}`);
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.click("text=Tải CSV")]);
    const csv = await readFile(await download.path(), "utf8");
    const complete = csv.split("\r\n").length - 2;
    check(`finder: CSV (${list})`, csv.startsWith("\ufeffMã (id),Địa chỉ (url),") && complete === await said() && (list === "bao-cao" || csv.includes("(practice)")) ? [] : [csv.slice(0, 200), complete]);
    // Years in the wrong order find the same as in the right one.
    await open(list, "?tu=1900&den=2100");
    const ordered = await said();
    await open(list, "?tu=2100&den=1900");
    check(`finder: reversed years are swapped (${list})`, ordered > 0 && await said() === ordered ? [] : [`${await said()}, not ${ordered}`]);
    const data = JSON.parse(file.toString("utf8"));
    for (const [slug, name] of data.countries) {
      await open(list, `?nuoc=${slug}`);
      const pages = site.pages.filter(({ url, html: text }) => url.split("/").length === (list === "bai-hoc" ? 5 : 4) && /^bao-cao\/\d/.test(url) && text.includes(`nuoc/${slug}/`));
      equal(`${list} of ${name}`, await found(), pages.map(({ url }) => url).sort());
    }
    await open(list, "?tu=1900&den=1901");
    check(`finder: says that nothing was found (${list})`, await tab.isVisible(".results .nothing") && await said() === 0 ? [] : ["silent"]);
    await tab.setViewportSize({ width: 320, height: 640 });
    await open(list, "?dang=bang");
    await checkFits(tab, `fits 320 px: table of the finder of ${list}`);
    await open(list, "?xep=noi");
    await checkFits(tab, `fits 320 px: finder of ${list}`);
    await tab.setViewportSize({ width: 1280, height: 900 });
  }
  check("finder: no errors", errors);
  await context.close();

  // Without script there is no finder, and the list is whole.
  const scriptless = await browser.newContext({ javaScriptEnabled: false });
  const plain = await scriptless.newPage();
  await plain.goto(`${at({ url: "bai-hoc/" })}?chu-de=du-lich`);
  const shown = [await plain.isVisible(".finder"), await plain.isVisible("#s-danh-sach")];
  equal("without script the paged list serves", shown, [false, true]);
  await scriptless.close();
}
