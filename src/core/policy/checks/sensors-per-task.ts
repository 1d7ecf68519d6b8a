import type { IssueChange, Reach } from "../../model/change.js";
import type { PolicyCheck } from "../check.js";

/** No run reaches more sensors than allowed, however many waves it takes. */
export const sensorsPerTask: PolicyCheck = {
  id: "policy/sensors-per-task",
  run: ({ plan, configuration: { limits, at } }) => {
    const limit = limits.sensorsPerTask ?? Number.POSITIVE_INFINITY;
    return plan.changes.flatMap((change) => {
      if (change.verb !== "issue") return [];
      const { reach, waves } = wholeReach(change);
      if (!reach.known || reach.total <= limit) return [];
      const reason = `it would reach ${reach.total} sensors${waves}; limits.sensorsPerTask is ${limit}`;
      const allow = [`raise limits.sensorsPerTask in ${at.file}`, "or narrow the task's target"];
      return [{ refuses: [change], reason, allow }];
    });
  },
};

/** All that a run reaches, and how: judged with its first wave and with each that follows. */
const wholeReach = ({
  reach,
  runReach,
}: IssueChange): { readonly reach: Reach; readonly waves: "" | " in all its waves" } =>
  runReach === undefined ? { reach, waves: "" } : { reach: runReach, waves: " in all its waves" };
