import type { RuleCheck } from "./check.js";
import { noRemarks, remarksOn } from "./remarks.js";

/** A rule on answers that sends tasks, whose answers come back to it. */
export const answerLoop: RuleCheck = {
  check: "rule/answer-loop",
  severities: ["warning"],
  about:
    "A rule that listens to answers of tasks and sends a task hears the answer of its own: it can go on for ever.",
  part: "respond",
  run: ({ detect, actions }) => {
    const heard = [...(detect.node.events ?? [])].filter(
      (name) => name === "RECEIPT" || name.endsWith("_REP"),
    );
    if (heard.length === 0) return noRemarks;
    return remarksOn(
      actions,
      ({ raw }) => raw["action"] === "task" && raw["suppression"] === undefined,
      ({ at }) => ({
        severity: "warning",
        message: `the rule listens to ${heard.join(" and ")}, and the answer of this task may be one`,
        fix: "add suppression: to the task, or tie the rule to one investigation id",
        at,
      }),
    );
  },
};
