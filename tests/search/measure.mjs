// Measures search on an archive of trip reports: the cost of building the index, the size of a first
// answer, the time of queries in a browser, and the precision of the first ten results.
//
//   SSG=target/release/ssg node tests/search/measure.mjs ROOT [ROOT...]
//
// ROOT is a site's root. Queries come from the topics and provinces of its reports, so any archive of a
// few hundred reports works. docs/dev/search.md quotes the benchmark archive. Writes the folders
// `measured` and `measured-without` into ROOT.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, "../browser/run.mjs"))("playwright-core");
const SSG = resolve(process.env.SSG ?? "target/release/ssg");
const FIVE = ["IOC", "giám sát", "chuyển đổi số", "du lịch cộng đồng Bắc Kạn", "763-TB/HU"];

/** Builds with or without search. Returns seconds, CPU seconds and peak memory in MB. */
function build(root, output, search) {
  rmSync(output, { recursive: true, force: true });
  const settings = join(root, "content/site.yaml");
  const before = readFileSync(settings, "utf8");
  writeFileSync(settings, `${before}\nsearch: ${search}\n`);
  try {
    const run = spawnSync("/usr/bin/time", ["-f", "%e %U %S %M", SSG, "--root", root, "--quiet", "build", "-o", output,
      "--base-url", "https://kho.example/"], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    const [wall, user, sys, kb] = run.stderr.trim().split("\n").at(-1).split(" ").map(Number);
    return { wall, cpu: user + sys, mb: kb / 1024 };
  } finally {
    writeFileSync(settings, before);
  }
}

const walk = (folder) => readdirSync(folder, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

/** The topics and provinces of each report and lesson, read from the sources. */
function judgements(root) {
  const about = new Map();
  const topics = new Map(), provinces = new Map();
  for (const path of walk(join(root, "content/reports")).filter((path) => path.endsWith(".md"))) {
    const text = readFileSync(path, "utf8");
    const [, head, body] = text.split(/^---$/m);
    const title = /^title: "?(.*?)"?$/m.exec(head)[1];
    const own = [...(/^topics: \[(.*)\]/m.exec(head)?.[1] ?? "").matchAll(/"([^"]+)"|([^,"\s][^,"]*)/g)].map((m) => (m[1] ?? m[2]).trim());
    const places = [...head.matchAll(/province: "?([^",}]+)"?/g)].map((m) => m[1]);
    const url = `bao-cao/${path.split("/").at(-2)}/${path.split("/").at(-1).slice(0, -3)}/`;
    about.set(url, { title, topics: own, provinces: places });
    const ids = [...body.matchAll(/\{#([a-z0-9-]+) \.\w+/g)].map((m) => m[1]);
    ids.forEach((id, at) => about.set(`${url}${id}/`, { title: "", topics: [own[at]], provinces: places }));
    for (const topic of own) topics.set(topic, (topics.get(topic) ?? 0) + 1);
    for (const topic of own) for (const place of places) provinces.set(`${topic}|${place}`, (provinces.get(`${topic}|${place}`) ?? 0) + 1);
  }
  const sorted = [...topics].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([topic]) => topic);
  const pairs = [...provinces].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pair, many]) => [...pair.split("|"), many]);
  const step = Math.max(1, Math.floor(pairs.length / 98));
  return { about, topics: sorted.slice(0, 30), pairs: pairs.filter((_, at) => at % step === 0).slice(0, 98) };
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\u0111/g, "d").replace(/\u0110/g, "D").toLowerCase();
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const kb = (bytes) => (bytes / 1024).toFixed(0);

async function serve(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) { response.writeHead(404).end(); return; }
    const type = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css" }[file.split(".").at(-1)];
    response.writeHead(200, { "content-type": type ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

for (const root of process.argv.slice(2).map((root) => resolve(root))) {
  const output = join(root, "measured");
  const without = process.env.KEEP ? undefined : build(root, join(root, "measured-without"), false);
  const with_ = process.env.KEEP ? undefined : build(root, output, true);
  rmSync(join(root, "measured-without"), { recursive: true, force: true });
  const { about, topics, pairs } = judgements(root);
  const files = walk(join(output, "tim-kiem")).filter((path) => path.endsWith(".bin"));
  const sizes = files.map((path) => statSync(path).size);
  const reports = [...about.keys()].filter((url) => url.split("/").length === 4).length;
  console.log(`\n${reports} reports, ${about.size} records`);
  if (with_) {
    const print = (name, { wall, cpu, mb }) => console.log(`  ${name.padEnd(22)} ${wall.toFixed(1)} s, ${cpu.toFixed(1)} CPU s, ${mb.toFixed(0)} MB at most`);
    print("build", with_);
    print("build without search", without);
    console.log(`  ${"search".padEnd(22)} ${(with_.wall - without.wall).toFixed(1)} s, ${(with_.cpu - without.cpu).toFixed(1)} CPU s, ${(with_.mb - without.mb).toFixed(0)} MB`);
  }
  console.log(`  on disk                ${(sizes.reduce((a, b) => a + b, 0) / 1e6).toFixed(1)} MB in ${sizes.length} files, the largest ${kb(Math.max(...sizes))} KB`);

  const served = await serve(output);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const script = gzipSync(readFileSync(join(output, "search.js")), { level: 9 }).length;
  console.log("  first answer           KB (script, manifest, shards, hits), requests, hits");
  for (const query of FIVE) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const requested = [];
    tab.on("request", (request) => { if (/tim-kiem\/.*\.bin$/.test(request.url())) requested.push(new URL(request.url()).pathname); });
    // Until the results appear, the page requests only files of the index.
    await tab.goto(`${served.origin}tim-kiem/`);
    await tab.waitForFunction(() => globalThis.ssgSearch);
    const count = await tab.evaluate(async (query) => {
      const { index, best, count } = await globalThis.ssgSearch.search(query);
      await Promise.all((await best(20)).map((record) => index.hit(record)));
      return count;
    }, query);
    const weigh = (pattern) => requested.filter((path) => pattern.test(path)).reduce((sum, path) => sum + statSync(join(output, path)).size, 0);
    const [manifest, hits, all] = [weigh(/chi-muc/), weigh(/\/h\d+\.bin/), weigh(/./)];
    console.log(`    ${query.padEnd(28)} ${kb(script + all).padStart(4)}  (${kb(script)}, ${kb(manifest)}, ${kb(all - hits - manifest)}, ${kb(hits)})  ${requested.length + 1}  ${count}`);
    await context.close();
  }

  const tab = await browser.newPage();
  await tab.goto(`${served.origin}tim-kiem/`);
  await tab.waitForFunction(() => globalThis.ssgSearch);
  // A task of 50 ms or more blocks the page. The browser reports each.
  await tab.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => { longTasks.push(...list.getEntries().map((task) => task.duration)); }).observe({ type: "longtask" });
  });
  const times = [];
  let longest = 0;
  const precision = async (queries) => {
    const found = [];
    for (const { query, right, many } of queries) {
      const { urls, ms } = await tab.evaluate(async (query) => {
        const { index, best } = await globalThis.ssgSearch.search(query);
        const hits = await Promise.all((await best(10)).map((record) => index.hit(record)));
        const start = performance.now();
        await (await globalThis.ssgSearch.search(query)).best(20);
        return { urls: hits.map(({ url }) => new URL(url).pathname.slice(1)), ms: performance.now() - start };
      }, query);
      times.push(ms);
      longest = Math.max(longest, ms);
      found.push(urls.filter((url) => right(about.get(url) ?? { title: "", topics: [], provinces: [] })).length / Math.min(10, many));
    }
    return { mean: found.reduce((a, b) => a + Math.min(1, b), 0) / found.length, zero: queries.filter((_, at) => found[at] === 0).map(({ query }) => query) };
  };
  const onTopic = (topic) => (record) => record.topics.includes(topic) || record.title.toLowerCase().includes(topic.toLowerCase());
  const at = (place) => (record) => record.provinces.includes(place);
  const sets = {
    topic: topics.map((topic) => ({ query: topic, right: onTopic(topic), many: 10 })),
    "topic + province": pairs.map(([topic, place, many]) => ({ query: `${topic} ${place}`, many, right: (record) => onTopic(topic)(record) && at(place)(record) })),
  };
  console.log("  precision at 10        accented, unaccented (queries without a right hit)");
  for (const [name, queries] of Object.entries(sets)) {
    const accented = await precision(queries);
    const unaccented = await precision(queries.map((query) => ({ ...query, query: plain(query.query) })));
    console.log(`    ${`${name}, ${queries.length}`.padEnd(28)} ${accented.mean.toFixed(3)} (${accented.zero.length}), ${unaccented.mean.toFixed(3)} (${unaccented.zero.length})`);
    if (accented.zero.length > 0) console.log(`      none right: ${accented.zero.join("; ")}`);
  }
  console.log(`  engine                 ${median(times).toFixed(1)} ms median of ${times.length}, ${longest.toFixed(1)} ms at most, files in memory`);
  const longTasks = await tab.evaluate(() => globalThis.longTasks);
  console.log(`  tasks of 50 ms or more ${longTasks.length} in ${2 * times.length} searches, the longest ${Math.max(0, ...longTasks).toFixed(0)} ms`);
  await browser.close();
  served.close();
}
