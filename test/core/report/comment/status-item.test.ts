import { expect, it } from "vitest";
import type { OrganizationStatus, RunCounts, RunStage } from "../../../../src/core/model/status-report.js";
import { statusItems } from "../../../../src/core/report/comment/status-item.js";
import { nextByTask } from "../../../../src/core/status/next-by-task.js";
import { planOf, task } from "../../plan/builders.js";

const nowMs = Date.UTC(2026, 2, 2, 9);

function cellsOf(stage: RunStage, counts: RunCounts): readonly string[] | undefined {
  const run = {
    run: 2,
    token: "c.r2.0123abcd",
    taskIds: ["id"],
    how: "requested",
    expiresAtMs: nowMs,
  } as const;
  const tasks = [{ task: "version", declared: true, held: [], status: { ...run, stage, counts } }];
  const organization: OrganizationStatus = { organization: "prod", oid: "o", nowMs, held: [], tasks };
  return statusItems(organization)[0]?.cells.map(String);
}

it.each([
  ["pending", { targeted: 50, delivered: 48, pending: 2 }, ["96 %", "2", "50", ""]],
  ["delivered", { targeted: 50, delivered: 50, pending: 0 }, ["100 %", "0", "50", ""]],
  ["left", { pending: 0 }, ["?", "0", "?", "not in the queue any more"]],
  ["unseen", { targeted: 0, delivered: 0 }, ["?", "?", "0", "as last observed"]],
] as const)("a run that is %s is shown as %j", (stage, counts, [share, waiting, targeted, state]) => {
  const cells = cellsOf(stage, counts) ?? [];
  expect([cells[2], cells[3], cells[4]]).toEqual([share, waiting, targeted]);
  expect(cells.at(-1)?.toLowerCase()).toContain(state);
});

it("a run that is over is not on its way", () => {
  expect(cellsOf("ended", {})).toBeUndefined();
});

it("a part that is issued now comes before what is said of later", () => {
  const every = { seconds: 86_400, catchUp: false };
  expect([...nextByTask(planOf({ tasks: [task("version", { every })] })).keys()]).toEqual(["version"]);
});
