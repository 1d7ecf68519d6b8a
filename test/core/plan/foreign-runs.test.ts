import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunRow, TaskRow } from "../../../src/core/model/ledger.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import { howTo } from "../../../src/core/plan/how-to.js";
import { personCancels } from "../../../src/core/plan/person-cancels.js";
import {
  changesOf,
  entryOf,
  inShort,
  issued,
  ledgerOf,
  nowMs,
  output,
  planOf,
  row,
  ruleOf,
  task,
} from "./builders.js";
import { organizations } from "./organizations.js";

const version = task("version", { response: [output] });
const adopted = (members: Partial<RunRow> = {}): RunRow => ({
  ...issued(version),
  how: "adopted",
  foreign: "keep",
  exactContext: true,
  token: "incident-7",
  taskIds: ["theirs"],
  ...members,
});
const theirs = (run = adopted()): QueueEntry => entryOf(run, { taskId: "theirs", context: run.token });

describe("a run that somebody else made and a person adopted", () => {
  it("stands in the place of our own: nothing is issued, and its coverage is unknown", () => {
    const { counts: _unknown, ...run } = adopted();
    const pending = planOf({ tasks: [version], rows: { version: row([run]) }, queue: [theirs()] });
    expect(pending.unchanged[0]).toMatchObject({ row: "11", progress: { coverage: "unknown", pending: 2 } });
    const drained = planOf({ tasks: [version], rows: { version: row([run]) } });
    expect(drained.unchanged[0]?.reason).toContain("adopted from somebody else, coverage unknown");
  });

  it("is heard by the rule: answers that start with its context, while any can come", () => {
    expect(JSON.stringify(ruleOf(version, row([adopted()])).data.detect)).toContain('"value":"incident-7"');
  });

  it("outlives a higher run and the removal of its task, and says so", () => {
    const rows = { version: row([adopted()]) };
    const higher = planOf({ tasks: [task("version", { run: 2 })], rows, queue: [theirs()] });
    expect(inShort(higher)).toEqual(["issue version run 2 (18)"]);
    const removed = planOf({ tasks: [], rows, queue: [theirs()] });
    expect(inShort(removed)).toEqual(["tombstone version (20)"]);
    expect(removed.changes[0]?.reason).toContain("adopted without `--own` stays queued");
  });

  it("is cancelled like ours when it is owned", () => {
    const rows = { version: row([adopted({ foreign: "own" })]) };
    expect(inShort(planOf({ tasks: [], rows, queue: [theirs()] }))).toEqual([
      "cancel version run 1 theirs (19)",
      "tombstone version (19)",
    ]);
  });

  it("leaves further entries of its context foreign", () => {
    const more = { ...theirs(), taskId: "more" };
    const plan = planOf({ tasks: [version], rows: { version: row([adopted()]) }, queue: [theirs(), more] });
    expect([plan.held, plan.foreign.map(({ name }) => name)]).toEqual([[], ["more"]]);
  });

  it("is never cancelled without `--own`, whatever the files, the ledger and the queue say", () => {
    const worlds = organizations.chain((world) => {
      const held = Object.entries(world.rows ?? {}).flatMap(([name, { runs }]) =>
        runs.map(({ run }) => `${name} ${run}`),
      );
      return fc.subarray(held).map((kept) => ({ world, kept: new Set(kept) }));
    });
    const mark = (name: string, memory: TaskRow, kept: ReadonlySet<string>): TaskRow => ({
      ...memory,
      runs: memory.runs.map((run) => (kept.has(`${name} ${run.run}`) ? { ...run, foreign: "keep" } : run)),
    });
    fc.assert(
      fc.property(worlds, ({ world, kept }) => {
        const marked = Object.entries(world.rows ?? {}).map(
          ([name, memory]) => [name, mark(name, memory, kept)] as const,
        );
        const rows = Object.fromEntries(marked);
        const entries = world.queue === undefined || "readable" in world.queue ? [] : world.queue;
        const plan = planOf({ ...world, rows });
        const origin = new Map(changesOf(plan, "move").map(({ task: to, from }) => [to, from]));
        const planned = changesOf(plan, "cancel").map(
          ({ task: name, run }) => `${origin.get(name) ?? name} ${run}`,
        );
        const asked = personCancels({ ledger: ledgerOf(rows), entries, nowMs }).changes;
        const cancelled = [...planned, ...asked.map(({ task: name, run }) => `${name} ${run}`)];
        const wrong = cancelled.filter((each) => kept.has(each));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

describe("a command line that settles something", () => {
  it("can be pasted into a shell", () => {
    expect(howTo("prod", "resolve", "version")).toBe("`lctasks resolve version --organization prod`");
    expect(howTo("prod", "adopt", "a", "--task-id", "it's $HOME")).toBe(
      "`lctasks adopt a --task-id 'it'\\''s $HOME' --organization prod`",
    );
  });
});
