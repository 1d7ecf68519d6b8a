import { describe, expect, it } from "vitest";
import type { Held } from "../../../src/core/model/change.js";
import type { TaskRow } from "../../../src/core/model/ledger.js";
import { heldByTask, namesWithStatus, taskStatus } from "../../../src/core/status/task-status.js";
import { baseline, buried, row, task } from "../plan/builders.js";
import { runOf, seen } from "./builders.js";

const inputOf = (version: TaskRow | undefined, paused = false) => ({
  declared: new Map([["version", { paused }]]),
  ledger: { tasks: version === undefined ? {} : { version } },
  see: (run: ReturnType<typeof runOf>) => seen(run, { atHours: 1, waiting: ["s1"] }),
  held: heldByTask([]),
  next: new Map(),
});
const of = (version: TaskRow | undefined, paused = false) => taskStatus("version", inputOf(version, paused));

describe("a task without a run", () => {
  it.each([
    ["never issued here", undefined],
    ["never issued here", row([])],
    ["recorded as not wanted here up to run 1", baseline(task("version"))],
    ["whether runs up to 3 ever ran is not known", row([], { highest: 3, unknown: { run: 3 } })],
    ["a person says that runs up to 3 are over", row([], { highest: 3, unknown: { run: 3, closed: true } })],
  ] as const)("says: %s", (note, memory) => {
    expect(of(memory)).toEqual({ task: "version", declared: true, note, held: [] });
  });
});

describe("a task with a run", () => {
  it("says when its file pauses it, and when its file is gone", () => {
    expect(of(row([runOf()]), true)).toMatchObject({ note: "paused in its file", status: { run: 1 } });
    expect(of(row([runOf()], buried)).note).toBe("its file was removed");
    expect(of(row([runOf()], { ...buried, onRemove: "keep" })).note).toBe(
      "its file was removed; its run was left in the queue",
    );
  });

  it("shows the latest run, its pause, and what is held of it alone", () => {
    const paused = { why: "pause" as const, by: "alice", atMs: 1 };
    const held = (name: string): Held => ({
      row: "15",
      object: "task",
      name,
      reason: "",
      decide: [],
      diff: [],
    });
    const input = { ...inputOf(row([runOf(), runOf({ run: 2, state: "unresolved" })], { paused })) };
    expect(
      taskStatus("version", {
        ...input,
        held: heldByTask([held("version"), held("version"), held("other")]),
      }),
    ).toMatchObject({
      paused,
      status: { run: 2, stage: "unresolved" },
      held: [{ name: "version" }, { name: "version" }],
    });
  });

  it("is listed unless nothing of it is left", () => {
    const tasks = {
      kept: row([runOf()], { ...buried, onRemove: "keep" }),
      buried: row([runOf()], buried),
      empty: row([]),
      gone: row([runOf()]),
    };
    expect(
      namesWithStatus({ declared: new Map([["version", { paused: false }]]), ledger: { tasks } }),
    ).toEqual(["gone", "kept", "version"]);
  });
});
