// Checks the excerpts of queries for sums of money: they show a sum in the range that was asked for.
//
//   node tests/search/excerpts.mjs SITE
//
// SITE is any built site.

import { loadSearch } from "./load.mjs";

const TEXT = `Đoàn có 12 người. ${"Các thành viên trao đổi về nhiều việc. ".repeat(12)}Chi phí là 45.500.000 đồng. ${"Đoàn về ngày thứ tư. ".repeat(12)}Dự án có vốn 1,2 tỷ đồng.`;
const CASES = [
  ["dưới 50 triệu", TEXT, ["45.500.000 đồng"]],
  ["từ 40 đến 46 triệu", TEXT, ["45.500.000 đồng"]],
  ["1.200 triệu", TEXT, ["1,2 tỷ đồng"]],
  ["trên 2 tỷ", TEXT, []],
  ["dưới 50 triệu", "Kinh phí: 32.000.000 đồng. Đi lại: 12.000.000 đồng.", ["32.000.000 đồng"]],
  ["72 triệu", "Kinh phí: 72.000.000 đồng", ["72.000.000 đồng"]],
];

const { search, excerpt } = loadSearch(process.argv[2]);
for (const [query, text, wanted] of CASES) {
  const { asked } = await search(query);
  const marked = excerpt(text, asked).pieces.filter(([, isWanted]) => isWanted).map(([piece]) => piece);
  if (JSON.stringify(marked) === JSON.stringify(wanted)) continue;
  console.log(`WRONG  ${query}: ${JSON.stringify(marked)}, not ${JSON.stringify(wanted)}`);
  process.exitCode = 1;
}
if (!process.exitCode) console.log(`${CASES.length} excerpts are right`);
