import { isWithin } from "../../model/share.js";
import type { PolicyCheck } from "../check.js";

/** A plan that removes a large share of all tasks is refused; up to the floor is always allowed, and so is all when `--allow-empty` says so. */
export const deletions: PolicyCheck = {
  id: "policy/deletions",
  run: ({ plan, configuration, ledger, tasks, allowEmpty }) => {
    if (tasks.size === 0 && allowEmpty) return [];
    const { percent, floor } = configuration.limits.deletions;
    const removed = plan.changes.filter((change) => change.verb === "tombstone").length;
    const remembered = Object.values(ledger.tasks).filter((row) => row.tombstone === undefined).length;
    if (isWithin({ percent, floor }, removed, remembered)) return [];
    return [
      {
        refuses: "all",
        reason: `${removed} of ${remembered} tasks would be removed; limits.deletions allows ${percent} % (and always ${floor})`,
        allow: [`raise limits.deletions in ${configuration.at.file}`],
      },
    ];
  },
};
