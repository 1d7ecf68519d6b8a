import type { RuleCheck } from "./check.js";
import { pathOf } from "./places.js";
import { remarksOn } from "./remarks.js";

/** A wildcard that walks the whole record. */
export const wildcardCost: RuleCheck = {
  check: "rule/wildcard-cost",
  severities: ["note"],
  about: "* makes the engine walk the whole record, at about 187 times the cost of a path without it.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(
      places,
      (place) => /(?:^|\/)\*(?:\/|$)/.test(pathOf(place) ?? ""),
      ({ node }) => ({
        severity: "note",
        message: "* walks the whole record for every event",
        fix: "name the fields, if they are known",
        at: [...node.at, "path"],
      }),
    ),
};
