// Ten questions of a journalist, each answered in at most three clicks from the home page or by one table.
// They are asked of the demonstration archive, the only one that answers all of them.

/** The most clicks from the home page to an answer. */
const MOST_CLICKS = 3;

/** The rows of a CSV file as objects. No cell of these tables has a line break. */
function table(site, path) {
  const [head, ...lines] = site.files.get(path).toString("utf8").replace(/^\uFEFF/, "").trimEnd().split("\r\n");
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
  // In the table of a list the name follows the words: `Tình trạng (state)`.
  const names = cells(head).map((name) => /\((\w+)\)$/.exec(name)?.[1] ?? name);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at], cell])));
}

/** Returns the questions: what to click from the home page, and what the last page must show or give. */
function questions(site) {
  const answers = table(site, "du-lieu/tra-loi.csv");
  const costs = table(site, "du-lieu/kinh-phi.csv");
  const reports = table(site, "du-lieu/bao-cao.csv");
  const plans = table(site, "du-lieu/ke-hoach.csv");
  const batches = table(site, "du-lieu/dot.csv");
  const unanswered = answers.filter(({ due_year, state }) => due_year === "2024" && state === "overdue");
  // The newest are on the first page of the list.
  const refused = table(site, "bai-hoc/kien-nghi/danh-sach.csv").find(({ state }) => state.includes("(refused)"));
  const vetted = plans.find(({ vetting }) => vetting === "changed");
  const costly = reports.find(({ cost, cost_planned }) => cost && cost_planned);
  const overdue = batches.filter(({ state }) => state === "overdue");
  const spent = costs.filter(({ year }) => year === "2023").reduce((sum, { cost }) => sum + Number(cost), 0);
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  const download = { csv: "tra-loi.csv" };
  return [
    ["which recommendations due in 2024 have no answer, by council",
      [["link", "Dữ liệu mở"], ["file", "CSV: Trả lời kiến nghị"]],
      () => unanswered.length > 0 && unanswered.every(({ council }) => council !== "") ? [] : ["the table has none"], download],
    ["what the trips of 2023 cost, and how many do not say", [["link", "Kinh phí"]], [`${grouped(spent)}`, "chưa ghi"]],
    ["which council spends most per person and day", [["link", "Kinh phí"]], ["Một người một ngày (đồng)", "HĐND tỉnh Minh Hoạ"]],
    ["how many institutions a delegation meets in a day", [["link", "Kinh phí"]], ["Buổi làm việc một ngày"]],
    ["which planned trips are overdue with their report", [["link", "Đợt nào đã có báo cáo, đợt nào chưa"]],
      [`${overdue.length} đợt quá hạn báo cáo`]],
    ["who examined a plan and what was changed", [["link", "Kế hoạch"], ["url", vetted.url]], ["Chấp thuận, có điều chỉnh", vetted.vetting_by]],
    ["which recommendation was refused, by whom and why", [["link", "Kiến nghị, trả lời"], ["url", refused.url]], ["Không tiếp thu", refused.to, refused.note]],
    ["what a trip cost beside what was planned", [["link", "Dữ liệu mở"], ["file", "CSV: Báo cáo"]],
      () => costly ? [] : ["no report states both"], { csv: "bao-cao.csv" }],
    ["which council took over from one that ended", [["link", "Cơ quan"], ["link", "HĐND huyện Sông Thử (tỉnh Minh Hoạ)"]], ["Kế tục: HĐND xã Sông Thử"]],
    ["where to report a mistake of a record", [["link", "Kế hoạch"], ["url", vetted.url]], ["Báo sai sót"]],
  ];
}

/** Follows the steps of a question. Returns what is wrong with the answer. */
async function answer(tab, site, home, [, steps, wanted, file]) {
  if (steps.length > MOST_CLICKS) return [`${steps.length} clicks`];
  await tab.goto(home);
  for (const [what, name] of steps) {
    if (what === "file") {
      // A part that only screen readers get is a block of its own: the browser puts a space before it.
      const [kind, of] = name.split(": ");
      const link = tab.getByRole("link", { name: new RegExp(`^${kind} ?: ${of}$`) });
      if (await link.count() === 0) return [`${tab.url()} has no link “${name}”`];
      const target = await link.first().getAttribute("href");
      return target?.endsWith(file.csv) ? wanted() : [`“${name}” leads to ${target}`];
    }
    // Tables have full addresses; the pages are served elsewhere.
    const link = what === "url"
      ? tab.locator(`main a[href$="${new URL(name).pathname.split("/").slice(-4).join("/")}"]`).first()
      : tab.getByRole("link", { name, exact: true }).first();
    if (await link.count() === 0) return [`${tab.url()} has no link “${name}”`];
    await link.click();
    await tab.waitForLoadState();
  }
  const text = (await tab.locator("body").innerText()).replace(/\s+/g, " ");
  return wanted.filter((words) => !text.includes(words)).map((words) => `${tab.url()} does not say “${words}”`);
}

export async function journalist(browser, site, at, check) {
  // The table exists on every archive with data; the questions need answers, plans and ended councils.
  if (!site.files.get("du-lieu/tra-loi.csv")?.includes(",refused,")) return;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  const tab = await context.newPage();
  for (const question of questions(site)) {
    check(`journalist: ${question[0]}`, await answer(tab, site, at({ url: "" }), question));
  }
  await context.close();
}
