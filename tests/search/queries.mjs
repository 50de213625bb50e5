// Asks the queries of a table, and checks that the first three hits lead where their readers want to go.
//
//   node tests/search/queries.mjs KHO DEMO [TABLE...]
//
// KHO and DEMO are the built shipped site and the built demonstration archive; each TABLE is like
// queries.tsv, and without one all three tables of this folder are asked. Fails if fewer than 95 of 100
// queries of a table are right. `-v` prints all hits.

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { firstHits, loadSearch } from "./load.mjs";

const LEAST = 0.95;
const isLong = process.argv.includes("-v");
const [kho, demo, ...given] = process.argv.slice(2).filter((part) => part !== "-v");
const here = dirname(fileURLToPath(import.meta.url));
const tables = given.length > 0 ? given : ["queries.tsv", "held-back.tsv", "faults.tsv"].map((name) => join(here, name));
const archives = { kho: loadSearch(kho), demo: loadSearch(demo) };

const fits = (url, wanted) => wanted.split(" ").some((to) => (to.endsWith("*") ? url.startsWith(to.slice(0, -1)) : url === to));

/** Whether the hits of a query are those of a row of a table. */
function isRight({ urls, count, unknown, meant }, wanted, suggested) {
  if (suggested !== undefined && (meant ?? "-") !== suggested) return false;
  const isEmpty = count === 0 && urls.length === 0;
  if (wanted === "none") return isEmpty && Boolean(unknown);
  if (wanted === "nothing") return isEmpty;
  return wanted === "any" || (wanted.startsWith("=") ? fits(urls[0] ?? "-", wanted.slice(1)) : urls.slice(0, 3).some((url) => fits(url, wanted)));
}

/** Asks the queries of a table. Returns whether enough of them are right. */
async function ask(table) {
  const rows = readFileSync(table, "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
  let right = 0;
  for (const [archive, query, wanted, suggested] of rows) {
    const found = await firstHits(archives[archive], query);
    const { urls, unknown, count, meant } = found;
    const ok = isRight(found, wanted, suggested);
    right += Number(ok);
    if (isLong || !ok) {
      console.log(`${ok ? "right" : "WRONG"}  ${archive}: ${query} → ${urls.slice(0, 3).join(" ") || "nothing"}${unknown ? ` (unknown: ${unknown})` : ""}`
        + `${meant ? ` (suggested: ${meant})` : ""} [${count}]${ok ? "" : `, not ${[wanted, suggested].filter(Boolean).join(", suggested: ")}`}`);
    }
  }
  console.log(`${basename(table)}: ${right} of ${rows.length} queries are right`);
  return rows.length > 0 && right >= LEAST * rows.length;
}

let isEnough = true;
for (const table of tables) isEnough = (await ask(table)) && isEnough;
process.exitCode = isEnough ? 0 : 1;
