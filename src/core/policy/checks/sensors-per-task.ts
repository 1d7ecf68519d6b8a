import type { PolicyCheck } from "../check.js";

/** No run reaches more sensors than allowed. */
export const sensorsPerTask: PolicyCheck = {
  id: "policy/sensors-per-task",
  run: ({ plan, configuration: { limits, at } }) => {
    const limit = limits.sensorsPerTask ?? Number.POSITIVE_INFINITY;
    return plan.changes.flatMap((change) => {
      if (change.verb !== "issue" || !change.reach.known || change.reach.total <= limit) return [];
      const reason = `it would reach ${change.reach.total} sensors; limits.sensorsPerTask is ${limit}`;
      const allow = [`raise limits.sensorsPerTask in ${at.file}`, "or narrow the task's target"];
      return [{ refuses: [change], reason, allow }];
    });
  },
};
