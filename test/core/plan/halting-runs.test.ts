import { describe, expect, it } from "vitest";
import type { RunRow, TaskRow } from "../../../src/core/model/ledger.js";
import type { Task } from "../../../src/core/model/task.js";
import { haltingRuns } from "../../../src/core/plan/halting-runs.js";
import { hourMs, issued, ledgerOf, nowMs, row, task } from "./builders.js";

const waves = [
  { buckets: 15, soakSeconds: 7200 },
  { buckets: 256, soakSeconds: 0 },
];
const careful = (members: Partial<Task> = {}): Task =>
  task("version", { waves, haltOn: { failures: 5 }, ...members });
const wave = (to: number, hoursAgo: number, members: Partial<RunRow> = {}): RunRow => {
  const atMs = nowMs - hoursAgo * hourMs;
  const part = { wave: { from: 0, to } };
  return issued(careful(), { token: `token-${to}`, part, intentAtMs: atMs, issuedAtMs: atMs, ...members });
};
const pause = { why: "pause" as const, by: "alice", atMs: nowMs };
const of = (tasks: readonly Task[], rows: { readonly [name: string]: TaskRow }, members = {}) =>
  haltingRuns(tasks, { ...ledgerOf(rows), ...members }, nowMs).map(({ token }) => token);

describe("the runs whose failures have to be known", () => {
  it("are all waves of one whose soak is over", () => {
    const before = { run: 1, token: "old" };
    const runs = [wave(15, 9, before), wave(15, 9, { run: 2 }), wave(64, 3, { run: 2 })];
    expect(of([careful({ run: 2 })], { version: row(runs) })).toEqual(["token-15", "token-64"]);
  });

  it("are found under the name that the task had", () => {
    const renamed = careful({ name: "os", movedFrom: "version" });
    expect(of([renamed], { version: row([wave(15, 9)]) })).toEqual(["token-15"]);
  });

  it.each<[string, Task, TaskRow | undefined, object]>([
    ["the soak is not over", careful(), row([wave(15, 1)]), {}],
    ["everybody was asked", careful(), row([wave(256, 9)]), {}],
    [
      "a person confirmed",
      careful({ haltOn: { failures: 5, confirmed: { run: 1, buckets: 15 } } }),
      row([wave(15, 9)]),
      {},
    ],
    ["nothing halts it", task("version", { waves }), row([wave(15, 9)]), {}],
    ["nothing was issued", careful(), undefined, {}],
    ["it is about to begin anew", careful({ run: 2 }), row([wave(15, 9)]), {}],
    ["its file pauses it", careful({ paused: true }), row([wave(15, 9)]), {}],
    ["a person paused it", careful(), row([wave(15, 9)], { paused: pause }), {}],
    ["a person paused all", careful(), row([wave(15, 9)]), { paused: pause }],
  ])("are none when %s", (_, declared, memory, members) => {
    expect(of([declared], memory === undefined ? {} : { version: memory }, members)).toEqual([]);
  });
});
