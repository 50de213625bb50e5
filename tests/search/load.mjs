// Runs the search scripts of a built site without a browser.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

/** The functions `words`, `open`, `search`, `suggestion` and `excerpt` of the search of the site in `folder`. */
export function loadSearch(folder) {
  const root = "https://kho.example/";
  const file = (url) => {
    const path = decodeURIComponent(new URL(url).pathname).slice(1);
    try {
      return new Response(readFileSync(join(folder, path)));
    } catch {
      return new Response("", { status: 404 });
    }
  };
  const script = (name) => readFileSync(join(folder, name), "utf8");
  const page = {
    currentScript: { src: `${root}search.js` }, querySelector: () => null, getElementById: () => null, createElement: () => ({}),
    // A script that the search adds to the page.
    head: { append: ({ src, onload }) => { runInContext(script(src.slice(root.length)), context); onload(); } },
  };
  const context = createContext({
    document: page, location: new URL(`${root}tim-kiem/`), fetch: async (url) => file(url),
    URL, Response, Blob, TextDecoder, DecompressionStream, Uint8Array, performance, setTimeout, clearTimeout, console, atob, matchMedia: () => ({ matches: true }),
  });
  for (const name of ["search.js", "search-page.js"]) runInContext(script(name), context);
  return context.ssgSearch;
}

/** The first hits of a query as addresses below the root, and the query that is suggested in its place. */
export async function firstHits({ search, suggestion }, query, most = 3) {
  const found = await search(query);
  const { index, entities, unknown, count } = found;
  const meant = await suggestion(found);
  const records = await Promise.all((await found.best(most)).map((record) => index.hit(record)));
  const named = meant?.entity ? [`https://kho.example/${meant.entity.address}`] : [];
  const urls = [...named, ...entities.map(({ url }) => url), ...records.map(({ url }) => url)];
  return { urls: urls.map((url) => url.slice("https://kho.example/".length)), unknown, count, meant: meant?.query };
}
