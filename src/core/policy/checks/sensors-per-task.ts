import type { IssueChange, Reach } from "../../model/change.js";
import type { PolicyCheck } from "../check.js";

/** No run reaches more sensors than allowed, however many waves or newcomers. */
export const sensorsPerTask: PolicyCheck = {
  id: "policy/sensors-per-task",
  run: ({ plan, configuration: { limits, at } }) => {
    const limit = limits.sensorsPerTask ?? Number.POSITIVE_INFINITY;
    return plan.changes.flatMap((change) => {
      if (change.verb !== "issue") return [];
      const { reach, parts } = wholeReach(change);
      if (!reach.known || reach.total <= limit) return [];
      const reason = `it would reach ${reach.total} sensors${parts}; limits.sensorsPerTask is ${limit}`;
      const allow = [`raise limits.sensorsPerTask in ${at.file}`, "or narrow the task's target"];
      return [{ refuses: [change], reason, allow }];
    });
  },
};

/** All that a run reaches, and how: judged with its first part and with each that follows. */
function wholeReach({ reach, runReach, part }: IssueChange): {
  readonly reach: Reach;
  readonly parts: "" | " in all its waves" | " with those that have it";
} {
  if (runReach === undefined) return { reach, parts: "" };
  const parts = part?.newcomers === undefined ? " in all its waves" : " with those that have it";
  return { reach: runReach, parts };
}
