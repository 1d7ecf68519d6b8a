import type { PolicyCheck } from "../check.js";

/** All runs of one apply together reach no more sensors than allowed. */
export const sensorsPerApply: PolicyCheck = {
  id: "policy/sensors-per-apply",
  run: ({ plan, configuration: { limits, at } }) => {
    const limit = limits.sensorsPerApply ?? Number.POSITIVE_INFINITY;
    const issues = plan.changes.filter((change) => change.verb === "issue");
    const total = issues.reduce((sum, { reach }) => sum + (reach.known ? reach.total : 0), 0);
    if (total <= limit) return [];
    return [
      {
        refuses: issues,
        reason: `${issues.length} runs would reach ${total} sensors together; ${limit} are allowed`,
        allow: [
          `raise limits.sensorsPerApply in ${at.file} (and --max-sensors, where it is given)`,
          "or apply the tasks in several steps",
        ],
      },
    ];
  },
};
