import { formatDuration } from "../../model/duration.js";
import type { PolicyCheck } from "../check.js";

/** No run waits longer than allowed. */
export const longestTtl: PolicyCheck = {
  id: "policy/ttl",
  run: ({ plan, configuration: { limits, at } }) => {
    const longest = limits.ttlSeconds ?? Number.POSITIVE_INFINITY;
    return plan.changes.flatMap((change) => {
      if (change.verb !== "issue" || change.request.ttlSeconds <= longest) return [];
      const reason = `it would wait up to ${formatDuration(change.request.ttlSeconds)}; limits.ttl is ${formatDuration(longest)}`;
      const allow = ["shorten the task's ttl", `or raise limits.ttl in ${at.file}`];
      return [{ refuses: [change], reason, allow }];
    });
  },
};
