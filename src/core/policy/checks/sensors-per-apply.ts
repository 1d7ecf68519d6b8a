import type { PolicyCheck } from "../check.js";

/** All runs of one apply together reach no more sensors than allowed. */
export const sensorsPerApply: PolicyCheck = {
  id: "policy/sensors-per-apply",
  run: ({ plan, configuration }) => {
    const limit = configuration.limits.sensorsPerApply;
    const issues = plan.changes.filter((change) => change.verb === "issue");
    const total = issues.reduce((sum, { reach }) => sum + (reach.known ? reach.total : 0), 0);
    if (limit === undefined || total <= limit) return [];
    return [
      {
        refuses: issues,
        reason: `${issues.length} runs would reach ${total} sensors together; limits.sensorsPerApply is ${limit}`,
        allow: [
          `raise limits.sensorsPerApply in ${configuration.at.file}`,
          "or apply the tasks in several steps",
        ],
      },
    ];
  },
};
