import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../../src/core/model/change.js";
import type { RunRow } from "../../../src/core/model/ledger.js";
import type { Plan } from "../../../src/core/model/plan.js";
import type { LiveRule } from "../../../src/core/model/rule.js";
import { contextOf } from "../../../src/core/model/token.js";
import { phaseOf } from "../../../src/core/plan/order.js";
import { knownRuns, ownerOf } from "../../../src/core/plan/queue-index.js";
import {
  changesOf,
  inShort,
  ledgerOf,
  live,
  nowMs,
  planOf,
  present,
  recordOf,
  type World,
} from "./builders.js";
import { ledgerAfter } from "./effects.js";
import { organizations } from "./organizations.js";

const always = (check: (world: World, plan: Plan) => void, numRuns = 120): void =>
  fc.assert(
    fc.property(organizations, (world) => check(world, planOf(world))),
    { numRuns },
  );

const runsOf = (world: World): RunRow[] => Object.values(world.rows ?? {}).flatMap(({ runs }) => runs);
const entriesOf = ({ queue = [] }: World) => ("readable" in queue ? [] : queue);
const bare = (context: string): string => context.split("/")[0] ?? "";
const subjects = (change: Change): string[] => [
  ...("taskId" in change ? [change.taskId] : []),
  ...("key" in change ? [change.key] : []),
  ...("rule" in change ? [change.rule.key] : []),
];

describe("any plan", () => {
  it("is made without an error, and is equal for equal input in any order", () => {
    always((world, plan) => {
      expect(planOf(structuredClone(world))).toEqual(plan);
      const { tasks = [], live: rules = [] } = world;
      const shuffled = {
        ...world,
        tasks: tasks.toReversed(),
        queue: entriesOf(world).toReversed(),
        live: rules.toReversed(),
      };
      expect(planOf(shuffled)).toEqual(plan);
    }, 100);
  });

  it("cancels only by an id that the ledger recorded, or that carries a token of ours", () => {
    always((world, plan) => {
      const recorded = new Set(runsOf(world).flatMap(({ taskIds }) => taskIds));
      const tokens = new Set([
        ...runsOf(world).flatMap(({ exactContext, token }) => (exactContext ? [] : [token])),
        ...changesOf(plan, "adopt").map(({ token }) => token),
      ]);
      for (const { taskId } of changesOf(plan, "cancel")) {
        expect(taskId).not.toBe("");
        const entry = entriesOf(world).find((each) => each.taskId === taskId);
        expect(recorded.has(taskId) || (entry !== undefined && tokens.has(bare(entry.context)))).toBe(true);
      }
    });
  });

  it("issues no run that was ever requested under its name, or under the name it moved from", () => {
    always((world, plan) => {
      const origins = new Map(changesOf(plan, "move").map(({ from, task }) => [task, from]));
      for (const { task, run } of changesOf(plan, "issue")) {
        for (const name of [task, origins.get(task) ?? task]) {
          expect(run).toBeGreaterThan(world.rows?.[name]?.highest ?? 0);
        }
      }
    });
  });

  it("issues every run under a token that nobody has", () => {
    always((world, plan) => {
      const taken = [
        ...runsOf(world).map(({ token }) => token),
        ...entriesOf(world).map(({ context }) => bare(context)),
      ];
      const fresh = changesOf(plan, "issue")
        .filter(({ exactContext }) => !exactContext)
        .map(({ request }) => request.context);
      expect(new Set([...fresh, ...taken]).size).toBe(fresh.length + new Set(taken).size);
      for (const token of fresh) expect(contextOf(token)).not.toBe(token);
    });
  });

  it("issues no exact context while anything in the queue has it that is not known", () => {
    always((world, plan) => {
      const recorded = new Set(runsOf(world).flatMap(({ taskIds }) => taskIds));
      const strange = entriesOf(world).filter(({ taskId }) => !recorded.has(taskId));
      const contexts = new Set(strange.map(({ context }) => bare(context)));
      for (const change of changesOf(plan, "issue")) {
        if (change.exactContext) expect(contexts).not.toContain(change.request.context);
      }
    });
  });

  it("is empty when the queue or the ledger cannot be read, or there is none", () => {
    always((world) => {
      const unreadable = { readable: false, reason: "unknown shape", shape: "[]" } as const;
      const blind = [
        planOf({ ...world, queue: unreadable }),
        planOf({ ...world, ledger: { state: "absent" } }),
        planOf({ ...world, ledger: { state: "absent" }, queue: unreadable }),
        planOf({ ...world, ledger: { state: "unreadable", reason: "rolled back" } }),
      ];
      for (const plan of blind) {
        expect(plan.state).not.toBe("ready");
        expect(plan.changes).toEqual([]);
        expect(plan.held).toHaveLength(1);
      }
    }, 80);
  });

  it("touches nothing that it shows as foreign or held", () => {
    always((_, plan) => {
      const untouchable = new Set([
        ...plan.foreign.map(({ name }) => name),
        ...plan.held.flatMap(({ object, name }) => (object === "task" ? [] : [name])),
      ]);
      for (const subject of plan.changes.flatMap(subjects)) expect(untouchable).not.toContain(subject);
    });
  });

  it("writes and deletes no rule that the ledger does not know, unless nothing is there", () => {
    always((world, plan) => {
      const there = new Set((world.live ?? []).map((rule) => (rule.readable ? rule.record.key : rule.key)));
      for (const { rule } of changesOf(plan, "create-rule")) expect(there).not.toContain(rule.key);
      for (const { rule } of changesOf(plan, "update-rule")) expect(world.rules).toHaveProperty([rule.key]);
      for (const { key } of changesOf(plan, "delete-rule")) expect(world.rules).toHaveProperty([key]);
    });
  });

  it("speaks of every declared task exactly once", () => {
    always((world, plan) => {
      const spoken = [
        ...changesOf(plan, "issue", "adopt", "accept").map(({ task }) => task),
        ...plan.held.flatMap(({ object, name }) => (object === "task" ? [name] : [])),
        ...plan.unchanged.flatMap(({ object, name }) => (object === "task" ? [name] : [])),
      ];
      for (const { name } of world.tasks ?? [])
        expect(spoken.filter((each) => each === name)).toEqual([name]);
    });
  });

  it("speaks of every queue entry: as a run of ours, or held, or foreign", () => {
    always((world, plan) => {
      const recorded = new Set(runsOf(world).flatMap(({ taskIds }) => taskIds));
      const tokens = new Set(
        runsOf(world).flatMap(({ exactContext, token }) => (exactContext ? [] : [token])),
      );
      const named = new Set([
        ...plan.changes.flatMap(subjects),
        ...plan.held.map(({ name }) => name),
        ...plan.foreign.map(({ name }) => name),
      ]);
      for (const { taskId, context } of entriesOf(world)) {
        expect(recorded.has(taskId) || tokens.has(bare(context)) || named.has(taskId)).toBe(true);
      }
    });
  });

  it("does nothing about the runs of a task that is paused, or held because of its name", () => {
    always((world, plan) => {
      const still = new Set([
        ...(world.tasks ?? []).filter(({ paused }) => paused).map(({ name }) => name),
        ...plan.held.filter((held) => held.row === "4").map(({ name }) => name),
      ]);
      const moving = changesOf(plan, "issue", "cancel", "adopt", "accept", "tombstone");
      expect(moving.filter(({ task }) => still.has(task))).toEqual([]);
    });
  });

  it("puts every listener before its issue, every cancel before the issue, and tombstones last", () => {
    always((_, plan) => {
      const phases = plan.changes.map(({ verb }) => phaseOf(verb));
      expect(phases).toEqual(phases.toSorted((a, b) => a - b));
      expect(phaseOf("create-rule")).toBeLessThan(phaseOf("issue"));
      expect(phaseOf("update-rule")).toBeLessThan(phaseOf("issue"));
      expect(phaseOf("cancel")).toBeLessThan(phaseOf("issue"));
    }, 100);
  });

  it("issues no task that has a held rule", () => {
    always((world, plan) => {
      const held = new Set(plan.held.flatMap(({ object, name }) => (object === "rule" ? [name] : [])));
      for (const { task } of changesOf(plan, "issue")) {
        const responses = (world.tasks ?? []).find(({ name }) => name === task)?.response ?? [];
        if (responses.length > 0) expect(held).not.toContain(`lctasks.acme.${task}`);
      }
    });
  });
});

/** Live rules after the rule changes of a plan. */
function rulesAfter(plan: Plan, rules: readonly LiveRule[]): LiveRule[] {
  const byKey = new Map(rules.map((rule) => [rule.readable ? rule.record.key : rule.key, rule]));
  for (const change of plan.changes) {
    if (change.verb === "delete-rule") byKey.delete(change.key);
    if (change.verb === "create-rule" || change.verb === "update-rule") {
      byKey.set(change.rule.key, live(recordOf(change.rule)));
    }
  }
  return [...byKey.values()];
}

describe("a plan after its own apply", () => {
  it("asks for nothing any more", () => {
    always((world, plan) => {
      const ledger = ledgerAfter(plan, ledgerOf(world.rows ?? {}, world.rules), nowMs);
      const known = knownRuns(ledger);
      const again = planOf({
        ...world,
        ledger: present(ledger),
        live: rulesAfter(plan, world.live ?? []),
        queue: entriesOf(world).filter((entry) => ownerOf(entry, known) === undefined),
        subscribed: true,
      });
      expect(inShort(again).filter((line) => line.startsWith("issue"))).toEqual([]);
      const settled = plan.held.length === 0 && entriesOf(world).length === 0;
      if (settled) expect(again.changes.map(({ verb }) => verb)).toEqual([]);
    });
  });

  it("forgets no token and lowers no number", () => {
    always((world, plan) => {
      const after = ledgerAfter(plan, ledgerOf(world.rows ?? {}, world.rules), nowMs);
      const kept = new Set(Object.values(after.tasks).flatMap(({ runs }) => runs.map(({ token }) => token)));
      for (const { token } of runsOf(world)) expect(kept).toContain(token);
      for (const [name, before] of Object.entries(world.rows ?? {})) {
        expect(after.tasks[name]?.highest).toBeGreaterThanOrEqual(before.highest);
      }
    });
  });
});
