import { expect, it } from "vitest";
import { benchTable, slopeTable } from "../../src/schema/reference/bench-table.js";

const measured = {
  what: "`validate` of 100 files, floor: read them",
  limit: { ratio: 2, peakMb: 400 },
  count: 100,
  of: "file",
  ms: 500,
  floorMs: 200,
  ratio: 2.5,
  peakMb: 90,
  clock: "processor",
  detail: "100 files",
  node: "v20.0.0",
  date: "2026-11-22",
};
const start = { ...measured, what: "start", limit: {}, count: undefined, detail: "", date: "2026-11-21" };
const results = {
  scales: {
    "1": { validate: measured, start },
    "0.1": {
      validate: { ...measured, count: 10, ms: 50, ratio: 1.25, peakMb: 72.5 },
      small: { ...measured, what: "small", count: 10, detail: "10 files" },
    },
  },
};

it("the table has each bench with its limit, and says when one is missed", () => {
  expect(benchTable(JSON.stringify(results)).split("\n")).toEqual([
    "| what | × floor | limit | floor | peak | × at a tenth | of what |",
    "| - | - | - | - | - | - | - |",
    "| `validate` of 100 files, floor: read them | **2.5** | 2 × (**missed**), 400 MB | 200 ms processor | 90 MB | 1.25 | 100 files |",
    "| small | not recorded |  | 200 ms processor | 90 MB | 2.5 | 10 files |",
    "| start | **2.5** |  | 200 ms processor | 90 MB |  |  |",
    "",
    "Measured 2026-11-21 to 2026-11-22 with Node v20.0.0.",
  ]);
});

it("what one more costs is the difference of the sizes by what there is more", () => {
  expect(slopeTable(JSON.stringify(results)).split("\n")).toEqual([
    "| bench | what | time | peak memory |",
    "| - | - | - | - |",
    "| `validate` | one more file | 5,000 µs processor | 199 KB |",
  ]);
});

it("nothing measured is an empty table", () => {
  expect(slopeTable('{ "scales": {} }').split("\n")).toHaveLength(2);
});
