import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** `event` and `not` in one nested node. */
export const nestedEventNot: RuleCheck = {
  check: "rule/nested-event-not",
  severities: ["warning"],
  about: "Whether not turns the skip of a nested event of another type into a match is not documented.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(
      places,
      ({ node }) => !node.isTop && node.negated && node.events !== undefined,
      ({ node }) => ({
        severity: "warning",
        message: "what not means for events of other types is not documented",
        fix: "put the node without event into an and with event, or drop not",
        at: [...node.at, "not"],
      }),
    ),
};
