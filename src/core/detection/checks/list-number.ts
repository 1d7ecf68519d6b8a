import type { RuleCheck } from "./check.js";
import { pathOf } from "./places.js";
import { remarksOn } from "./remarks.js";

/** A number in a path. */
export const listNumber: RuleCheck = {
  check: "rule/list-number",
  severities: ["warning"],
  about: "Whether a number in a path is the place in a list is not documented; ? stands for any place.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(
      places,
      (place) => /(?:^|\/)\d+(?:\/|$)/.test(pathOf(place) ?? ""),
      ({ node }) => ({
        severity: "warning",
        message: "whether a number in a path is the place in a list is not documented",
        fix: "write ? for any element",
        at: [...node.at, "path"],
      }),
    ),
};
