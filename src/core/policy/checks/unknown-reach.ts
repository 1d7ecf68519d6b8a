import { effectOf } from "../../command/answers.js";
import type { PolicyCheck } from "../check.js";

/** Where a number of sensors is limited, an unknown one is only good enough for what changes nothing on the host. */
export const unknownReach: PolicyCheck = {
  id: "policy/unknown-reach",
  run: ({ plan, configuration: { limits } }) => {
    if (limits.sensorsPerTask === undefined && limits.sensorsPerApply === undefined) return [];
    return plan.changes.flatMap((change) => {
      if (change.verb !== "issue" || change.reach.known) return [];
      if (effectOf(change.request.command).effect === "read-only") return [];
      const reason = `nobody knows how many sensors it would reach, and their number is limited: ${change.reach.reason}`;
      return [{ refuses: [change], reason, allow: ["write a target that can be evaluated on every sensor"] }];
    });
  },
};
