// `ssg serve` in the author's browser: the page updates on each save, keeps its scroll position, and
// shows errors until they are fixed.

import { spawn } from "node:child_process";
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Starts `ssg serve` on the site in `folder`. Returns its address and a function that stops it. */
export async function serve(program, folder, more = []) {
  const server = spawn(program, ["--root", folder, "serve", "--port", "4300", ...more], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done, fail) => {
    let output = "";
    server.stdout.on("data", (piece) => {
      output += piece;
      const found = /http:\/\/[^/]+\//.exec(output);
      if (found) done(found[0]);
    });
    server.on("exit", () => fail(new Error(`ssg serve ended: ${output}`)));
  });
  return { address, stop: () => new Promise((done) => { server.on("exit", (_, signal) => done(signal)); server.kill("SIGINT"); }) };
}

/** The source and the address of the longest report of the site in `folder`. */
export function longestReport(folder) {
  const top = join(folder, "content/reports");
  const all = readdirSync(top, { recursive: true }).filter((name) => name.endsWith(".md"));
  const [name] = all.map((name) => [name, readFileSync(join(top, name)).length]).sort((a, b) => b[1] - a[1])[0];
  return { path: join(top, name), url: `bao-cao/${name.replace(/(\/index)?\.md$/, "/")}` };
}

/** Checks the live preview on a copy of the site in `folder`. */
export async function livePreview(browser, program, folder, work, check) {
  const site = join(work, "serve");
  cpSync(join(folder, "content"), join(site, "content"), { recursive: true });
  const { path, url } = longestReport(site);
  const text = readFileSync(path, "utf8");
  const { address, stop } = await serve(program, site);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const errors = [];
  tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  tab.on("pageerror", (error) => errors.push(String(error)));
  const shows = async (name, selector, options) => {
    const found = await tab.locator(selector).first().waitFor({ timeout: 15000, ...options }).then(() => [], (error) => [error.message.split("\n")[0]]);
    check(`serve: ${name}`, found);
  };
  await tab.goto(address + url);
  await tab.evaluate(() => window.scrollTo(0, 1200));
  // Editors write a new file in the same folder and rename it.
  writeFileSync(`${path}.new`, `${text}\n\nCâu vừa viết thêm.\n`);
  renameSync(`${path}.new`, path);
  await shows("the page shows what was saved", "text=Câu vừa viết thêm.", { state: "attached" });
  const top = await tab.evaluate(() => window.scrollY);
  check("serve: the page keeps its scroll position", Math.abs(top - 1200) < 3 ? [] : [`scrolled to ${top}`]);

  await shows("its scripts have run on the new content", "main button.copy", { state: "attached" });
  const still = await tab.evaluate(() => window.scrollY);
  check("serve: the scroll position is kept after the scripts", Math.abs(still - 1200) < 3 ? [] : [`scrolled to ${still}`]);

  const lines = text.split("\n");
  const line = lines.findIndex((written) => written.startsWith("dates:")) + 1;
  writeFileSync(path, text.replace("\ndates:", "\ndatez<img src=x onerror=alert(1)>:"));
  await shows("the page shows the error", "#ssg-faults pre");
  const overlay = await tab.locator("#ssg-faults").textContent();
  check("serve: the error names its line", overlay.includes(`:${line}:`) && overlay.includes("<img src=x") ? [] : [overlay]);
  check("serve: the error is shown as text", (await tab.locator("#ssg-faults img").count()) === 0 ? [] : ["an image"]);
  writeFileSync(path, text);
  await shows("the error disappears when it is fixed", "#ssg-faults", { state: "detached" });
  await shows("the page shows the source again", "text=Câu vừa viết thêm.", { state: "detached" });

  // Another page is not reloaded when this one changes.
  const other = await context.newPage();
  await other.goto(`${address}kha-nang-tiep-can/`);
  await other.evaluate(() => { window.untouched = true; });
  writeFileSync(path, `${text}\n\nMột câu nữa.\n`);
  await shows("the page shows the next save", "text=Một câu nữa.", { state: "attached" });
  check("serve: an unchanged page is not reloaded", (await other.evaluate(() => window.untouched)) ? [] : ["it was reloaded"]);
  check("serve: no errors", errors);
  await context.close();
  const before = Date.now();
  const signal = await stop();
  const took = Date.now() - before;
  check("serve: Ctrl-C ends it", signal === "SIGINT" && took < 5000 ? [] : [`${signal} after ${took} ms`]);
}
