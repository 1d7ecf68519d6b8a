import type { RuleCheck } from "./check.js";

/** A rule on every event of every sensor. */
export const noEvent: RuleCheck = {
  check: "rule/no-event",
  severities: ["note"],
  about: "Without event on the top node the engine tries the rule on every event of every sensor.",
  part: "detect",
  run: ({ detect }) => {
    const { node, target } = detect;
    if (target.name !== "edr" || node.events !== undefined) return [];
    return [
      {
        severity: "note",
        message: "the rule looks at every event, whatever its type",
        fix: "add event: or events: to the top node",
        at: node.at,
      },
    ];
  },
};
