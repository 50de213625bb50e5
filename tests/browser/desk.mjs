// `ssg desk` as a clerk uses it: from an empty folder to a published, corrected and withdrawn report,
// without a terminal and without seeing YAML. Counts clicks and keys.

import { spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Starts `ssg desk` on `folder`. Returns the address it prints and a function that stops it. */
export async function startDesk(program, folder, more = []) {
  const server = spawn(program, ["desk", folder, "--no-open", "--port", "4700", ...more], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((done, fail) => {
    let output = "";
    server.stdout.on("data", (piece) => {
      output += piece;
      const found = /http:\S+/.exec(output);
      if (found) done(found[0]);
    });
    server.on("exit", () => fail(new Error(`ssg desk ended: ${output}`)));
  });
  return { address, stop: (signal = "SIGINT") => new Promise((done) => { server.on("exit", done); server.kill(signal); }) };
}

/** A clerk at a tab: each click and key is counted. */
class Clerk {
  constructor(tab) {
    this.tab = tab;
    this.clicks = 0;
    this.keys = 0;
  }

  async click(what) {
    this.clicks++;
    await (typeof what === "string" ? this.tab.locator(what) : what).first().click();
  }

  async type(what, text) {
    const field = typeof what === "string" ? this.tab.locator(what).first() : what;
    await field.click();
    this.clicks++;
    await field.press("Control+A");
    await field.pressSequentially(text);
    this.keys += text.length + 1;
  }

  async pick(what, value) {
    this.clicks += 2;
    await this.tab.locator(what).first().selectOption(value);
  }
}

const FOLDER = "content/reports";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
/** The reader's preferences in which each screen is checked. */
const MEDIA = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "light", forcedColors: "active" },
};

/** A photo of one pixel. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC";

/** The only report below a site's folder. */
function report(folder) {
  const name = readdirSync(join(folder, FOLDER), { recursive: true }).find((one) => one.endsWith("index.md"));
  return { path: join(folder, FOLDER, name), url: `bao-cao/${name.replace(/\/index\.md$/, "/")}`.replaceAll("\\", "/") };
}

/**
 * Plays the clerk. `check` records each step; `axe` returns the violations of a tab; `pictures` is a
 * folder for screenshots, or nothing.
 */
export async function playClerk(browser, program, work, wordFile, check, axe, pictures) {
  const folder = join(work, "desk");
  mkdirSync(folder);
  const word = join(work, "Báo cáo Quảng Ninh.docx");
  copyFileSync(wordFile, word);
  const photo = join(work, "Chợ phiên.png");
  writeFileSync(photo, Buffer.from(PIXEL, "base64"));
  const { address, stop } = await startDesk(program, folder);
  const context = await browser.newContext({ viewport: DESKTOP });
  const tab = await context.newPage();
  const problems = [];
  const foreign = [];
  tab.on("pageerror", (error) => problems.push(String(error)));
  tab.on("console", (message) => message.type() === "error" && !/409|422/.test(message.text()) && problems.push(message.text()));
  tab.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") foreign.push(request.url());
  });
  const clerk = new Clerk(tab);
  let number = 0;
  const step = async (name, selector) => {
    const found = await tab.locator(selector).first().waitFor({ timeout: 20000 }).then(() => [], (error) => [error.message.split("\n")[0]]);
    check(`desk: ${name}`, found);
    for (const [media, values] of Object.entries(MEDIA)) {
      await tab.emulateMedia(values);
      check(`desk: ${name}: axe, ${media}`, await axe(tab));
    }
    await tab.emulateMedia({ colorScheme: null, forcedColors: null });
    await tab.setViewportSize(PHONE);
    check(`desk: ${name}: axe, 320 px`, await axe(tab));
    const width = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`desk: ${name}: no sideways scrolling at 320 px`, width <= 0 ? [] : [`${width} px`]);
    await tab.setViewportSize(DESKTOP);
    if (pictures) await tab.screenshot({ path: join(pictures, `${String(++number).padStart(2, "0")}-${name.replaceAll(" ", "-")}.png`) });
  };
  const text = () => readFileSync(report(folder).path, "utf8");

  await tab.goto(address);
  await step("empty folder", "#create");
  await clerk.type("#council", "HĐND huyện Côn Đảo");
  await clerk.click("#create");
  await step("new archive", "#records");
  await clerk.click("a[href='/new']");
  await step("new record", "#drop");
  clerk.clicks += 2;
  await tab.locator("#files").setInputFiles(word);
  await step("imported", ".import.done a");
  await clerk.click(".import.done a");
  await step("form", "#form:not([hidden]) .field input");
  check("desk: no YAML is shown", (await tab.locator("#as-text").isHidden()) ? [] : ["the text is shown"]);

  const guesses = tab.locator(".guess button");
  for (let count = await guesses.count(); count > 0; count = await guesses.count()) await clerk.click(guesses);
  await tab.waitForTimeout(400);
  check("desk: all guesses are confirmed", (await guesses.count()) === 0 ? [] : ["some are left"]);

  // A mistake appears beside its field, and goes.
  const province = tab.locator("[data-key='locations[0].province'] input").first();
  const right = await province.inputValue();
  await clerk.type(province, "Lào Cay");
  await step("mistake", ".field-found li:has-text('Lào Cay'), #found li:has-text('Lào Cay')");
  await clerk.type(province, right);
  await tab.locator("#found li:has-text('Lào Cay'), .field-found li:has-text('Lào Cay')").waitFor({ state: "detached" });

  // A heading becomes a lesson; a photo is added.
  const body = tab.locator("#body");
  await body.focus();
  await body.press("Control+End");
  await body.pressSequentially("\n\n### Chợ phiên mở buổi tối\n\nChợ mở buổi tối để khách ở lại.");
  clerk.keys += 60;
  await body.press("ArrowUp");
  await body.press("ArrowUp");
  clerk.keys += 3;
  await clerk.pick("#toolbar select", "practice");
  await body.press("Control+End");
  clerk.clicks++;
  await tab.locator("#photo").setInputFiles(photo);
  await clerk.type("#alt", "Chợ phiên buổi tối");
  await clerk.click("[role=group] .primary");
  await tab.waitForFunction(() => document.getElementById("body").value.includes("![Chợ phiên buổi tối]"));
  clerk.keys++;
  await tab.keyboard.press("Control+S");
  await step("saved", "#state:text-matches('Đã lưu')");
  check("desk: the lesson is in the file", /### Chợ phiên mở buổi tối \{#bai-hoc-\d+ \.practice\}/.test(text()) ? [] : [text().slice(-400)]);
  await clerk.click("#ready");
  await tab.locator("#ready").waitFor({ state: "detached" });
  check("desk: the record is no draft", text().includes("status: draft") ? ["it is"] : []);

  await clerk.click("a[href='/publish']");
  await step("changes", "#publish:enabled");
  await clerk.click("#publish");
  await step("published", "#result .done");
  const page = join(folder, "public", report(folder).url, "index.html");
  check("desk: the page is published", existsSync(page) && readFileSync(page, "utf8").includes("Chợ mở buổi tối") ? [] : [page]);

  await clerk.click("a[href='/']");
  await clerk.type("#search", "quang ninh");
  await clerk.click("tbody tr:not([hidden]) a");
  await tab.locator("#form:not([hidden])").waitFor();
  await clerk.click(".actions details:nth-of-type(1) summary");
  await clerk.type("#correct-note", "Sửa tên chợ phiên.");
  await clerk.click("#correct");
  await tab.waitForTimeout(1500);
  check("desk: the correction is in the file", /updates:\s+- date: \S+\s+note: Sửa tên chợ phiên\./.test(text()) ? [] : [text().slice(0, 600)]);
  await step("corrected", "#form:not([hidden])");
  await clerk.click(".actions details:nth-of-type(3) summary");
  await clerk.type("#withdraw-reason", "Đã thay bằng văn bản khác.");
  await clerk.click("#withdraw");
  await tab.locator(".actions").waitFor({ state: "detached" });
  await clerk.click("a[href='/publish']");
  await tab.locator("#publish:enabled").waitFor();
  await clerk.click("#publish");
  await tab.locator("#result .done").waitFor();
  await clerk.click("a[href='/']");
  await step("withdrawn", ".state.withdrawn");
  const tombstone = readFileSync(page, "utf8");
  check("desk: the address says why", tombstone.includes("Đã thay bằng văn bản khác.") && !tombstone.includes("Chợ mở buổi tối") ? [] : ["it does not"]);
  check("desk: no errors in the browser", problems);
  check("desk: no request to another host", foreign);
  console.log(`desk: the clerk clicked ${clerk.clicks} times and pressed ${clerk.keys} keys`);
  await context.close();
  await stop();
}

/** Unsaved text survives a reload and the end of the program; two tabs and Notepad lose nothing. */
export async function loseNothing(browser, program, shipped, work, check) {
  const folder = join(work, "desk-lose");
  cpSync(join(shipped, "content"), join(folder, "content"), { recursive: true });
  const top = join(folder, "content/pages");
  writeFileSync(join(top, "a.md"), "---\ntitle: Trang A\n---\n\nCũ.\n");
  let desk = await startDesk(program, folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const open = async () => {
    const tab = await context.newPage();
    await tab.goto(desk.address);
    await tab.goto(`${new URL(desk.address).origin}/edit?path=content/pages/a.md`);
    await tab.locator("#body").waitFor();
    return tab;
  };
  const tab = await open();
  await tab.locator("#body").fill("\nChưa lưu.\n");
  await tab.waitForFunction(() => document.getElementById("text").value.includes("Chưa lưu."));
  await tab.waitForTimeout(300);
  await tab.reload();
  await tab.locator("#restored").waitFor();
  await tab.locator("#form:not([hidden])").waitFor();
  check("desk: unsaved text survives a reload", (await tab.locator("#body").inputValue()).includes("Chưa lưu.") ? [] : ["it is lost"]);
  await desk.stop("SIGKILL");
  await tab.locator("#body").fill("\nGõ khi chương trình đã dừng.\n");
  await tab.locator("#failed").waitFor();
  desk = await startDesk(program, folder);
  await tab.goto(desk.address);
  await tab.goto(`${new URL(desk.address).origin}/edit?path=content/pages/a.md`);
  await tab.locator("#restored").waitFor();
  await tab.locator("#form:not([hidden])").waitFor();
  check("desk: unsaved text survives the end of the program", (await tab.locator("#body").inputValue()).includes("Gõ khi") ? [] : [await tab.locator("#body").inputValue()]);

  // Notepad writes the file meanwhile.
  writeFileSync(join(top, "a.md"), "---\ntitle: Trang A\n---\n\nNotepad.\n");
  await tab.keyboard.press("Control+S");
  await tab.locator("#conflict").waitFor();
  const both = await tab.locator("#conflict textarea").evaluateAll((all) => all.map((one) => one.value));
  check("desk: both versions are shown", both.some((one) => one.includes("Gõ khi")) && both.some((one) => one.includes("Notepad")) ? [] : both);
  check("desk: nothing was overwritten", readFileSync(join(top, "a.md"), "utf8").includes("Notepad") ? [] : ["it was"]);
  await tab.locator("#conflict button").first().click();
  await tab.waitForFunction(() => document.getElementById("state").textContent === "Đã lưu");
  check("desk: the chosen version is saved", readFileSync(join(top, "a.md"), "utf8").includes("Gõ khi") ? [] : ["it is not"]);

  // Two tabs.
  const other = await open();
  await other.locator("#body").fill("\nTab hai.\n");
  await other.keyboard.press("Control+S");
  await other.waitForFunction(() => document.getElementById("state").textContent === "Đã lưu");
  await tab.waitForFunction(() => document.getElementById("body").value.includes("Tab hai."), undefined, { timeout: 10000 })
    .then(() => check("desk: a tab without changes follows the file", []), () => check("desk: a tab without changes follows the file", ["it does not"]));
  await context.close();
  await desk.stop();
}
