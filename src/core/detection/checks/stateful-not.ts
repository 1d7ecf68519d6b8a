import type { RuleCheck } from "./check.js";
import type { Place } from "./places.js";
import { remarksOn } from "./remarks.js";

/** `not` where it would have to hold over several events. */
export const statefulNot: RuleCheck = {
  check: "rule/stateful-not",
  severities: ["warning"],
  about: "Rules over several events only look forward: that something does not come cannot be known.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(places, isOverEvents, ({ node }) => ({
      severity: "warning",
      message: "what not means over several events is not documented; here it is judged on single events",
      fix: "add is stateless: true, or put not on the single conditions",
      at: [...node.at, "not"],
    })),
};

function isOverEvents({ node, isStateful }: Place): boolean {
  if (!node.negated) return false;
  const spans = isStateful && node.operation.combines !== undefined && !node.isStateless;
  return spans || node.sequels.length > 0;
}
