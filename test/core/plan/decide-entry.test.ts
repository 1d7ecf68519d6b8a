import { describe, expect, it } from "vitest";
import { decideEntry, type EntryFacts, entryTable } from "../../../src/core/plan/decide-entry.js";

const tokens = ["in-force", "ended", "unknown", "none"] as const;
const taskIds = ["recorded", "first", "other"] as const;
const tasks = ["free", "frozen", "kept"] as const;

const combinations: readonly EntryFacts[] = tokens.flatMap((token) =>
  taskIds.flatMap((taskId) => tasks.map((task) => ({ token, taskId, task }))),
);

/** Written from the design: token, task_id and task of the row, then the row and its decision. */
const specification = [
  [["in-force"], ["recorded", "first", "other"], ["frozen", "kept"], "3", "none"],
  [["ended"], ["recorded", "first", "other"], ["frozen", "kept"], "3", "none"],
  [["in-force"], ["recorded"], ["free"], "11", "none"],
  [["in-force"], ["first"], ["free"], "11", "none"],
  [["in-force"], ["other"], ["free"], "9", "cancel"],
  [["ended"], ["recorded", "first", "other"], ["free"], "17", "cancel"],
  [["unknown"], ["recorded", "first", "other"], ["free", "frozen", "kept"], "21", "held"],
  [["none"], ["recorded", "first", "other"], ["free", "frozen", "kept"], "22", "foreign"],
] as const satisfies readonly (readonly [
  readonly EntryFacts["token"][],
  readonly EntryFacts["taskId"][],
  readonly EntryFacts["task"][],
  string,
  string,
])[];

const includes = (all: readonly string[], value: string): boolean => all.includes(value);

describe("the decision table of queue entries", () => {
  it("finds for every combination of facts exactly the one row that the design names", () => {
    for (const facts of combinations) {
      const expected = specification.filter(
        ([token, taskId, task]) =>
          includes(token, facts.token) && includes(taskId, facts.taskId) && includes(task, facts.task),
      );
      expect(expected, JSON.stringify(facts)).toHaveLength(1);
      const { row, decision } = decideEntry(facts);
      expect([row, decision], JSON.stringify(facts)).toEqual(expected[0]?.slice(3));
    }
  });

  it("has no row that can never be reached", () => {
    const reached = new Set(combinations.map((facts) => decideEntry(facts).row));
    expect(reached).toEqual(new Set(entryTable.map(({ row }) => row)));
  });

  it("cancels nothing that is not provably ours", () => {
    const cancelled = combinations.filter((facts) => decideEntry(facts).decision === "cancel");
    expect(new Set(cancelled.map(({ token }) => token))).toEqual(new Set(["in-force", "ended"]));
    expect(new Set(cancelled.map(({ task }) => task))).toEqual(new Set(["free"]));
  });
});
