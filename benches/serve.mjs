// Measures how long a saved edit takes to appear in Chromium:
//
//   SSG=target/release/ssg node benches/serve.mjs ROOT [EDITS]
//
// ROOT is a site's root. Edits its longest report EDITS times (default: 20), then restores it. Prints the
// minimum, the median and the maximum in milliseconds.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { longestReport, serve } from "../tests/browser/serve.mjs";

const { chromium } = createRequire(new URL("../tests/browser/", import.meta.url))("playwright-core");
const [root, edits = "20"] = process.argv.slice(2);
const { path, url } = longestReport(resolve(root));
const text = readFileSync(path, "utf8");
const { address, stop } = await serve(resolve(process.env.SSG), resolve(root));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const tab = await browser.newPage();
await tab.goto(address + url, { timeout: 120000 });
const durations = [];
try {
  for (let edit = 1; edit <= Number(edits); edit++) {
    const start = Date.now();
    writeFileSync(path, `${text}\n\nLần sửa thứ ${edit}.\n`);
    // The page checks at every frame and returns the time. Polling from outside would be too rare.
    const seen = (words) => document.body?.textContent.includes(words) && Date.now();
    const shown = await tab.waitForFunction(seen, `Lần sửa thứ ${edit}.`, { polling: "raf", timeout: 60000 });
    durations.push(await shown.jsonValue() - start);
    await tab.waitForTimeout(1200);
  }
} finally {
  writeFileSync(path, text);
  await browser.close();
  await stop();
}
durations.sort((a, b) => a - b);
const [min, median, max] = [durations[0], durations[durations.length >> 1], durations.at(-1)].map(Math.round);
console.log(`${durations.length} edits: minimum ${min}, median ${median}, maximum ${max} ms`);
