// How long a save takes to reach the page in Chromium, over edits of one report:
//
//   SSG=target/release/ssg node benches/serve.mjs ROOT [EDITS]
//
// ROOT is a site's root; its longest report is edited and put back. Prints least, median and most.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { longest, serve } from "../tests/browser/serve.mjs";

const { chromium } = createRequire(new URL("../tests/browser/", import.meta.url))("playwright-core");
const [root, edits = "20"] = process.argv.slice(2);
const { path, url } = longest(resolve(root));
const text = readFileSync(path, "utf8");
const { address, stop } = await serve(resolve(process.env.SSG), resolve(root));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const tab = await browser.newPage();
await tab.goto(address + url, { timeout: 120000 });
const took = [];
try {
  for (let edit = 1; edit <= Number(edits); edit++) {
    const begun = Date.now();
    writeFileSync(path, `${text}\n\nLần sửa thứ ${edit}.\n`);
    // The page itself looks at every frame and tells the time: whoever asks from outside asks rarely.
    const seen = (words) => document.body?.textContent.includes(words) && Date.now();
    const shown = await tab.waitForFunction(seen, `Lần sửa thứ ${edit}.`, { polling: "raf", timeout: 60000 });
    took.push(await shown.jsonValue() - begun);
    await tab.waitForTimeout(1200);
  }
} finally {
  writeFileSync(path, text);
  await browser.close();
  await stop();
}
took.sort((a, b) => a - b);
const [least, median, most] = [took[0], took[took.length >> 1], took.at(-1)].map(Math.round);
console.log(`${took.length} edits: least ${least}, median ${median}, most ${most} ms`);
