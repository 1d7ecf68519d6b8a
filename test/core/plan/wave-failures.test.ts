import { describe, expect, it } from "vitest";
import type { RunRow } from "../../../src/core/model/ledger.js";
import type { RunFailures } from "../../../src/core/model/run-failures.js";
import type { HaltOn } from "../../../src/core/model/task.js";
import { judgeFailures } from "../../../src/core/plan/wave-failures.js";
import { issued, task } from "./builders.js";

const wave = (token: string, asked: number | undefined): RunRow => {
  const { counts: _some, ...run } = issued(task("version"), { token });
  return asked === undefined ? run : { ...run, counts: { total: asked + 9, tasked: 1, queued: asked - 1 } };
};
const sids = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, n) => `sid-${n + from}`);
const judge = (
  haltOn: HaltOn,
  each: readonly (readonly [asked: number | undefined, RunFailures | undefined])[],
) => {
  const waves = each.map(([asked], index) => wave(`token-${index}`, asked));
  const failures = new Map(
    each.flatMap(([, found], index) => (found ? [[`token-${index}`, found] as const] : [])),
  );
  return judgeFailures({ haltOn, issued: waves, failures, nameOf: (sid) => sid.replace("sid", "srv") });
};
const failed = (count: number, from = 0): RunFailures => ({ sids: sids(count, from), unnamed: 0 });

describe("what haltOn lets follow", () => {
  it.each<[string, HaltOn, RunFailures, boolean, string]>([
    ["none", { failures: 1, percent: 1 }, failed(0), false, "0 of 100 failed"],
    [
      "fewer than both limits",
      { failures: 3, percent: 3 },
      failed(2),
      false,
      "2 of 100 failed (2 %): srv-0, srv-1",
    ],
    [
      "as many as failures",
      { failures: 2 },
      failed(2),
      true,
      "2 of 100 failed (2 %): srv-0, srv-1; it halts at 2 failures",
    ],
    [
      "more than failures",
      { failures: 1 },
      failed(2),
      true,
      "2 of 100 failed (2 %): srv-0, srv-1; it halts at 1 failure",
    ],
    [
      "as many as percent",
      { failures: 9, percent: 2 },
      failed(2),
      true,
      "2 of 100 failed (2 %): srv-0, srv-1; it halts at 9 failures or 2 %",
    ],
    ["just under percent", { percent: 2.1 }, failed(2), false, "2 of 100 failed (2 %): srv-0, srv-1"],
    [
      "many",
      { percent: 2 },
      failed(7),
      true,
      "7 of 100 failed (7 %): srv-0, srv-1, srv-2, srv-3, srv-4 and 2 more; it halts at 2 %",
    ],
    [
      "that nobody named",
      { failures: 2 },
      { sids: [], unnamed: 2 },
      true,
      "2 of 100 failed (2 %); it halts at 2 failures",
    ],
    [
      "some that nobody named",
      { failures: 2 },
      { sids: ["sid-1"], unnamed: 1 },
      true,
      "2 of 100 failed (2 %): srv-1 and 1 more; it halts at 2 failures",
    ],
    [
      "in doubt",
      { failures: 2 },
      { sids: [], unnamed: 0, doubt: "why" },
      true,
      "how many failed is not known (why)",
    ],
    [
      "some, and in doubt",
      { failures: 2 },
      { ...failed(1), doubt: "why" },
      true,
      "how many failed is not known (why); at least 1 of 100 failed (1 %): srv-0",
    ],
    [
      "as many as failures, and in doubt",
      { failures: 1 },
      { ...failed(1), doubt: "why" },
      true,
      "1 of 100 failed (1 %): srv-0; it halts at 1 failure",
    ],
  ])("%s", (_, haltOn, failures, isHalted, words) => {
    expect(judge(haltOn, [[100, failures]])).toEqual({ isHalted, words });
  });

  it("counts all waves of the run together, each sensor once", () => {
    const waves = [
      [10, failed(2)],
      [90, failed(2, 1)],
    ] as const;
    expect(judge({ failures: 4 }, waves)).toEqual({
      isHalted: false,
      words: "3 of 100 failed (3 %): srv-0, srv-1, srv-2",
    });
    expect(judge({ failures: 3 }, waves).isHalted).toBe(true);
  });

  it("takes a wave that nobody looked at for a doubt", () => {
    const { isHalted, words } = judge({ failures: 3 }, [
      [10, failed(0)],
      [90, undefined],
    ]);
    expect([isHalted, words]).toEqual([true, "how many failed is not known (nobody looked for them)"]);
  });

  it.each<[HaltOn, number, boolean, string]>([
    [{ percent: 5 }, 0, false, "0 failed"],
    [{ percent: 5 }, 1, true, "1 failed: srv-0; how many were asked is not known"],
    [{ failures: 5 }, 1, false, "1 failed: srv-0"],
  ])(
    "cannot tell a share where nobody knows how many were asked: %j, %d",
    (haltOn, count, isHalted, words) => {
      expect(
        judge(haltOn, [
          [undefined, failed(count)],
          [10, failed(0)],
        ]),
      ).toEqual({ isHalted, words });
    },
  );

  it("halts where nobody was asked and somebody failed", () => {
    expect(judge({ percent: 100 }, [[0, failed(1)]]).isHalted).toBe(true);
    expect(judge({ percent: 100 }, [[0, failed(0)]])).toEqual({ isHalted: false, words: "0 of 0 failed" });
  });
});
