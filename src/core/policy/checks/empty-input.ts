import type { PolicyCheck } from "../check.js";

/** No task at all is more often a broken glob or checkout than a decision. */
export const emptyInput: PolicyCheck = {
  id: "policy/empty-input",
  run: ({ plan, tasks, allowEmpty, configuration }) => {
    const removed = plan.changes.filter((change) => change.verb === "tombstone");
    if (tasks.size > 0 || removed.length === 0 || allowEmpty) return [];
    return [
      {
        refuses: "all",
        reason: `no task is declared for this organization (${configuration.tasks.join(", ")}), and ${removed.length} would be removed`,
        allow: ["when that is meant: `--allow-empty`"],
      },
    ];
  },
};
