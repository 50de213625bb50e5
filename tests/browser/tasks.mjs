// Ten questions of readers, answered on a phone from the first page: no more than three actions and
// 60 KB each until the answer is on the screen. An action is a tap on a link, a button or a suggestion, or a
// query typed. Runs on the demonstration archive.

import { gzipSync } from "node:zlib";

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const MAX_ACTIONS = 3;
const MAX_BYTES = 60 * 1024;

/** A reader at a phone: counts actions, compressed bytes and screens scrolled. */
class Reader {
  constructor(tab, site, at) {
    Object.assign(this, { tab, site, at, actions: 0, screens: 0, bytes: 0 });
    const seen = new Set();
    tab.on("request", (request) => {
      const { pathname } = new URL(request.url());
      const name = decodeURIComponent(pathname).slice(site.mount.length);
      const path = name === "" || name.endsWith("/") ? `${name}index.html` : name;
      if (seen.has(path) || !site.files.has(path)) return;
      seen.add(path);
      this.bytes += gzipSync(site.files.get(path), { level: 9 }).length;
    });
  }

  async #scrollTo(locator) {
    await locator.waitFor({ timeout: 10_000 });
    const y = await locator.evaluate((element) => element.getBoundingClientRect().top + scrollY);
    this.screens += y / PHONE.viewport.height;
  }

  /** Taps what is shown; it may be below the first screen. */
  async tap(locator) {
    const first = locator.first();
    await this.#scrollTo(first);
    this.actions++;
    await first.click();
    await this.tab.waitForLoadState("load");
  }

  link(name, within = "main") {
    return this.tab.locator(within).getByRole("link", { name });
  }

  /** Types a query on the home page and sends it. */
  async search(query) {
    this.actions++;
    await this.tab.locator("[data-search] input").first().fill(query);
    await this.tab.keyboard.press("Enter");
    await this.tab.waitForURL(/tim-kiem/);
    await this.tab.locator("#ket-qua[data-state=done], #ket-qua[data-state=ready], #ket-qua a").first().waitFor({ timeout: 10_000 });
  }

  /** Types a query on the home page without a pause, and taps what the box suggests. */
  async suggestion(query, name) {
    this.actions++;
    await this.tab.locator("[data-search] input").first().fill(query);
    await this.tap(this.tab.getByRole("option", { name }));
  }

  /** Waits until the answer is shown. Throws if it is not. */
  async answer(locator) {
    await this.#scrollTo(locator.first());
  }
}

const TASKS = {
  "IOC: where it was learnt": async (reader) => {
    await reader.search("trung tâm điều hành thông minh");
    await reader.tap(reader.tab.locator("#ket-qua a[href*='bao-cao/'], #ket-qua a[href*='do-thi-thong-minh']"));
    await reader.answer(reader.tab.locator("main").getByText(/Học tại|Đã đến|Nơi đến/));
  },
  "tourism in Lào Cai, with hosts": async (reader) => {
    await reader.tap(reader.tab.locator(".tiles a[href*='tinh/lao-cai/']"));
    await reader.tap(reader.link(/^Du lịch/));
    await reader.answer(reader.tab.getByText(/Cơ quan tiếp: /));
  },
  "trips without a report, with their leaders": async (reader) => {
    await reader.tap(reader.link("Đợt nào đã có báo cáo, đợt nào chưa"));
    await reader.answer(reader.tab.locator(".missing tbody td:nth-child(3):not(:has(.soft))"));
  },
  "cite and share": async (reader) => {
    await reader.tap(reader.tab.locator(".latest .row a"));
    await reader.tap(reader.link("Trích dẫn"));
    await reader.tap(reader.tab.getByRole("button", { name: "Sao chép trích dẫn" }));
    await reader.answer(reader.tab.getByText("Đã sao chép"));
    if (await reader.tab.getByRole("button", { name: /Chia sẻ|Sao chép liên kết/ }).count() !== 1) throw new Error("no button to share");
  },
  "print a lesson": async (reader) => {
    await reader.tap(reader.tab.locator(".learnt .row a"));
    await reader.answer(reader.tab.locator("article"));
    const pdf = (await reader.tab.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length;
    if (sheets !== 1) throw new Error(`${sheets} sheets`);
  },
  "supervision 2022–2025 as one table": async (reader) => {
    await reader.suggestion("giám sát 2022–2025", /^Lọc, sắp xếp, xem bảng/);
    await reader.answer(reader.tab.locator(".results table tbody tr"));
    const url = new URL(reader.tab.url());
    const given = ["chu-de", "tu", "den"].map((name) => url.searchParams.get(name)).join();
    if (given !== "giam-sat,2022,2025") throw new Error(`chosen: ${given}`);
  },
  "keyboard only: a lesson about tourism": async (reader) => {
    const { tab } = reader;
    await tab.keyboard.press("/");
    await tab.keyboard.type("du lịch cộng đồng");
    await tab.keyboard.press("Enter");
    reader.actions++;
    await tab.waitForURL(/tim-kiem/);
    await tab.locator("#ket-qua a[href*='bao-cao/']").first().waitFor({ timeout: 10_000 });
    const isHit = () => tab.evaluate(() => document.activeElement.matches("#ket-qua a[href*='bao-cao/']"));
    let presses = 0;
    while (!(await isHit()) && presses < 40) {
      await tab.keyboard.press("Tab");
      presses++;
    }
    console.log(`       ${presses} times the Tab key from the box to the first document`);
    await tab.keyboard.press("Enter");
    reader.actions++;
    await tab.waitForURL(/bao-cao/);
    await reader.answer(tab.locator("article h1, article.columns"));
  },
  "a former province": async (reader) => {
    await reader.tap(reader.link("Tỉnh, thành", ".menu"));
    await reader.tap(reader.link("Bạc Liêu"));
    await reader.answer(reader.tab.locator("main .rows .row a"));
    await reader.answer(reader.tab.getByText("Nay thuộc"));
  },
  "a withdrawn report": async (reader) => {
    await reader.tap(reader.link("Nhật ký xuất bản"));
    await reader.tap(reader.tab.locator(".row:has(.label:has-text('Thu hồi')) h3 a"));
    await reader.answer(reader.tab.locator(".withdrawn").getByText("Lý do"));
  },
  "what became of a recommendation": async (reader) => {
    await reader.tap(reader.link("Bài học được áp dụng"));
    await reader.tap(reader.tab.locator(".row.recommendation:has-text('Đã được áp dụng') h3 a"));
    await reader.answer(reader.tab.getByRole("heading", { name: /Đã được áp dụng/ }));
  },
};

/** Plays the ten tasks on an archive that has what they ask for. */
export async function tasks(browser, site, at, check) {
  if (!site.files.has("tinh/lao-cai/du-lich/index.html") || site.pages.length < 1000) return;
  console.log(`       ${"task".padEnd(46)}actions      KB  screens`);
  for (const [name, play] of Object.entries(TASKS)) {
    const context = await browser.newContext({ ...PHONE, permissions: ["clipboard-read", "clipboard-write"] });
    const tab = await context.newPage();
    const reader = new Reader(tab, site, at);
    const faults = [];
    try {
      await tab.goto(at({ url: "" }), { waitUntil: "load" });
      await play(reader);
    } catch (error) {
      faults.push(`no answer at ${tab.url()}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    }
    const { actions, bytes, screens } = reader;
    console.log(`       ${name.padEnd(46)}${String(actions).padStart(7)}${(bytes / 1024).toFixed(1).padStart(8)}${screens.toFixed(1).padStart(9)}`);
    if (actions > MAX_ACTIONS) faults.push(`${actions} actions, at most ${MAX_ACTIONS}`);
    if (bytes > MAX_BYTES) faults.push(`${bytes} bytes, at most ${MAX_BYTES}`);
    check(`task: ${name}`, faults);
    await context.close();
  }
}
