// Asks the queries of a table, and checks that the first three hits lead where their readers want to go.
//
//   node tests/search/queries.mjs KHO DEMO [TABLE]
//
// KHO and DEMO are the built shipped site and the built demonstration archive; TABLE is queries.tsv or
// another table like it. Fails if fewer than 95 of 100 queries are right. `-v` prints all hits.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { firstHits, loadSearch } from "./load.mjs";

const LEAST = 0.95;
const isLong = process.argv.includes("-v");
const [kho, demo, table = join(dirname(fileURLToPath(import.meta.url)), "queries.tsv")] = process.argv.slice(2).filter((part) => part !== "-v");
const archives = { kho: loadSearch(kho), demo: loadSearch(demo) };
const rows = readFileSync(table, "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));

const fits = (url, wanted) => wanted.split(" ").some((to) => (to.endsWith("*") ? url.startsWith(to.slice(0, -1)) : url === to));
let right = 0;
for (const [archive, query, wanted] of rows) {
  const { urls, unknown, count } = await firstHits(archives[archive], query);
  const isRight = wanted === "none" ? Boolean(unknown) && count === 0 && urls.length === 0 : urls.slice(0, 3).some((url) => fits(url, wanted));
  right += Number(isRight);
  if (isLong || !isRight) console.log(`${isRight ? "right" : "WRONG"}  ${archive}: ${query} → ${urls.slice(0, 3).join(" ") || "nothing"}${unknown ? ` (unknown: ${unknown})` : ""} [${count}]${isRight ? "" : `, not ${wanted}`}`);
}
console.log(`${right} of ${rows.length} queries are right`);
process.exitCode = rows.length > 0 && right >= LEAST * rows.length ? 0 : 1;
