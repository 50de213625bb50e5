// `ssg desk` as a clerk uses it: from an empty folder to a published, corrected and withdrawn report,
// without a terminal and without seeing YAML. Counts clicks and keys.

import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

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

/** An archive with a record of each kind, and mistakes to type there: source, key of the field, text and code. */
const SHARED = join(dirname(fileURLToPath(import.meta.url)), "../desk");

/** Checks a screen with axe in all media, and that it needs no sideways scrolling at 320 px. */
async function audit(tab, name, check, axe) {
  // Where the bar that stays at the top covers a button in part, axe takes it for a small one.
  await tab.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
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
}

/** Stores what the window shows, 900 pixels wide, as WebP, which only the browser's own protocol can write. */
async function shoot(tab, path) {
  const session = await tab.context().newCDPSession(tab);
  const y = await tab.evaluate(() => scrollY);
  const clip = { x: 0, y, ...DESKTOP, scale: 900 / DESKTOP.width };
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 72, clip });
  await session.detach();
  writeFileSync(path, Buffer.from(data, "base64"));
}

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
  const signed = join(work, "Bản ký 12.pdf");
  const { address, stop } = await startDesk(program, folder);
  const context = await browser.newContext({ viewport: DESKTOP });
  const tab = await context.newPage();
  await tab.setContent("<h1>BÁO CÁO</h1><p>Đã ký.</p>");
  writeFileSync(signed, await tab.pdf());
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
  /** Waits for an element, then checks the screen. The picture shows the element `shown`, or the top. */
  const step = async (name, selector, shown) => {
    const found = await tab.locator(selector).first().waitFor({ timeout: 20000 }).then(() => [], (error) => [error.message.split("\n")[0]]);
    check(`desk: ${name}`, found);
    await audit(tab, name, check, axe);
    if (shown) await tab.locator(shown).scrollIntoViewIfNeeded();
    if (pictures) await shoot(tab, join(pictures, `${String(++number).padStart(2, "0")}-${name.replaceAll(" ", "-")}.webp`));
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

  // The signed original is published with the report.
  const attached = (key) => `[data-key="attachments[0].${key}"]`;
  await clerk.click("[data-key=attachments] > button");
  clerk.clicks += 2;
  await tab.locator(`${attached("file")} input[type=file]`).setInputFiles(signed);
  await tab.waitForFunction(() => document.querySelector("[data-key='attachments[0].file'] select").value !== "");
  await clerk.pick(`${attached("kind")} select`, "signed");
  await step("attached", `${attached("file")} select`, "[data-key=attachments]");
  const chosen = await tab.locator(`${attached("file")} select`).evaluate((select) => select.selectedOptions[0].textContent);
  check("desk: the attachment has size and pages", /^ban-ky-12\.pdf \(\d+ KB, 1 trang\)$/.test(chosen) ? [] : [chosen]);
  clerk.keys++;
  await tab.keyboard.press("Control+S");
  await step("saved", "#state:text-matches('Đã lưu')");
  check("desk: the lesson is in the file", /### Chợ phiên mở buổi tối \{#bai-hoc-\d+ \.practice\}/.test(text()) ? [] : [text().slice(-400)]);
  check("desk: the attachment is in the file", /attachments:\s+- file: ban-ky-12\.pdf\s+kind: signed/.test(text()) ? [] : [text().slice(0, 2000)]);
  await tab.click("#tab-text");
  await audit(tab, "text", check, axe);
  await tab.click("#tab-form");
  await clerk.click("#ready");
  await tab.locator("#ready").waitFor({ state: "detached" });
  check("desk: the record is no draft", text().includes("status: draft") ? ["it is"] : []);

  // The records are listed at once, and publishing need not wait for the other pages.
  const listed = new Promise((done) => {
    tab.route("**/api/changes", async (route) => {
      await new Promise((release) => done(release));
      await route.continue();
    });
  });
  await clerk.click("a[href='/publish']");
  await step("changed records", "#publish:enabled");
  (await listed)();
  await step("changes", "#state:text-matches('chưa được đăng')");
  await tab.unroute("**/api/changes");
  await clerk.click("#publish");
  await step("published", "#result .done");
  const page = join(folder, "public", report(folder).url, "index.html");
  check("desk: the page is published", existsSync(page) && readFileSync(page, "utf8").includes("Chợ mở buổi tối") ? [] : [page]);

  check("desk: the attachment is published", existsSync(join(dirname(page), "ban-ky-12.pdf")) ? [] : ["it is not"]);

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

  // Renamed: the old address leads to the new one.
  const before = report(folder).url;
  await clerk.click(".actions details:nth-of-type(2) summary");
  await clerk.type("#rename-name", "Quảng Ninh 2024");
  await clerk.click("#rename");
  await tab.waitForURL((to) => to.search.includes("quang-ninh-2024"));
  await step("renamed", "#form:not([hidden]) .field input");
  check("desk: the old address is an alias", text().includes(`/${before}`) ? [] : [text().slice(0, 800)]);
  check("desk: the record has its new name", report(folder).url.endsWith("/quang-ninh-2024/") ? [] : [report(folder).url]);
  await clerk.click(".actions details:nth-of-type(3) summary");
  await clerk.type("#withdraw-reason", "Đã thay bằng văn bản khác.");
  await clerk.click("#withdraw");
  await tab.locator("#restore").waitFor({ state: "attached" });
  check("desk: the withdrawal has its day", /updates:[\s\S]*note: Đã thay bằng văn bản khác\./.test(text()) ? [] : [text().slice(0, 900)]);
  await clerk.click("a[href='/publish']");
  await tab.locator("#publish:enabled").waitFor();
  await clerk.click("#publish");
  await tab.locator("#result .done").waitFor();
  await clerk.click("a[href='/']");
  await step("withdrawn", ".state.withdrawn");
  check("desk: the old address leads to the record", readFileSync(page, "utf8").includes("/quang-ninh-2024/") ? [] : ["it does not"]);
  const tombstone = readFileSync(join(folder, "public", report(folder).url, "index.html"), "utf8");
  check("desk: the address says why", tombstone.includes("Đã thay bằng văn bản khác.") && !tombstone.includes("Chợ mở buổi tối") ? [] : ["it does not"]);
  check("desk: no errors in the browser", problems);
  check("desk: no request to another host", foreign);
  console.log(`desk: the clerk clicked ${clerk.clicks} times and pressed ${clerk.keys} keys`);
  await context.close();
  await stop();
}

/** The element with the focus: its kind, id, accessible name as far as the desk gives names, and the group it is in. */
const focused = (tab) => tab.evaluate(() => {
  const one = document.activeElement;
  const name = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.title ?? "";
  const group = one.closest("fieldset")?.firstChild.textContent;
  return { kind: one.localName, id: one.id, name: (name || one.textContent).trim(), group };
});

/**
 * Walks from an empty folder to a published report with the keyboard alone. Each stop of the Tab key
 * must have a name, and no step may lose the focus. Prints the number of keys.
 */
export async function walkByKeyboard(browser, program, work, wordFile, check) {
  const folder = join(work, "desk-keyboard");
  mkdirSync(folder);
  const word = join(work, "Báo cáo.docx");
  copyFileSync(wordFile, word);
  const { address, stop: stopDesk } = await startDesk(program, folder);
  const tab = await (await browser.newContext({ viewport: DESKTOP })).newPage();
  let keys = 0;
  const nameless = new Set();
  const lost = [];
  const press = async (key) => {
    keys++;
    await tab.keyboard.press(key);
  };
  const type = async (text) => {
    keys += text.length;
    await tab.keyboard.type(text);
  };
  /** Presses Tab until `isThere`, which gets kind, id and name. */
  const tabTo = async (isThere) => {
    for (let stops = 0; stops < 200; stops++) {
      await press("Tab");
      const at = await focused(tab);
      if (at.kind === "body") continue;
      if (!at.name) nameless.add(`${at.kind}#${at.id}`);
      if (isThere(at)) return;
    }
    throw new Error(`not reached with Tab: ${isThere}`);
  };
  const keepsFocus = async (step) => {
    if ((await focused(tab)).kind === "body") lost.push(step);
  };

  await tab.goto(address);
  await tab.waitForFunction(() => document.activeElement.id === "council");
  await type("HĐND huyện Côn Đảo");
  await press("Enter");
  await tab.locator("#records").waitFor();
  await tabTo(({ name }) => name === "Thêm mới");
  await press("Enter");
  await tab.locator("#drop").waitFor();
  // Interception of the chooser begins before the key that opens it.
  const chooser = tab.waitForEvent("filechooser", { timeout: 60000 });
  await tabTo(({ id }) => id === "files");
  await press("Enter");
  await (await chooser).setFiles(word);
  await tab.locator(".import.done a").waitFor({ timeout: 60000 });
  await keepsFocus("a file is imported");
  await tabTo(({ name }) => name === "Mở bản nháp");
  await press("Enter");
  await tab.locator("#form:not([hidden]) .field input").first().waitFor({ timeout: 60000 });
  const stop = async (name) => tabTo((at) => at.name === name);
  await stop("Đưa xuống dòng 1");
  await press("Enter");
  await keepsFocus("a row is moved");
  const moved = (await focused(tab)).name;
  check("desk: the focus follows the row that is moved", /^Đưa (xuống|lên) dòng 2$/.test(moved) ? [] : [moved]);
  await stop("Thêm dòng");
  await press("Enter");
  await keepsFocus("a row is added");
  await stop("Bỏ dòng 4");
  await press("Enter");
  await keepsFocus("a row is removed");
  const attachment = tab.waitForEvent("filechooser", { timeout: 60000 });
  await tabTo(({ name, group }) => name === "Thêm dòng" && group === "Tệp đính kèm");
  await press("Enter");
  await stop("Thêm tệp từ máy");
  await press("Enter");
  await (await attachment).setFiles(word);
  await tab.waitForFunction(() => document.activeElement.value === "bao-cao.docx");
  await press("Control+s");
  await tab.waitForFunction(() => document.getElementById("state").textContent === "Đã lưu");
  await keepsFocus("the record is saved");
  await tab.reload();
  await tab.locator("#form:not([hidden]) .field input").first().waitFor();
  await stop("Đến nội dung bài");
  await press("Enter");
  const reached = await focused(tab);
  check("desk: one key leads past the fields to the body", reached.id === "body" ? [] : [JSON.stringify(reached)]);
  await tab.reload();
  await tab.locator("#form:not([hidden]) .field input").first().waitFor();
  await tabTo(({ id }) => id === "ready");
  await press("Enter");
  await tab.locator("#ready").waitFor({ state: "detached" });
  await tab.waitForFunction(() => document.activeElement.id === "save");
  await tab.goto(`${new URL(address).origin}/publish`);
  await tab.locator("#publish:enabled").waitFor();
  await tabTo(({ id }) => id === "publish");
  await press("Enter");
  await tab.locator("#result .done").waitFor({ timeout: 60000 });
  check("desk: by keyboard, every stop has a name", [...nameless]);
  check("desk: by keyboard, no step loses the focus", lost);
  console.log(`desk: from an empty folder to a published report with ${keys} keys and no click`);
  await tab.context().close();
  await stopDesk();
}

/** Opens all that is closed in the form. */
async function openAll(tab) {
  await tab.locator("#form:not([hidden])").waitFor();
  while (await tab.evaluate(() => {
    const closed = [...document.querySelectorAll("#fields details:not([open])")];
    for (const one of closed) one.open = true;
    return closed.length;
  })) await tab.waitForTimeout(50);
}

/**
 * Types the mistakes of `tests/desk` into forms: each is reported beside its field. Prints how long
 * that takes, from the last key.
 */
export async function makeMistakes(browser, program, work, check, axe) {
  const folder = join(work, "desk-mistakes");
  cpSync(join(SHARED, "content"), join(folder, "content"), { recursive: true });
  const { address, stop } = await startDesk(program, folder, ["--lang", "vi"]);
  const { origin } = new URL(address);
  const context = await browser.newContext({ viewport: DESKTOP });
  const tab = await context.newPage();
  await tab.goto(address);
  const times = [];
  let open = "";
  for (const [source, key, what] of JSON.parse(readFileSync(join(SHARED, "mistakes.json"), "utf8"))) {
    if (source !== open) {
      open = source;
      await tab.goto(`${origin}/edit?path=content/${source}`);
      await openAll(tab);
    }
    const typed = what.replace("LONG", "A".repeat(301));
    const field = tab.locator(`#fields [data-key="${key}"]`).locator("input, textarea").first();
    const right = await field.inputValue();
    // What is wrong with a mapping is shown with its fields.
    const beside = tab.locator(["", key, key.replace(/\.\w+$/, "")].filter(Boolean)
      .map((at) => `#fields [data-key="${at}"] > .field-found > li`).join(", ")).first();
    check(`desk: nothing is reported beside ${key} before a mistake`, (await beside.count()) === 0 ? [] : [await beside.textContent()]);
    await field.fill(typed);
    const start = Date.now();
    const shown = await beside.waitFor({ timeout: 5000 }).then(() => [], () => [`nothing beside ${key} for “${what}”`]);
    times.push(Date.now() - start);
    check(`desk: the mistake “${what}” is reported beside ${key}`, shown);
    await field.fill(right);
    await beside.waitFor({ state: "detached" });
  }
  times.sort((a, b) => a - b);
  console.log(`desk: a mistake is shown after ${times[times.length >> 1]} ms (median), ${times.at(-1)} ms (longest of ${times.length})`);

  // A mistake can be saved; Publish names it and leads to its field.
  await tab.goto(`${origin}/edit?path=content/reports/2023/sa-pa.md`);
  const size = tab.locator("#fields [data-key=size] input");
  await size.fill("18 người");
  await tab.keyboard.press("Control+S");
  await tab.waitForFunction(() => document.getElementById("state").textContent === "Đã lưu");
  await tab.goto(`${origin}/publish`);
  const fix = tab.locator("a[href*='key=size']").first();
  await fix.waitFor();
  check("desk: an error blocks publishing", (await tab.locator("#publish").isDisabled()) ? [] : ["it does not"]);
  await audit(tab, "blocked", check, axe);
  await fix.click();
  await tab.waitForFunction(() => document.activeElement.closest("[data-key]")?.dataset.key === "size");
  await tab.goto(`${origin}/khong-co`);
  await audit(tab, "no such screen", check, axe);

  // What Word puts on the clipboard becomes Markdown.
  await tab.goto(`${origin}/edit?path=content/reports/2023/sa-pa.md`);
  await tab.locator("#form:not([hidden])").waitFor();
  const body = tab.locator("#body");
  await body.fill("");
  await body.evaluate((area) => {
    const data = new DataTransfer();
    data.setData("text/html", "<html><body><!--StartFragment--><h2>Chợ phiên</h2><p class=MsoNormal>Họp <b>chủ nhật</b><o:p></o:p></p>"
      + "<table><tr><td>Sa Pa</td><td>1</td></tr></table><!--EndFragment--></body></html>");
    data.setData("text/plain", "Chợ phiên");
    area.focus();
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await tab.waitForFunction(() => document.getElementById("body").value !== "");
  const pasted = await body.inputValue();
  check("desk: pasted text keeps its form", pasted === "### Chợ phiên\n\nHọp **chủ nhật**\n\n| Sa Pa | 1 |\n| --- | --- |" ? [] : [pasted]);

  // The settings have a form, and a link to a field leads there.
  await tab.goto(`${origin}/edit?path=content/site.yaml&key=base_url`);
  await tab.locator("#form:not([hidden])").waitFor();
  await audit(tab, "settings", check, axe);
  const focused = await tab.evaluate(() => document.activeElement.closest("[data-key]")?.dataset.key);
  check("desk: a link to a field leads to it", focused === "base_url" ? [] : [String(focused)]);
  await context.close();
  await stop();
}

/** Unsaved text survives a reload, the end of the program, a full disk and a deleted folder; two tabs and Notepad lose nothing. */
export async function loseNothing(browser, program, shipped, work, check, axe) {
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
  await audit(tab, "conflict", check, axe);
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

  // The folder is deleted meanwhile.
  await other.locator("#body").fill("\nCòn đây.\n");
  await other.waitForFunction(() => document.getElementById("text").value.includes("Còn đây."));
  writeFileSync(join(top, "a.md"), "---\ntitle: Trang A\n---\n\nNotepad lần hai.\n");
  await tab.waitForFunction(() => document.getElementById("body").value.includes("lần hai"), undefined, { timeout: 10000 });
  await other.reload();
  await other.locator("#restored").waitFor();
  await other.locator("#form:not([hidden])").waitFor();
  check("desk: a tab that follows the file forgets no text of another", (await other.locator("#body").inputValue()).includes("Còn đây.") ? [] : ["it does"]);
  rmSync(top, { recursive: true });
  await other.locator("#gone").waitFor();
  await other.keyboard.press("Control+S");
  await other.locator("#conflict button").first().click();
  await other.waitForFunction(() => document.getElementById("state").textContent === "Đã lưu");
  check("desk: a deleted file is written again", readFileSync(join(top, "a.md"), "utf8").includes("Còn đây.") ? [] : ["it is not"]);
  await desk.stop();

  // A limit of the size of files stands in for a full disk.
  const limited = join(work, "limited");
  writeFileSync(limited, `#!/bin/sh\ntrap '' XFSZ\nulimit -f 16\nexec '${program}' "$@"\n`);
  chmodSync(limited, 0o755);
  desk = await startDesk(limited, folder);
  const full = await open();
  const long = "Chưa có chỗ. ".repeat(2000);
  await full.locator("#form:not([hidden])").waitFor();
  await full.locator("#body").fill(`\n${long}\n`);
  await full.keyboard.press("Control+S");
  await full.locator("#save-failed").waitFor();
  await full.reload();
  await full.locator("#restored").waitFor();
  await full.locator("#form:not([hidden])").waitFor();
  check("desk: a full disk keeps the old file", readFileSync(join(top, "a.md"), "utf8").includes("Còn đây.") ? [] : ["it does not"]);
  check("desk: a full disk loses no text", (await full.locator("#body").inputValue()).includes(long) ? [] : ["it does"]);
  await context.close();
  await desk.stop();
}

/** Puts HTML, plain text and files on the clipboard of a text box at a position, and pastes them. */
const pasteInto = (box, at, html, plain, files = []) => box.evaluate((area, [from, markup, text, pictures]) => {
  const data = new DataTransfer();
  if (markup) data.setData("text/html", markup);
  if (text) data.setData("text/plain", text);
  for (const [name, bytes] of pictures) {
    data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type: "image/png" }));
  }
  area.focus();
  area.setSelectionRange(from, from);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}, [at, html, plain, files]);

/** What a clerk has typed survives what happens meanwhile: a conflict, a refused edit, a row that is gone, a slow answer. */
export async function keepTyping(browser, program, work, check) {
  const folder = join(work, "desk-typing");
  cpSync(join(SHARED, "content"), join(folder, "content"), { recursive: true });
  const path = "content/reports/2023/typing/index.md";
  const file = join(folder, path);
  const updates = "updates:\n  - {date: 2024-01-01, note: Lần một.}\n  - {date: 2024-02-01, note: Lần hai.}\n";
  const original = readFileSync(join(folder, "content/reports/2023/sa-pa.md"), "utf8").replace("Chuyến Sa Pa", "Chuyến gõ").replace(/document:.*\n/, "").replace(/updates:\n.*\naliases:.*\n/, updates);
  const write = (text) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write(original);
  let desk = await startDesk(program, folder, ["--lang", "vi"]);
  const { address } = desk;
  const { origin } = new URL(address);
  const context = await browser.newContext({ viewport: DESKTOP });
  const tab = await context.newPage();
  const problems = [];
  tab.on("pageerror", (error) => problems.push(error.stack));
  await tab.goto(address);
  const open = async () => {
    await tab.goto(`${origin}/edit?path=${path}`);
    await tab.locator("#form:not([hidden]) .field input").first().waitFor();
  };
  const reset = async () => {
    await tab.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
    write(original);
    await tab.goto(`${origin}/`);
    await open();
  };
  const state = (text) => tab.waitForFunction((wanted) => document.getElementById("state").textContent === wanted, text);
  const text = () => readFileSync(file, "utf8");
  const is = (name, isTrue, found) => check(`desk: ${name}`, isTrue ? [] : [String(found)]);
  const body = tab.locator("#body");

  // A colleague saves while she types: the keys go on into the text, and overwrite nothing.
  await open();
  await body.fill("\nTôi đang gõ\n");
  await body.press("Control+End");
  write(original.replace("Chuyến gõ", "Chuyến của đồng nghiệp"));
  await tab.locator("#conflict").waitFor({ timeout: 10000 });
  await tab.keyboard.type(" tiếp câu này ");
  await tab.keyboard.press("Enter");
  await tab.waitForTimeout(500);
  is("a conflict leaves the focus in the text", (await body.inputValue()).includes("tiếp câu này"), await body.inputValue());
  is("a conflict overwrites nothing while she types", text().includes("Chuyến của đồng nghiệp"), text());
  await tab.keyboard.press("Control+S");
  await tab.waitForFunction(() => document.activeElement.id === "conflict");
  await tab.keyboard.press("Space");
  await tab.waitForTimeout(400);
  is("a key after a refused save overwrites nothing", text().includes("Chuyến của đồng nghiệp"), text());
  const yours = await tab.locator("#yours").inputValue();
  is("the notice has what was typed since", yours.includes("tiếp câu này"), yours);

  // A correction is added at the end, though a row was removed or the file has changed.
  await reset();
  await openAll(tab);
  await tab.locator("[data-key=updates] > ol > li").last().locator(".row-buttons button").last().click();
  await tab.locator(".actions details:nth-of-type(1) summary").click();
  await tab.fill("#correct-note", "Lần ba.");
  await tab.click("#correct");
  await tab.waitForFunction(() => document.getElementById("correct-note")?.value === "");
  await tab.locator("#form:not([hidden])").waitFor();
  is("a correction after a removed row is in the file", text().includes("Lần ba.") && !text().includes("Lần hai."), text());
  write(text().replace(/updates:[\s\S]*?\n---\n/, "---\n"));
  await tab.waitForTimeout(4000);
  await tab.locator(".actions details:nth-of-type(1) summary").click();
  await tab.fill("#correct-note", "Lần bốn.");
  await tab.click("#correct");
  await tab.waitForFunction(() => document.getElementById("correct-note")?.value === "");
  await tab.locator("#form:not([hidden])").waitFor();
  is("a correction after a change elsewhere is in the file", text().includes("Lần bốn."), text());
  await openAll(tab);
  const notes = await tab.locator("[data-key='updates[0].note']").locator("input, textarea").inputValue();
  is("the text of a correction has a field", notes === "Lần bốn.", notes);

  // An edit that the text cannot take stays unsaved, with its text, until it is dropped.
  await reset();
  await tab.route("**/api/apply", (route) => {
    const isRefused = route.request().postData().includes("KHONG GHI DUOC");
    return isRefused ? route.fulfill({ status: 422, contentType: "application/json", body: '{"message":"không ghi được"}' }) : route.continue();
  });
  await tab.locator("[data-key=title] input").fill("KHONG GHI DUOC");
  await tab.locator("[data-key=summary]").locator("input, textarea").fill("Ghi được.");
  await tab.locator("#refused").waitFor();
  await tab.keyboard.press("Control+S");
  await tab.waitForTimeout(800);
  is("a refused edit stays unsaved", (await tab.textContent("#state")) === "Chưa lưu", await tab.textContent("#state"));
  is("a refused edit is still shown", (await tab.textContent("#refused")).includes("KHONG GHI DUOC"), "it is not");
  is("a refused edit keeps no other from the file", text().includes("Ghi được."), text());
  await tab.locator(".actions details:nth-of-type(1) summary").click();
  await tab.fill("#correct-note", "Không mất.");
  await tab.click("#correct");
  await tab.locator(".beside").waitFor({ state: "attached" });
  is("a button that saves says that something is refused", (await tab.inputValue("#correct-note")) === "Không mất.", "the note is gone");
  await open();
  await tab.locator("#refused").waitFor();
  is("a refused edit survives a reload", (await tab.textContent("#refused")).includes("KHONG GHI DUOC"), "it is gone");
  is("the note of a correction survives a reload", (await tab.inputValue("#correct-note")) === "Không mất.", "it is gone");
  await tab.unroute("**/api/apply");
  await tab.locator("[data-key=title] input").fill("Ghi được rồi");
  await tab.locator("#refused").waitFor({ state: "detached" });
  await tab.keyboard.press("Control+S");
  await state("Đã lưu");
  is("a field that is solved is saved", text().includes("Ghi được rồi"), text());

  // What is under way counts as unsaved.
  await reset();
  let release;
  const slow = new Promise((done) => { release = done; });
  await tab.route("**/api/apply", async (route) => {
    await slow;
    await route.continue().catch(() => {});
  });
  await tab.locator("[data-key=title] input").fill("Đang trên đường");
  await tab.waitForTimeout(300);
  write(original.replace("Chợ", "Đồng nghiệp sửa. Chợ"));
  await tab.locator("#conflict").waitFor({ timeout: 10000 }).catch(() => {});
  is("a change elsewhere does not drop what is under way", (await tab.locator("#conflict").count()) === 1, "it was taken over");
  const remembered = await tab.evaluate((end) => localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith(end))) ?? "", `:${path}`);
  is("what is under way is remembered", remembered.includes("Đang trên đường"), remembered.slice(0, 200));
  release();
  await tab.unroute("**/api/apply");

  // Publish, the archive and closing name what is not saved.
  await tab.goto(`${origin}/publish`);
  await tab.locator("#unsaved a").waitFor();
  const order = await tab.evaluate(() => document.getElementById("unsaved").compareDocumentPosition(document.getElementById("publish")) & Node.DOCUMENT_POSITION_FOLLOWING);
  is("unsaved work is named before the button that publishes", order > 0, order);
  await tab.goto(`${origin}/`);
  const link = await tab.locator("#unsaved a").getAttribute("href");
  is("the archive names unsaved work", decodeURIComponent(link).endsWith(path), link);
  await tab.click("#close");
  await tab.locator("#closing a").waitFor();
  await tab.locator("#closing button").first().click();
  is("closing asks first", (await tab.locator("#records").count()) === 1, "it is closed");

  // Pasting between two paragraphs keeps them apart.
  await reset();
  await body.fill("\nĐoạn một.\n\nĐoạn hai.\n");
  await pasteInto(body, "\nĐoạn một.\n".length, "<h2>Chợ</h2><p>Họp</p>", "Chợ");
  await tab.waitForFunction(() => document.getElementById("body").value.includes("Họp"));
  const pasted = await body.inputValue();
  is("a paste between paragraphs swallows none", pasted === "\nĐoạn một.\n\n### Chợ\n\nHọp\n\nĐoạn hai.\n", JSON.stringify(pasted));
  // Typing goes on while the answer is under way.
  await body.fill("Đầu. ");
  await tab.route("**/api/paste", async (route) => {
    await new Promise((done) => { setTimeout(done, 500); });
    await route.continue();
  });
  await pasteInto(body, 5, "<p>DÁN</p>", "DÁN");
  await tab.keyboard.type("gõ thêm ");
  await tab.waitForFunction(() => document.getElementById("body").value.includes("DÁN"));
  is("a paste overwrites nothing typed meanwhile", (await body.inputValue()) === "Đầu. gõ thêm DÁN", await body.inputValue());
  await tab.unroute("**/api/paste");

  // Two screenshots have the same name; a copied picture comes with HTML.
  await body.fill("");
  for (const [alt, html, bytes] of [["Một", "", PIXEL], ["Hai", "<img src='x.png'>", PIXEL.replace("Av4N70a4", "Av4N70a5")]]) {
    await pasteInto(body, 0, html, "", [["image.png", bytes]]);
    await tab.fill("#alt", alt);
    await tab.keyboard.press("Enter");
    await tab.waitForFunction((wanted) => document.getElementById("body").value.includes(`![${wanted}]`), alt);
  }
  const photos = await body.inputValue();
  is("a second screenshot gets a free name", photos.includes("(image.png)") && photos.includes("(image-2.png)"), photos);
  await pasteInto(body, 0, "", "", [["image.png", PIXEL]]);
  await tab.locator("#alt").press("Escape");
  await tab.waitForFunction(() => document.activeElement.id === "body");

  // The buttons of the toolbar.
  const press = async (before, from, to, button) => {
    await body.fill(before);
    await body.evaluate((area, range) => area.setSelectionRange(...range), [from, to]);
    await tab.locator(`#toolbar button[aria-label='${button}']`).click();
    return body.inputValue();
  };
  for (const [before, from, to, button, after] of [
    ["## Chợ", 3, 3, "Tiêu đề", "### Chợ"], ["### Chợ", 5, 5, "Tiêu đề", "Chợ"],
    ["a\n\nb\nc", 0, 4, "Danh sách", "- a\n\n- b\nc"], ["- a\n- b", 0, 7, "Danh sách", "a\nb"],
    ["hai ba", 0, 4, "Chữ đậm", "**hai** ba"], ["**hai** ba", 2, 5, "Chữ đậm", "hai ba"], ["**hai** ba", 0, 7, "Chữ đậm", "hai ba"],
    ["**hai** ba", 2, 5, "Chữ nghiêng", "***hai*** ba"],
  ]) {
    const got = await press(before, from, to, button);
    is(`${button} on “${before}”`, got === after, JSON.stringify(got));
  }

  // With a blank row, what is found stands beside its own row.
  await reset();
  const rows = tab.locator("[data-key=locations] > ol > li");
  const count = await rows.count();
  await tab.locator("[data-key=locations] > button").click();
  await tab.locator("[data-key=locations] > button").click();
  await tab.locator(`[data-key='locations[${count + 1}].province'] input`).first().fill("Không có tỉnh này");
  const wrong = tab.locator(".field-found li.error:has-text('Không có tỉnh này'), #found li.error:has-text('Không có tỉnh này')");
  await wrong.waitFor();
  const at = await wrong.evaluate((item) => item.closest("[data-key]")?.dataset.key);
  is("an error after a blank row stands at its row", at?.startsWith(`locations[${count + 1}]`), at);

  // The remarks of an import go with their rows; the second of two equal ones is confirmed apart.
  const remark = "  # chưa chắc: “tỉnh”\n";
  const provinces = ["Lào Cai", "Hà Giang", "Đồng Tháp"].map((name, at) => `${at < 2 ? remark : ""}  - province: ${name}\n`).join("");
  await reset();
  write(original.replace(/locations:\n[\s\S]*?topics: \[du lịch, /, `locations:\n${provinces}topics: [du lịch, `));
  await open();
  const guesses = () => tab.locator(".guess").evaluateAll((all) => all.map((one) => one.parentElement.dataset.key).join());
  const guessesAre = async (name, wanted) => {
    await tab.waitForTimeout(400);
    const got = await guesses();
    is(name, got === wanted, got);
  };
  await guessesAre("the remarks stand at their rows", "locations[0],locations[1]");
  await tab.locator(".guess button").nth(1).click();
  await guessesAre("the second of two equal remarks is confirmed", "locations[0]");
  await tab.locator("[data-key=locations] > ol > li").first().locator(".row-buttons button").nth(1).click();
  await guessesAre("a remark goes with its row", "locations[1]");
  await tab.locator("[data-key='locations[1].province'] input").first().fill("Yên Bái");
  await guessesAre("a changed value has no remark", "");
  is("no remark is left in the text", !(await tab.inputValue("#text")).includes("chưa chắc"), "there is one");

  // An attachment of a name that is taken asks which one stays.
  const attach = async (row, content) => {
    await tab.locator("[data-key=attachments] > button").click();
    const input = tab.locator(`[data-key='attachments[${row}].file'] input[type=file]`);
    await input.setInputFiles({ name: "so-lieu.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  };
  await attach(0, "a;b\n");
  await tab.waitForFunction(() => document.querySelector("[data-key='attachments[0].file'] select").value !== "");
  await attach(1, "c;d\n");
  await tab.locator(".beside button").first().click();
  await tab.waitForFunction(() => document.querySelector("[data-key='attachments[1].file'] select").value === "so-lieu-2.csv");
  is("an attachment replaces no other by itself", readFileSync(join(dirname(file), "so-lieu.csv"), "utf8") === "a;b\n", "it does");

  // After a new start of the program an old tab says what to do.
  await desk.stop("SIGKILL");
  desk = await startDesk(program, folder, ["--lang", "vi"]);
  const fresh = await context.newPage();
  await fresh.goto(desk.address);
  await fresh.close();
  await tab.locator("[data-key=title] input").fill("Gõ sau khi mở lại");
  await tab.locator("#failed button").click();
  await tab.locator("#restored").waitFor();
  await tab.locator("#form:not([hidden]) .field input").first().waitFor();
  const kept = await tab.locator("[data-key=title] input").inputValue();
  is("a reload after a new start keeps what was typed", kept === "Gõ sau khi mở lại", kept);

  // A draft can be deleted, a finished record becomes a draft again.
  await reset();
  await tab.locator(".actions summary").last().click();
  await tab.click("#to-draft");
  await tab.locator("#delete").waitFor({ state: "attached" });
  is("a finished record becomes a draft again", text().includes("status: draft"), text());
  for (const name of ["image.png", "image-2.png", "so-lieu.csv", "so-lieu-2.csv"]) rmSync(join(dirname(file), name));
  await tab.locator("#form:not([hidden])").waitFor();
  await tab.locator(".actions summary").last().click();
  await tab.click("#delete");
  await tab.locator("#records").waitFor();
  is("a draft is deleted with its folder", !existsSync(dirname(file)), "it is there");
  // The page in the preview may ask the program while it is started again.
  check("desk: typing causes no error in the browser", problems.filter((one) => !one.startsWith("TypeError: Failed to fetch")));
  await context.close();
  await desk.stop();
}

/** What a page of an attacker tries, in the browser that has the desk open. Returns what it could read. */
async function tryAttacks({ desk, path, digest }) {
  const read = [];
  const attempt = async (name, act) => {
    const got = await act().catch(() => "");
    if (got) read.push(`${name}: ${String(got).slice(0, 80)}`);
  };
  const source = `${desk}/api/source?path=${path}`;
  for (const address of [`${desk}/edit?path=${path}`, source, `${desk}/`, `${desk}/assets/desk.js`]) {
    await attempt(`fetch ${address}`, async () => (await fetch(address, { credentials: "include" })).text());
    await attempt(`opaque ${address}`, async () => (await fetch(address, { credentials: "include", mode: "no-cors" })).text());
  }
  await attempt("module", () => import(`${desk}/assets/desk.js`));
  const loaded = (name, properties) => attempt(`${name} element`, () => new Promise((done) => {
    const element = Object.assign(document.createElement(name), properties);
    element.onload = () => done("loaded");
    element.onerror = () => done("");
    document.body.append(element);
  }));
  await loaded("script", { src: source });
  await loaded("link", { rel: "stylesheet", href: `${desk}/assets/desk.css` });
  const value = JSON.stringify({ path, digest, text: "ATTACK" });
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json"]) {
    for (const mode of ["no-cors", "cors"]) {
      const options = { method: "POST", credentials: "include", mode, headers: { "content-type": type }, body: value };
      await attempt(`${mode} ${type}`, async () => (await fetch(`${desk}/api/save`, options)).text());
    }
  }
  const frame = Object.assign(document.createElement("iframe"), { name: "frame", src: `${desk}/edit?path=${path}` });
  document.body.append(frame);
  await new Promise((done) => setTimeout(done, 500));
  await attempt("frame", async () => frame.contentDocument?.body.textContent);
  const form = Object.assign(document.createElement("form"), { method: "post", enctype: "text/plain", action: `${desk}/api/save`, target: "frame" });
  form.append(Object.assign(document.createElement("input"), { name: value.slice(0, -1), value: "}" }));
  document.body.append(form);
  form.submit();
  await new Promise((done) => setTimeout(done, 500));
  await attempt("answer to the form", async () => frame.contentDocument?.body.textContent);
  return read;
}

/** Pages of another port and of another host read and write nothing, though the browser has the desk open. */
export async function attack(browser, program, work, check) {
  const folder = join(work, "desk-attack");
  cpSync(join(SHARED, "content"), join(folder, "content"), { recursive: true });
  const path = "content/reports/2023/sa-pa.md";
  const { address, stop } = await startDesk(program, folder);
  const desk = new URL(address).origin;
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(address);
  const { digest } = await (await tab.request.get(`${desk}/api/digest?path=${path}`)).json();
  const all = () => readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile()).map((one) => [one.name, readFileSync(join(one.parentPath, one.name), "utf8")]);
  const before = JSON.stringify(all());
  const server = createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<!doctype html><title>x</title><body>"));
  await new Promise((done) => server.listen(0, done));
  for (const host of ["127.0.0.1", "localhost"]) {
    const page = await context.newPage();
    await page.goto(`http://${host}:${server.address().port}/`);
    const read = await page.evaluate(tryAttacks, { desk, path, digest });
    check(`desk: a page of ${host} on another port reads nothing`, read);
    check(`desk: a page of ${host} on another port writes nothing`, JSON.stringify(all()) === before ? [] : ["it does"]);
  }
  server.close();
  server.closeAllConnections();
  await tab.reload();
  check("desk: after an attack it still works", (await tab.locator("#records").count()) === 1 ? [] : ["it does not"]);
  await context.close();
  await stop();
}
