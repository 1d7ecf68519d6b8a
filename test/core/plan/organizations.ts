import fc from "fast-check";
import { type RuleRow, type RunRow, remembersNothing, type TaskRow } from "../../../src/core/model/ledger.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import type { LiveRule } from "../../../src/core/model/rule.js";
import type { Target } from "../../../src/core/model/target.js";
import type { Task } from "../../../src/core/model/task.js";
import {
  appliedRow,
  dayMs,
  entryOf,
  issued,
  live,
  nowMs,
  output,
  recordOf,
  row,
  ruleOf,
  sensor,
  task,
  threeSensors,
  unresolved,
  type World,
} from "./builders.js";

/** Few names, commands and targets, so that renames, repetitions and collisions happen all the time. */
export const names = ["a", "b", "c", "constructor"] as const;
const commands = ["os_version", "os_packages"];
const targets: readonly Target[] = [{ selector: "plat == `windows`" }, { tag: "server" }, { selector: "*" }];

const mostly = <T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: rare.length, arbitrary: fc.constantFrom(usual, ...rare) },
  );

/** A declared task of a name, as a valid repository could have it. */
export function taskNamed(name: string): fc.Arbitrary<Task> {
  const contexts = [
    {},
    { context: `ctx-${name}`, contextWritten: true },
    { context: `exact-${name}`, contextWritten: true, exactContext: true },
  ];
  return fc
    .record({
      command: fc.constantFrom(...commands),
      target: fc.constantFrom(...targets),
      run: fc.integer({ min: 1, max: 4 }),
      paused: mostly(false, true),
      onRemove: fc.constantFrom("cancel" as const, "keep" as const),
      response: fc.constantFrom([], [output]),
      movedFrom: mostly<string | undefined>(undefined, "none", "unheard-of", ...names),
      context: mostly({}, ...contexts),
    })
    .map(({ movedFrom, context, ...members }) =>
      task(name, { ...members, ...context, ...(movedFrom === undefined ? {} : { movedFrom }) }),
    );
}

const runOf = (declared: Task): fc.Arbitrary<RunRow> =>
  fc
    .record({
      state: fc.constantFrom("issued" as const, "cancelled" as const, "unresolved" as const),
      ids: fc.integer({ min: 0, max: 2 }),
      shared: mostly(false, false, true),
      agoDays: fc.constantFrom(0, 7.5, 40),
    })
    .map(({ state, ids, shared, agoDays }) => {
      const at = { expiresAtMs: nowMs + (7 - agoDays) * dayMs };
      if (state === "unresolved") return unresolved(declared, at);
      const own = Array.from({ length: ids }, (_, index) => `id-${declared.name}-${declared.run}-${index}`);
      return issued(declared, { ...at, state, taskIds: shared ? [...own, "shared-id"] : own });
    });

/** What the ledger may remember of a name. */
const rowNamed = (name: string): fc.Arbitrary<TaskRow> =>
  fc
    .record({
      runs: fc.uniqueArray(taskNamed(name).chain(runOf), { maxLength: 3, selector: ({ run }) => run }),
      above: mostly(0, 1),
      onRemove: fc.constantFrom("cancel" as const, "keep" as const),
      baseline: fc.boolean(),
      unknown: mostly<"no" | "open" | "closed">("no", "open", "closed"),
      tombstone: mostly<TaskRow["tombstone"]>(
        undefined,
        { atMs: nowMs - dayMs },
        ...names.map((movedTo) => ({ atMs: nowMs - dayMs, movedTo })),
      ),
    })
    .map(({ runs, above, onRemove, baseline, unknown, tombstone }) => {
      const kept = tombstone?.movedTo === undefined ? runs.toSorted((a, b) => a.run - b.run) : [];
      const plain = row(kept, { onRemove });
      const highest = plain.highest + above;
      const { inputs } = issued(task(name));
      const remembered = {
        ...plain,
        highest,
        ...(baseline && kept.length === 0 ? { baseline: { run: highest, inputs } } : {}),
        ...(unknown === "no" ? {} : { unknown: { run: highest, inputs } }),
        ...(unknown === "closed" ? { unknown: { run: highest, inputs, closed: true as const } } : {}),
      };
      // Of a name of which nothing was ever recorded there is nothing to bury.
      const isBuried = tombstone?.movedTo !== undefined || !remembersNothing(remembered);
      return { ...remembered, ...(tombstone === undefined || !isBuried ? {} : { tombstone }) };
    });

/** Entries that have to do with a run or a declared task, and some that have to do with nobody here. */
function entriesAbout(runs: readonly RunRow[], tasks: readonly Task[]): fc.Arbitrary<QueueEntry[]> {
  const ofRuns = runs.flatMap((run) => [
    ...run.taskIds.map((taskId) => entryOf(run, { taskId })),
    entryOf(run, { taskId: `late-${run.token}` }),
    entryOf(run, { taskId: `more-${run.token}`, context: `${run.token}/5f0c1c3e` }),
    entryOf(run, { taskId: `stranger-${run.token}`, context: `x${run.token}` }),
  ]);
  const ofTasks = tasks.flatMap((declared) => {
    const run = issued(declared);
    return [
      entryOf(run, { taskId: `mine-${declared.name}` }),
      entryOf(run, { taskId: `alike-${declared.name}`, context: `${declared.context}.r9.0123abcd` }),
      entryOf(run, { taskId: `bare-${declared.name}`, context: declared.context }),
    ];
  });
  const foreign: QueueEntry = {
    taskId: "foreign",
    command: "dir_list /",
    context: "theirs",
    sids: ["sid-1"],
  };
  return fc.uniqueArray(fc.constantFrom(foreign, ...ofRuns, ...ofTasks), {
    maxLength: 5,
    selector: ({ taskId }) => taskId,
  });
}

/** A rule of a name, live and in the ledger, in any state of the two. */
function ruleNamed(name: string): fc.Arbitrary<{ key: string; row?: RuleRow; live?: LiveRule }> {
  const rule = ruleOf(task(name, { response: [output] }));
  const other = { ...rule, data: { ...rule.data, respond: [] } };
  const { applied } = appliedRow(rule);
  const rows: (RuleRow | undefined)[] = [
    undefined,
    appliedRow(rule),
    appliedRow(other),
    { task: name, intent: { verb: "write", hash: applied?.hash ?? "" } },
    { task: name, intent: { verb: "delete" } },
  ];
  const records: (LiveRule | undefined)[] = [
    undefined,
    live(recordOf(rule)),
    live(recordOf(other)),
    live(recordOf(rule, { userMetadata: { enabled: true, expiry: 0, tags: ["ext:x"], comment: "" } })),
    { readable: false, key: rule.key, reason: "locked" },
  ];
  return fc.record({ row: fc.constantFrom(...rows), live: fc.constantFrom(...records) }).map((both) => ({
    key: rule.key,
    ...(both.row === undefined ? {} : { row: both.row }),
    ...(both.live === undefined ? {} : { live: both.live }),
  }));
}

const { tags: _unread, ...untagged } = sensor("untagged");

/** A random organization, with everything in it that the design speaks of. */
export const organizations: fc.Arbitrary<World> = fc
  .record({
    tasks: fc.tuple(...names.map((name) => fc.option(taskNamed(name), { nil: undefined }))),
    rows: fc.tuple(...names.map((name) => fc.option(rowNamed(name), { nil: undefined }))),
    rules: fc.tuple(...names.map((name) => fc.option(ruleNamed(name), { nil: undefined, freq: 1 }))),
    sensors: mostly(threeSensors, [], [...threeSensors, untagged]),
    subscribed: mostly(true, false),
  })
  .chain(({ tasks, rows, rules, sensors, subscribed }) => {
    const declared = tasks.filter((each) => each !== undefined);
    const remembered = names.flatMap((name, index) => {
      const memory = rows[index];
      return memory === undefined ? [] : [[name, memory] as const];
    });
    const known = rules.filter((each) => each !== undefined);
    const runs = remembered.flatMap(([, memory]) => memory.runs);
    return entriesAbout(runs, declared).map((queue) => ({
      tasks: declared,
      rows: Object.fromEntries(remembered),
      queue: subscribed ? queue : [],
      rules: Object.fromEntries(
        known.flatMap((each) => (each.row === undefined ? [] : [[each.key, each.row]])),
      ),
      live: known.flatMap((each) => each.live ?? []),
      sensors,
      subscribed,
      subscribe: true,
    }));
  });
