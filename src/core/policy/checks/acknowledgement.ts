import { dangersOf } from "../../command/dangers.js";
import type { PolicyCheck } from "../check.js";

/** What a command may do to a host, or how far it reaches, has to stand in the task's `acknowledge`, where reviewers see it. A wave or a round of newcomers is a part of what the task reaches. */
export const acknowledgement: PolicyCheck = {
  id: "policy/acknowledgement",
  run: ({ plan, tasks }) =>
    plan.changes.flatMap((change) => {
      if (change.verb !== "issue") return [];
      const { acknowledge: given = [], target = change.request.target } = tasks.get(change.task) ?? {};
      const missing = dangersOf({ ...change.request, target }).filter((word) => !given.includes(word));
      if (missing.length === 0) return [];
      const reason = `\`${change.request.command}\` is ${missing.join(" and ")}, and the task does not acknowledge it`;
      const all = [...given, ...missing].join(", ");
      return [{ refuses: [change], reason, allow: [`write \`acknowledge: [${all}]\` in the task`] }];
    }),
};
