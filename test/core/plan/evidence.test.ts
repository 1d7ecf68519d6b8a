import { describe, expect, it } from "vitest";
import {
  buried,
  changesOf,
  entryOf,
  inShort,
  issued,
  longAgo,
  planOf,
  row,
  task,
  unresolved,
} from "./builders.js";

const version = task("version");
const lost = unresolved(version);
const rows = { version: row([lost]) };
const answered = new Map([[lost.token, { event: "OS_VERSION_REP", sid: "sid-1" }]]);
const added = new Map([[lost.token, { event: "add_task", sid: "webhook", taskId: "id-7" }]]);

describe("an unresolved run that the queue does not show", () => {
  it("is adopted when an answer carries its token, without a task_id", () => {
    const plan = planOf({ tasks: [version], rows, evidence: answered });
    expect(inShort(plan)).toEqual(["adopt version run 1 (9)"]);
    const [change] = changesOf(plan, "adopt");
    expect(change).not.toHaveProperty("taskId");
    expect(change?.reason).toBe(
      "OS_VERSION_REP of sensor sid-1 carries its token: recorded, nothing is sent",
    );
  });

  it("is adopted with the task_id that the extension's own event names", () => {
    expect(changesOf(planOf({ tasks: [version], rows, evidence: added }), "adopt")[0]?.taskId).toBe("id-7");
  });

  it("stays held without a sign, and says when nobody could look", () => {
    expect(planOf({ tasks: [version], rows }).held[0]?.reason).toMatch(/nothing shows whether it was$/);
    const blind = new Map([
      [lost.token, "Cannot read the events of a sensor: permission insight.evt.get is missing"],
    ]);
    const [held] = planOf({ tasks: [version], rows, evidence: blind }).held;
    expect(held?.row).toBe("10");
    expect(held?.reason).toContain("(nobody could look for answers: Cannot read the events of a sensor");
  });

  it("is cancelled by the id of the event when a higher run supersedes it, or its file is gone", () => {
    const second = planOf({ tasks: [task("version", { run: 2 })], rows, evidence: added });
    expect(changesOf(second, "cancel")).toMatchObject([{ run: 1, taskId: "id-7", pending: 0 }]);
    const removed = planOf({ rows, evidence: added });
    expect(changesOf(removed, "cancel")).toMatchObject([{ run: 1, taskId: "id-7" }]);
  });

  it("is never foreign: the id of an event that the queue shows with another token, or that is another run's, is left", () => {
    const foreign = [entryOf(lost, { taskId: "id-7", context: "somebody-else" })];
    const adopted = planOf({ tasks: [version], rows, evidence: added, queue: foreign });
    expect(changesOf(adopted, "adopt")).toMatchObject([{ run: 1 }]);
    expect(changesOf(adopted, "adopt")[0]).not.toHaveProperty("taskId");
    expect(changesOf(planOf({ rows, evidence: added, queue: foreign }), "cancel")).toEqual([]);
    const other = issued(task("other"), { taskIds: ["id-7"] });
    const both = planOf({ tasks: [task("other")], rows: { ...rows, other: row([other]) }, evidence: added });
    expect(changesOf(both, "cancel")).toEqual([]);
  });

  it("that is known as issued needs no sign", () => {
    const known = issued(version, { ...longAgo });
    const plan = planOf({ tasks: [version], rows: { version: row([known]) }, evidence: answered });
    expect(inShort(plan)).toEqual(["unchanged task version (13)"]);
    expect(planOf({ rows: { version: row([lost], buried) }, evidence: added }).changes).toEqual([]);
  });
});
