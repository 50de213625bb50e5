// Times of the screens of `ssg desk` over an archive of N reports, in Chromium.
//
//   node benches/desk.mjs [N] [REPEATS]
//
// N is 2,000 and REPEATS 10 unless given. SSG names the program, else target/release/ssg.
// Install the browser first: tests/browser/install.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createRequire } from "node:module";
import { startDesk } from "../tests/browser/desk.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const load = createRequire(join(here, "../tests/browser/package.json"));
const { chromium } = load("playwright-core");
const count = Number(process.argv[2] ?? 2000);
const repeats = Number(process.argv[3] ?? 10);
const program = resolve(process.env.SSG ?? join(here, "../target/release/ssg"));

const work = mkdtempSync(join(tmpdir(), "ssg-desk-"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  execFileSync("python3", [join(here, "archive.py"), String(count), work], { stdio: ["ignore", "ignore", "inherit"] });
  const site = join(work, "ssg");
  const begin = Date.now();
  const { address, stop } = await startDesk(program, site);
  console.log(`${count} reports\nuntil the desk answers: ${Date.now() - begin} ms`);
  const { origin } = new URL(address);
  const tab = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await tab.goto(address);
  const reports = readdirSync(join(site, "content/reports"), { recursive: true }).filter((name) => name.endsWith(".md"));
  const path = `content/reports/${reports.sort()[reports.length >> 1]}`;

  /** Prints the median and the longest time of `act`, in ms. */
  async function measure(name, act, times = repeats) {
    const all = [];
    for (let run = 0; run < times; run++) all.push(await act(run));
    all.sort((a, b) => a - b);
    console.log(`${name}: median ${Math.round(all[all.length >> 1])} ms, longest ${Math.round(all.at(-1))} ms (${times})`);
  }
  /** The time until an element of a screen is there. */
  const screen = (at, selector) => async () => {
    const start = performance.now();
    await tab.goto(origin + at, { waitUntil: "commit" });
    await tab.locator(selector).first().waitFor({ timeout: 300000 });
    return performance.now() - start;
  };
  /** The time from an action to the answer of the server to a request. */
  const answer = (to, act) => async (run) => {
    const response = tab.waitForResponse((one) => one.url().startsWith(origin + to));
    const start = performance.now();
    await act(run);
    await (await response).finished();
    return performance.now() - start;
  };

  const edit = `/edit?path=${encodeURIComponent(path)}`;
  await measure("Archive, until the list can be searched", screen("/", "#count[role=status]"));
  await measure("Archive, a letter in the search", async (run) => tab.evaluate((letters) => {
    const box = document.getElementById("search");
    box.value = letters;
    const start = performance.now();
    box.dispatchEvent(new Event("input"));
    void document.body.offsetHeight;
    return performance.now() - start;
  }, "lao cai 2023".slice(0, run + 2)));
  await measure("New", screen("/new", "#drop"));
  await measure("Edit, until the form is there", screen(edit, "#form:not([hidden]) .field input"));
  const title = tab.locator("#fields [data-key=title] input, #fields [data-key=title] textarea").first();
  const body = tab.locator("#body");
  // The desk waits a moment for the next key before it asks.
  await measure("Edit, from a key in the title to its check", answer("/api/apply", (run) => title.pressSequentially(String(run % 10))));
  await measure("Edit, from a key in the body to its check", answer("/api/apply", (run) => body.pressSequentially(String(run % 10))));
  await measure("Edit, a save", answer("/api/save", async (run) => {
    await body.pressSequentially(String(run % 10));
    await tab.keyboard.press("Control+S");
  }));
  await measure("Publish, until the changes are listed", screen("/publish", "#publish:enabled"), 3);
  await stop();
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
