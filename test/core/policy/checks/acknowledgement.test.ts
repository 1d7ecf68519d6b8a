import { describe, expect, it } from "vitest";
import type { Task } from "../../../../src/core/model/task.js";
import { acknowledgement } from "../../../../src/core/policy/checks/acknowledgement.js";
import { issued, row, sensor, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const refused = (members: Partial<Task>): unknown =>
  refusedBy(acknowledgement, inputOf({ tasks: [task("x", members)] }));

describe("what a task may be", () => {
  it("needs no word for what changes nothing", () => {
    expect(refused({})).toEqual([]);
  });

  it.each([
    ["destructive", { command: "file_del /tmp/x" }],
    ["destructive and self-killing", { command: "uninstall" }],
    ["fleet-wide", { target: { selector: "*" } }],
    ["data-leaves-host", { command: "file_get /etc/passwd" }],
  ])("has to be acknowledged when it is %s", (words, members) => {
    const refusal = onlyRefusal(acknowledgement, inputOf({ tasks: [task("x", members)] }));
    expect(refusal.reason).toContain(`is ${words}, and the task does not acknowledge it`);
  });

  it("is asked for every wave of a run that is for the whole fleet", () => {
    const waves = [
      { buckets: 128, soakSeconds: 60 },
      { buckets: 256, soakSeconds: 0 },
    ];
    const sensors = [sensor("0b4b30af-11f3-4a5c-a2a6-52b1d4ee2d52")];
    const wave = (members: Partial<Task>): unknown => {
      const tasks = [task("x", { waves, target: { selector: "*" }, ...members })];
      return refusedBy(acknowledgement, inputOf({ tasks, sensors }));
    };
    expect(wave({})).toEqual([["x"]]);
    expect(wave({ acknowledge: ["fleet-wide"] })).toEqual([]);
  });

  it("takes a line that is no command for the worst", () => {
    expect(refused({ command: "not_a_command" })).toEqual([["x"]]);
  });

  it("is allowed when the task says so, and tells what is left to say", () => {
    expect(refused({ command: "file_get /etc/passwd", acknowledge: ["data-leaves-host"] })).toEqual([]);
    const world = { tasks: [task("x", { command: "uninstall", acknowledge: ["destructive"] })] };
    const refusal = onlyRefusal(acknowledgement, inputOf(world));
    expect(refusal.reason).toContain("`uninstall` is self-killing,");
    expect(refusal.allow).toEqual(["write `acknowledge: [destructive, self-killing]` in the task"]);
  });

  it("is asked when it is issued, not for what was issued before or is cancelled", () => {
    const wipe = task("x", { command: "file_del /tmp/x" });
    const rows = { x: row([issued(wipe)]) };
    expect(refusedBy(acknowledgement, inputOf({ tasks: [wipe], rows }))).toEqual([]);
    expect(refusedBy(acknowledgement, inputOf({ tasks: [{ ...wipe, run: 2 }], rows }))).toEqual([["x"]]);
  });

  it("takes a run whose task nobody declares for one that acknowledges nothing", () => {
    const input = inputOf({
      tasks: [task("x", { command: "file_get /x", acknowledge: ["data-leaves-host"] })],
    });
    expect(refusedBy(acknowledgement, { ...input, tasks: new Map() })).toEqual([["x"]]);
  });
});
