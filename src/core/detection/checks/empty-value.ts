import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** The empty text, which is part of every text. */
export const emptyValue: RuleCheck = {
  check: "rule/empty-value",
  severities: ["warning"],
  about: "Every text contains, starts with and ends with the empty text: the condition says nothing.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(
      places,
      ({ node }) => node.raw["value"] === "" && /^(contains|starts with|ends with)$/.test(node.op),
      ({ node }) => ({
        severity: "warning",
        message: `${node.op} with an empty value says nothing`,
        fix: "write a value, or op: exists",
        at: [...node.at, "value"],
      }),
    ),
};
