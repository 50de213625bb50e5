// Takes the screenshots of docs/screenshots:  node pictures.mjs FOLDER SITE [KIND...]
//
// Writes one sheet for each kind of page of the built SITE, or each KIND: its first screen at 1280 and
// 360 px, in light and dark mode. A KIND such as `home-1280-light` means that one screen alone.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Site } from "./site.mjs";

const SCREENS = {
  1280: { viewport: { width: 1280, height: 900 }, shown: 560 },
  360: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, shown: 192 },
};
const LIGHTS = ["light", "dark"];
const QUALITY = 72;

/** Captures the window as WebP, which only the browser's own protocol can write. */
async function shoot(tab, clip) {
  const session = await tab.context().newCDPSession(tab);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY, ...(clip && { clip }) });
  await session.detach();
  return data;
}

/** Puts the four screens of a page on one sheet. */
async function sheet(browser, pictures) {
  const images = pictures.map(({ data, shown }) => `<img width="${shown}" alt="" src="data:image/webp;base64,${data}">`);
  const context = await browser.newContext({ viewport: { width: 1600, height: 420 } });
  const tab = await context.newPage();
  await tab.setContent(`<style>body { margin: 12px; display: inline-flex; gap: 12px; background: #777 }</style>${images.join("")}`);
  await tab.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  const box = await tab.evaluate(() => {
    const { width, height } = document.body.getBoundingClientRect();
    return { width: Math.ceil(width) + 24, height: Math.ceil(height) + 24 };
  });
  const data = await shoot(tab, { x: 0, y: 0, ...box, scale: 1 });
  await context.close();
  return data;
}

const [folder, built, ...wanted] = process.argv.slice(2);
const site = new Site(built);
const served = await site.serve([site.mount]);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const take = async (page, width, colorScheme) => {
  const { shown, ...frame } = SCREENS[width];
  const context = await browser.newContext({ ...frame, colorScheme });
  const tab = await context.newPage();
  if (page.kind === "redirect") await tab.route((to) => !to.href.endsWith(page.url), (route) => route.fulfill({ status: 204 }));
  await tab.goto(`${served.origin}${site.mount}${page.url}`, { waitUntil: "networkidle" });
  const data = await shoot(tab);
  await context.close();
  return { data, shown };
};
mkdirSync(folder, { recursive: true });
const samples = site.samples({ least: false });
const alone = wanted.filter((name) => /-\d+-(light|dark)$/.test(name));
for (const name of alone) {
  const [, kind, width, light] = /^(.*)-(\d+)-(light|dark)$/.exec(name);
  const { data } = await take(samples.find((page) => page.kind === kind), width, light);
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
}
const kinds = alone.length > 0 ? [] : samples.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
for (const page of kinds) {
  const pictures = [];
  for (const width of [1280, 360]) for (const light of LIGHTS) pictures.push(await take(page, width, light));
  const path = join(folder, `${page.kind.replaceAll(" ", "-")}.webp`);
  writeFileSync(path, Buffer.from(await sheet(browser, pictures), "base64"));
  console.log(path);
}
await browser.close();
served.close();
