import type { RuleCheck } from "./check.js";

/** `not` where it would have to hold over several events. */
export const statefulNot: RuleCheck = {
  check: "rule/stateful-not",
  severities: ["warning"],
  about: "Rules over several events only look forward: that something does not come cannot be known.",
  run: ({ places }) =>
    places
      .filter(({ node, isStateful }) => {
        const spans = isStateful && node.operation.combines !== undefined && !node.isStateless;
        return node.negated && (spans || node.sequels.length > 0);
      })
      .map(({ node }) => ({
        severity: "warning",
        message: "what not means over several events is not documented; here it is judged on single events",
        fix: "add is stateless: true, or put not on the single conditions",
        at: [...node.at, "not"],
      })),
};
