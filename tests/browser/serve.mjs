// `ssg serve` as its author sees it: the page follows what is saved, keeps its place, and shows what
// is wrong as long as it is.

import { spawn } from "node:child_process";
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Starts the program on the site at `folder` and gives its address. */
export async function serve(program, folder, more = []) {
  const server = spawn(program, ["--root", folder, "serve", "--port", "4300", ...more], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done, fail) => {
    let said = "";
    server.stdout.on("data", (piece) => {
      said += piece;
      const found = /http:\/\/[^/]+\//.exec(said);
      if (found) done(found[0]);
    });
    server.on("exit", () => fail(new Error(`ssg serve ended: ${said}`)));
  });
  return { address, stop: () => new Promise((done) => { server.on("exit", (_, signal) => done(signal)); server.kill("SIGINT"); }) };
}

/** The longest report of the site at `folder`, its source and its address. */
export function longest(folder) {
  const top = join(folder, "content/reports");
  const all = readdirSync(top, { recursive: true }).filter((name) => name.endsWith(".md"));
  const [name] = all.map((name) => [name, readFileSync(join(top, name)).length]).sort((a, b) => b[1] - a[1])[0];
  return { path: join(top, name), url: `bao-cao/${name.replace(/(\/index)?\.md$/, "/")}` };
}

/** Every promise of the live page, on a copy of the site at `folder`. */
export async function follows(browser, program, folder, work, check) {
  const site = join(work, "serve");
  cpSync(join(folder, "content"), join(site, "content"), { recursive: true });
  const { path, url } = longest(site);
  const text = readFileSync(path, "utf8");
  const { address, stop } = await serve(program, site);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const said = [];
  tab.on("console", (message) => message.type() === "error" && said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  const shows = async (name, selector, options) => {
    const found = await tab.locator(selector).first().waitFor({ timeout: 15000, ...options }).then(() => [], (error) => [error.message.split("\n")[0]]);
    check(`serve: ${name}`, found);
  };
  await tab.goto(address + url);
  await tab.evaluate(() => window.scrollTo(0, 1200));
  // As editors do: beside it, and renamed.
  writeFileSync(`${path}.new`, `${text}\n\nCâu vừa viết thêm.\n`);
  renameSync(`${path}.new`, path);
  await shows("what was saved is on the page", "text=Câu vừa viết thêm.", { state: "attached" });
  const top = await tab.evaluate(() => window.scrollY);
  check("serve: the page keeps its place", Math.abs(top - 1200) < 3 ? [] : [`scrolled to ${top}`]);

  await shows("its scripts have done their work in it", "main button.copy", { state: "attached" });
  const still = await tab.evaluate(() => window.scrollY);
  check("serve: and it still keeps its place", Math.abs(still - 1200) < 3 ? [] : [`scrolled to ${still}`]);

  const lines = text.split("\n");
  const line = lines.findIndex((written) => written.startsWith("dates:")) + 1;
  writeFileSync(path, text.replace("\ndates:", "\ndatez<img src=x onerror=alert(1)>:"));
  await shows("what is wrong is told on the page", "#ssg-faults pre");
  const told = await tab.locator("#ssg-faults").textContent();
  check("serve: with its line", told.includes(`:${line}:`) && told.includes("<img src=x") ? [] : [told]);
  check("serve: as text", (await tab.locator("#ssg-faults img").count()) === 0 ? [] : ["an image"]);
  writeFileSync(path, text);
  await shows("and goes when it is mended", "#ssg-faults", { state: "detached" });
  await shows("with the page as it is written", "text=Câu vừa viết thêm.", { state: "detached" });

  // Another page stays as it is while this one changes.
  const other = await context.newPage();
  await other.goto(`${address}kha-nang-tiep-can/`);
  await other.evaluate(() => { window.untouched = true; });
  writeFileSync(path, `${text}\n\nMột câu nữa.\n`);
  await shows("again", "text=Một câu nữa.", { state: "attached" });
  check("serve: a page that did not change is left alone", (await other.evaluate(() => window.untouched)) ? [] : ["it was loaded again"]);
  check("serve: no errors", said);
  await context.close();
  const before = Date.now();
  const signal = await stop();
  const took = Date.now() - before;
  check("serve: Ctrl-C ends it", signal === "SIGINT" && took < 5000 ? [] : [`${signal} after ${took} ms`]);
}
