import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** `matches` without a word on letter case. */
export const matchesCase: RuleCheck = {
  check: "rule/matches-case",
  severities: ["warning"],
  about: "matches alone does not mind letter case; every other operator does. Say which is meant.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(
      places,
      ({ node }) => node.op === "matches" && node.raw["case sensitive"] === undefined,
      ({ node }) => ({
        severity: "warning",
        message: "matches does not mind letter case unless told so, unlike every other operator",
        fix: "add case sensitive: true or false",
        at: node.at,
      }),
    ),
};
