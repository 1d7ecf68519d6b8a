import { describe, expect, it } from "vitest";
import type { Plan } from "../../../src/core/model/plan.js";
import type { Review, ReviewedChange } from "../../../src/core/model/review.js";
import { agreed as agreedOf } from "../../../src/core/plan/agreed.js";
import { reviewOf } from "../../../src/core/plan/review.js";
import {
  appliedRow,
  entryOf,
  inShort,
  issued,
  live,
  longAgo,
  output,
  planOf,
  recordOf,
  row,
  ruleOf,
  task,
  threeSensors,
  unresolved,
} from "./builders.js";

const version = task("version", { response: [output] });
const second = { ...version, run: 2 };

const fingerprints = (plan: Plan, ...verbs: string[]): ReadonlySet<string> =>
  new Set(plan.changes.filter(({ verb }) => verbs.includes(verb)).map(({ fingerprint }) => fingerprint));
const everything = (plan: Plan): ReadonlySet<string> =>
  new Set(plan.changes.map(({ fingerprint }) => fingerprint));

const asReviewed = (plan: Plan): readonly ReviewedChange[] =>
  reviewOf(plan, { sensors: [], online: new Set() }).changes;

/** What is left of a plan on three sensors after a review. */
const agreed = (plan: Plan, reviewed: ReadonlySet<string>, more: Partial<Review> = {}): Plan =>
  agreedOf(
    { plan, fleet: { sensors: threeSensors, online: new Set() }, mayMove: { percent: 20, floor: 1 } },
    { fingerprints: reviewed, reached: new Map(), changes: [], ...more },
  );

describe("what was agreed to", () => {
  it("is the whole plan when all of it was reviewed", () => {
    const plan = planOf({ tasks: [version] });
    expect(agreed(plan, everything(plan))).toEqual(plan);
  });

  it("leaves out by itself what was done meanwhile", () => {
    const tasks = [version, task("other")];
    const reviewed = everything(planOf({ tasks }));
    const now = planOf({ tasks, rows: { other: row([issued(task("other"))]) } });
    expect(inShort(agreed(now, reviewed))).toEqual([
      "create-rule lctasks.acme.version (4)",
      "issue version run 1 (7)",
      "unchanged task other (13)",
    ]);
  });

  it("holds what nobody reviewed, and says so", () => {
    const reviewed = everything(planOf({ tasks: [version] }));
    const plan = agreed(planOf({ tasks: [version, task("other")] }), reviewed);
    expect(inShort(plan)).toEqual([
      "create-rule lctasks.acme.version (4)",
      "issue version run 1 (7)",
      "held task other (review)",
    ]);
    expect(plan.held[0]?.reason).toBe("to issue it became necessary after the plan was agreed to");
  });

  it("holds a run whose listener was not reviewed", () => {
    const plan = planOf({ tasks: [version] });
    expect(inShort(agreed(plan, fingerprints(plan, "issue")))).toEqual([
      "held rule lctasks.acme.version (review)",
      "held task version (review)",
    ]);
  });

  it("holds a run when a cancel before it was not reviewed", () => {
    const rows = { version: row([unresolved(version)]) };
    const queue = [entryOf(unresolved(version), { taskId: "turned-up" })];
    const reviewed = everything(planOf({ tasks: [second], rows }));
    expect(inShort(agreed(planOf({ tasks: [second], rows, queue }), reviewed))).toEqual([
      "create-rule lctasks.acme.version (4)",
      "held task version (review)",
      "held task version (review)",
    ]);
  });

  it("buries nothing whose cancel was not reviewed", () => {
    const plan = planOf({ rows: { version: row([issued(version)]) } });
    expect(inShort(agreed(plan, new Set()))).toEqual([
      "held task version (review)",
      "held task version (review)",
    ]);
  });

  it("records nothing under a new name whose memory may not move there", () => {
    const old = unresolved(task("old"));
    const renamed = task("new", { movedFrom: "old", context: "acme-old" });
    const plan = planOf({ tasks: [renamed], rows: { old: row([old]) }, queue: [entryOf(old)] });
    expect(plan.changes.map(({ verb }) => verb)).toEqual(["move", "adopt"]);
    expect(inShort(agreed(plan, new Set()))).toEqual(["held task new (review)", "held task new (review)"]);
  });

  it("needs no review for what only the ledger learns, and for what time asks for", () => {
    const rule = ruleOf(version);
    const hash = appliedRow(rule).applied?.hash ?? "";
    const plans = [
      planOf({ tasks: [task("a")], queue: [entryOf(issued(task("a")))] }),
      planOf({
        tasks: [version],
        rows: { version: row([issued(version)]) },
        live: [live(recordOf(rule))],
        rules: { [rule.key]: { task: "version", intent: { verb: "write", hash } } },
      }),
      planOf({ rules: { [rule.key]: appliedRow(rule) } }),
      planOf({ rules: { [rule.key]: appliedRow(rule) }, live: [live(recordOf(rule))] }),
      planOf({ rows: { version: row([issued(version, longAgo)]) } }),
      planOf({ tasks: [{ ...task("a"), onRemove: "keep" }], rows: { a: row([issued(task("a"))]) } }),
    ];
    expect(plans.flatMap((plan) => plan.changes.map(({ verb }) => verb))).toEqual([
      "adopt",
      "adopt-rule",
      "forget-rule",
      "delete-rule",
      "tombstone",
      "remember",
    ]);
    for (const plan of plans) expect(agreed(plan, new Set())).toEqual(plan);
  });

  it("keeps the old listener of a renamed task while the new one was not reviewed", () => {
    const plan = planOf({
      tasks: [task("new", { response: [output], movedFrom: "version" })],
      rows: { version: row([issued(version)]) },
      rules: { [ruleOf(version).key]: appliedRow(ruleOf(version)) },
      live: [live(recordOf(ruleOf(version)))],
    });
    expect(inShort(agreed(plan, fingerprints(plan, "move")))).toEqual([
      "move version to new (4)",
      "held rule lctasks.acme.new (review)",
      "held rule lctasks.acme.version (review)",
      "unchanged task new (13)",
    ]);
  });

  it("does nothing at all without a subscription that was agreed to", () => {
    const plan = planOf({ tasks: [version], subscribed: false, subscribe: true });
    const held = agreed(plan, fingerprints(plan, "issue", "create-rule"));
    expect(held.state).toBe("held");
    expect(held.held).toMatchObject([{ name: "ext-reliable-tasking", row: "review" }]);
  });

  it("holds a run whose sensors moved further since the review than limits.sensorDrift allows", () => {
    const plan = planOf({ tasks: [task("version")] });
    const [issue] = plan.changes;
    const seen = (...sids: string[]): Partial<Review> => ({
      reached: new Map([[issue?.fingerprint ?? "", new Set(sids)]]),
    });
    expect(agreed(plan, everything(plan), seen("sid-1", "sid-2"))).toEqual(plan);
    expect(agreed(plan, everything(plan), seen("sid-1"))).toEqual(plan);
    expect(agreed(plan, everything(plan), seen("sid-1", "sid-2", "sid-9"))).toEqual(plan);
    const others = agreed(plan, everything(plan), seen("sid-8", "sid-9"));
    expect(inShort(others)).toEqual(["held task version (review)"]);
    expect(others.held[0]?.reason).toBe(
      "it was reviewed for 2 sensors and would reach 2 (+2 / −2); limits.sensorDrift allows 20 % (and always 1)",
    );
  });

  it("shows what was reviewed beside what is there instead", () => {
    const before = planOf({ tasks: [version] });
    const now = planOf({ tasks: [{ ...version, command: "os_packages", ttlSeconds: 60 }] });
    const plan = agreed(now, everything(before), { changes: asReviewed(before) });
    expect(plan.held.map(({ diff }) => diff.map(({ path }) => path))).toEqual([
      ["rule.data.detect.events[0]"],
      ["request.command", "request.context", "request.ttlSeconds"],
    ]);
    expect(plan.held[1]?.reason).toBe("to issue it was reviewed and it would do something else now");
  });

  it("says that only the limits differ when nothing else does", () => {
    const before = planOf({
      tasks: [second],
      rows: { version: row([issued(version)]) },
      queue: [entryOf(issued(version))],
    });
    const now = planOf({
      tasks: [second],
      rows: { version: row([issued(version)]) },
      queue: [entryOf(issued(version))],
      inForce: { sensorsPerTask: 7 },
    });
    const plan = agreed(now, everything(before), { changes: asReviewed(before) });
    for (const { reason, diff } of plan.held) {
      expect(diff).toEqual([]);
      expect(reason).toMatch(/^to .+ it was reviewed under other limits or policies$/);
    }
  });
});
