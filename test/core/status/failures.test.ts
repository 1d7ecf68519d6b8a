import { expect, it } from "vitest";
import type { Ledger, RunRow } from "../../../src/core/model/ledger.js";
import type { TaskStatus } from "../../../src/core/model/status-report.js";
import { shownRuns, withFailures } from "../../../src/core/status/failures.js";

const wave = (run: number, token: string, state: RunRow["state"] = "issued") =>
  ({ run, token, state, part: { wave: { from: 0, to: 15 } } }) as RunRow;
const ledger = {
  tasks: {
    a: {
      highest: 2,
      runs: [wave(1, "a1"), wave(2, "a2"), wave(2, "a3"), wave(2, "a4", "unresolved")],
      onRemove: "cancel",
    },
    b: { highest: 1, runs: [wave(1, "b1", "cancelled")], onRemove: "cancel" },
    c: { highest: 1, runs: [wave(1, "c1", "unresolved")], onRemove: "cancel" },
  },
} as unknown as Ledger;
const tasks: TaskStatus[] = ["a", "b", "c", "d"].map((task) => ({ task, declared: true, held: [] }));

it("failures are looked for of every wave of the run in force that was taken", () => {
  expect(shownRuns(tasks, ledger).map(({ token }) => token)).toEqual(["a2", "a3", "b1"]);
});

it("failures are told by task, with names where they are known", () => {
  const many = Array.from({ length: 30 }, (_, n) => `sid-${n}`);
  const failures = new Map([
    ["a2", { sids: ["x", "y"], unnamed: 1 }],
    ["a3", { sids: ["y", "z"], unnamed: 0, doubt: "why" }],
    ["b1", { sids: many, unnamed: 0 }],
  ]);
  const sensors = [{ sid: "x", hostname: "srv-1" }, { sid: "y" }, { sid: "z", hostname: "" }];
  const [a, b, c, d] = withFailures(tasks, ledger, { failures, sensors });
  const named = [{ sid: "x", hostname: "srv-1" }, { sid: "y" }, { sid: "z" }];
  expect(a?.failures).toEqual({ count: 4, sensors: named, doubt: "why" });
  expect(b?.failures).toMatchObject({ count: 30, sensors: many.slice(0, 20).map((sid) => ({ sid })) });
  expect([c?.failures, d?.failures]).toEqual([undefined, undefined]);
});
