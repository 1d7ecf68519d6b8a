import type { IssueChange } from "../../model/change.js";
import { effectOf } from "../../command/answers.js";
import type { PolicyCheck, Refusal } from "../check.js";

/** No run reaches more sensors than allowed; a number that is not known is only good enough for what changes nothing on the host. */
export const sensorsPerTask: PolicyCheck = {
  id: "policy/sensors-per-task",
  run: ({ plan, configuration }) => {
    const limit = configuration.limits.sensorsPerTask;
    if (limit === undefined) return [];
    const issues = plan.changes.filter((change) => change.verb === "issue");
    return issues.flatMap((change) => refusalOf(change, limit, configuration.at.file));
  },
};

function refusalOf(change: IssueChange, limit: number, file: string): Refusal[] {
  const allow = [`raise limits.sensorsPerTask in ${file}`, "or narrow the task's target"];
  if (!change.reach.known) {
    if (effectOf(change.request.command).effect === "read-only") return [];
    const reason = `nobody knows how many sensors it reaches (${change.reach.reason}), and limits.sensorsPerTask is ${limit}`;
    return [{ refuses: [change], reason, allow }];
  }
  const { total } = change.reach;
  if (total <= limit) return [];
  return [
    {
      refuses: [change],
      reason: `it would reach ${total} sensors; limits.sensorsPerTask is ${limit}`,
      allow,
    },
  ];
}
