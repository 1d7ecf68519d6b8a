import { describe, expect, it } from "vitest";
import { knownTokens, latestRun, type RunRow } from "../../../src/core/model/ledger.js";
import { withoutOldParts } from "../../../src/core/plan/old-parts.js";
import { dayMs, issued, ledgerOf, nowMs, row, task } from "./builders.js";

const declared = task("version");
const periods = (count: number, endedDaysAgo = 30): RunRow[] =>
  Array.from({ length: count }, (_, index) =>
    issued(declared, {
      token: `t-${index}`,
      part: { period: { index, atMs: nowMs - (count - index) * dayMs } },
      expiresAtMs: nowMs - endedDaysAgo * dayMs,
    }),
  );

describe("a row with many parts", () => {
  it("keeps the newest whole, and the tokens of all", () => {
    const before = row(periods(50));
    const after = withoutOldParts(before, nowMs);
    expect(after.runs).toEqual(before.runs.slice(30));
    expect(after.past).toEqual(before.runs.slice(0, 30).map(({ token }) => token));
    expect(knownTokens(ledgerOf({ version: after }))).toEqual(knownTokens(ledgerOf({ version: before })));
    expect(latestRun(after)).toEqual(latestRun(before));
  });

  it("keeps the newest rounds of newcomers whole: who was served stands beside them", () => {
    const rounds = periods(50).map((run, round) => ({ ...run, part: { newcomers: { round } } }));
    const after = withoutOldParts(row(rounds), nowMs);
    expect(after.runs).toEqual(rounds.slice(30));
    expect(after.past).toHaveLength(30);
  });

  it("goes on from what it kept before", () => {
    const after = withoutOldParts(row(periods(21), { past: ["earlier"] }), nowMs);
    expect(after.past).toEqual(["earlier", "t-0"]);
  });

  it.each([
    ["can still be delivered", periods(50, -1)],
    ["can still be answered", periods(50, 0.5)],
    ["is no part", periods(50).map(({ part: _whole, ...run }, index) => ({ ...run, run: index + 1 }))],
    ["is one of a few", periods(20)],
  ])("keeps everything of what %s", (_, runs) => {
    expect(withoutOldParts(row(runs), nowMs)).toEqual(row(runs));
  });
});
