import { describe, expect, it } from "vitest";
import { inOrder, phaseOf } from "../../../src/core/plan/order.js";
import { changesOf, issued, output, planOf, row, task } from "./builders.js";

describe("the order of changes", () => {
  it("is: subscribe, record, listeners, cancels, issues, counting whom they reached, what may go, tombstones", () => {
    const verbs = [
      "subscribe",
      "move",
      "create-rule",
      "cancel",
      "issue",
      "count-served",
      "delete-rule",
      "tombstone",
    ] as const;
    expect(verbs.map(phaseOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(["remember", "adopt", "accept", "adopt-rule"].map((verb) => phaseOf(verb as "adopt"))).toEqual([
      1, 1, 1, 1,
    ]);
    expect([phaseOf("update-rule"), phaseOf("forget-rule")]).toEqual([2, 6]);
  });

  it("is by name inside a phase, whatever order it was decided in", () => {
    const plan = planOf({
      tasks: ["c", "a", "b"].map((name) => task(name, { response: [output] })),
      rows: { z: row([issued(task("z", { command: "os_users" }))]), y: row([]) },
      subscribed: false,
      subscribe: true,
    });
    expect(inOrder(plan.changes.toReversed())).toEqual(plan.changes);
    expect(changesOf(plan, "issue").map((change) => change.task)).toEqual(["a", "b", "c"]);
    expect(changesOf(plan, "create-rule").map(({ rule }) => rule.task)).toEqual(["a", "b", "c"]);
    expect(plan.changes.at(-1)).toMatchObject({ verb: "tombstone", task: "z" });
  });
});
