// A built site in memory, the kind of each page, a server for it and a crawler.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg",
  ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
};

/** Kinds of page by address. The first matching pattern decides. */
const KINDS = [
  [/^$/, "home"],
  [/^404\.html$/, "not found"],
  [/^bao-cao\/(trang-\d+\/)?$/, "reports"],
  [/^bao-cao\/chi-phi\/$/, "costs"],
  [/^bao-cao\/[^/]+\/[^/]+\/$/, "report"],
  [/^bao-cao\/[^/]+\/[^/]+\/[^/]+\/$/, "lesson"],
  [/^bai-hoc\/(trang-\d+\/)?$/, "lessons"],
  [/^bai-hoc\/da-dung\/(trang-\d+\/)?$/, "lessons used"],
  [/^bai-hoc\/(chu-de|tinh|nam)\/[^/]+\/([^/]+\/)?(trang-\d+\/)?$/, "lessons of a subject"],
  [/^bai-hoc\/kien-nghi\/(trang-\d+\/)?$/, "recommendations"],
  [/^bai-hoc\/[^/]+\/(trang-\d+\/)?$/, "lessons of a kind"],
  [/^ke-hoach\/(trang-\d+\/)?$/, "plans"],
  [/^ke-hoach\/theo-doi\/$/, "follow-up"],
  [/^ke-hoach\/[^/]+\/[^/]+\/$/, "plan"],
  [/^nuoc\/$/, "countries"],
  [/^nuoc\/[^/]+\/(trang-\d+\/)?$/, "country"],
  [/^nam\/$/, "years"],
  [/^nam\/\d+\/(trang-\d+\/)?$/, "year"],
  [/^tinh\/$/, "provinces"],
  [/^tinh\/[^/]+\/(trang-\d+\/)?$/, "province"],
  [/^chu-de\/$/, "topics"],
  [/^chu-de\/[^/]+\/(trang-\d+\/)?$/, "topic"],
  [/^(tinh|chu-de)\/[^/]+\/[^/]+\/(trang-\d+\/)?$/, "pair"],
  [/^co-quan\/$/, "councils"],
  [/^co-quan\/[^/]+\/(trang-\d+\/)?$/, "council"],
  [/^co-quan\/[^/]+\/[^/]+\/(trang-\d+\/)?$/, "lead"],
  [/^truong-doan\/(trang-\d+\/)?$/, "leads"],
  [/^so-do\/$/, "site map"],
  [/^tim-kiem\/$/, "search"],
  [/^du-lieu\/$/, "data"],
  [/^nhat-ky\/(trang-\d+\/)?$/, "log"],
  [/^kha-nang-tiep-can\/$/, "accessibility"],
];

/** The kinds of page of every archive with a report, a lesson and a plan. */
export const EXPECTED = [
  "home", "not found", "reports", "costs", "report", "lessons", "lessons of a kind", "recommendations", "lesson", "lessons used",
  "plans", "plan", "follow-up", "years", "year", "provinces", "province", "former province", "topics",
  "topic", "councils", "council", "leads", "page", "site map", "data", "search", "log", "accessibility",
];

export class Site {
  constructor(folder) {
    const manifest = JSON.parse(readFileSync(join(folder, "ssg-manifest.json"), "utf8"));
    this.folder = folder;
    this.files = new Map();
    for (const path of Object.keys(manifest.files)) this.files.set(path, readFileSync(join(folder, path)));
    this.pages = [...this.files.keys()].filter((path) => path.endsWith(".html")).map((path) => this.#page(path));
    // The server uses the site's own base path, because the links of the 404 page contain it.
    const canonical = /<link rel="canonical" href="([^"]+)"/.exec(this.files.get("index.html"));
    this.mount = canonical ? new URL(canonical[1]).pathname : "/";
  }

  #page(path) {
    const html = this.files.get(path).toString("utf8");
    const url = path.replace(/(^|\/)index\.html$/, "$1");
    let kind = KINDS.find(([pattern]) => pattern.test(url))?.[1] ?? "page";
    if (/<meta http-equiv="refresh"/.test(html)) kind = "redirect";
    else if (/class="withdrawn"/.test(html)) kind = "tombstone";
    else if (kind === "province" && /Tên cũ, đến hết/.test(html)) kind = "former province";
    return { path, url, kind, html };
  }

  /** The largest page of each kind. `smallest` adds the smallest, which shows the texts for missing values. */
  samples({ smallest }) {
    const kinds = Map.groupBy
      ? Map.groupBy(this.pages, (page) => page.kind)
      : this.pages.reduce((map, page) => map.set(page.kind, [...(map.get(page.kind) ?? []), page]), new Map());
    return [...kinds.values()].flatMap((pages) => {
      const sorted = pages.toSorted((a, b) => b.html.length - a.html.length || (a.path < b.path ? -1 : 1));
      return smallest && sorted.length > 1 ? [sorted[0], sorted.at(-1)] : [sorted[0]];
    });
  }

  /** Serves the files at each base path in `mounts`, on a free port of the loopback interface. */
  async serve(mounts) {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      const mount = mounts.find((mount) => path.startsWith(mount));
      const name = mount === undefined ? undefined : path.slice(mount.length);
      const file = name === undefined ? undefined : name === "" || name.endsWith("/") ? `${name}index.html` : name;
      if (file !== undefined && this.files.has(file)) {
        response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
        response.end(this.files.get(file));
      } else if (file !== undefined && this.files.has(`${file}/index.html`)) {
        response.writeHead(301, { location: `${path}/` });
        response.end();
      } else {
        response.writeHead(404, { "content-type": TYPES[".html"] });
        response.end(this.files.get("404.html"));
      }
    });
    // A connection that the server closes while the next request is on its way fails that request.
    server.keepAliveTimeout = 0;
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
  }
}

const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) =>
  ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" })[name]);

/** Follows links from `start` without script. Returns the pages found and the broken links. */
export async function crawl(start) {
  const { origin } = new URL(start);
  const reached = new Map();
  const faults = [];
  const wanted = [];
  const queue = [start];
  const load = async (url) => {
    const response = await fetch(url, { redirect: "manual" });
    const html = /text\/html/.test(response.headers.get("content-type") ?? "");
    const text = await response.text();
    if (response.status !== 200) return { status: response.status };
    return { status: 200, html, text, ids: html ? new Set([...text.matchAll(/\sid="([^"]*)"/g)].map((m) => decode(m[1]))) : undefined };
  };
  while (queue.length > 0) {
    const url = queue.shift();
    if (reached.has(url)) continue;
    const page = await load(url);
    reached.set(url, page);
    if (!page.html) continue;
    for (const [, href] of page.text.matchAll(/<(?:a|area)\s[^>]*?href="([^"]*)"/g)) {
      const to = new URL(decode(href), url);
      if (to.origin !== origin) continue;
      const anchor = decodeURIComponent(to.hash.slice(1));
      to.hash = "";
      wanted.push({ from: url, to: to.href, anchor });
      queue.push(to.href);
    }
    page.text = undefined;
  }
  for (const { from, to, anchor } of wanted) {
    const page = reached.get(to);
    const link = `${from.slice(origin.length)} → ${to.slice(origin.length)}`;
    if (page.status !== 200) faults.push(`${link}: ${page.status}`);
    else if (anchor && page.ids && !page.ids.has(anchor)) faults.push(`${link}: the target has no #${anchor}`);
  }
  const pages = [...reached].filter(([, page]) => page.html).map(([url]) => url);
  return { pages, faults: [...new Set(faults)] };
}
