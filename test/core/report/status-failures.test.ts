import { expect, it } from "vitest";
import type { TaskFailures } from "../../../src/core/model/status-report.js";
import { taskNotes } from "../../../src/core/report/status-words.js";

const named = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ sid: `sid-${n}`, hostname: `srv-${n}` }));

it.each<[TaskFailures, string]>([
  [{ count: 0, sensors: [] }, "failed: 0"],
  [{ count: 2, sensors: [{ sid: "sid-1" }, ...named(1)] }, "failed: 2 (sid-1, srv-0)"],
  [{ count: 3, sensors: named(1) }, "failed: 3 (srv-0, and 2 more)"],
  [{ count: 1234, sensors: named(20) }, "failed: 1,234 (srv-0, srv-1, srv-2, srv-3, srv-4, and 1,229 more)"],
  [{ count: 2, sensors: [] }, "failed: 2"],
  [{ count: 1, sensors: named(1), doubt: "why" }, "failed: 1 (srv-0); there may be others: why"],
  [{ count: 0, sensors: [], doubt: "why" }, "failures are not known: why"],
])("%j is said as %s", (failures, words) => {
  expect(taskNotes({ task: "version", declared: true, held: [], failures })).toEqual([words]);
});
