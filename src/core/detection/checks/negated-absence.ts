import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";
import { companions, pathOf, type Place } from "./places.js";
import { remarksOn } from "./remarks.js";

/** A negated leaf, which also matches where the field is missing. */
export const negatedAbsence: RuleCheck = {
  check: "rule/negated-absence",
  severities: ["warning"],
  about:
    "not turns the answer of a node, and a node answers no where its field is missing: the rule then fires on every event without it.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(places, firesOnAbsence, ({ node }) => {
      const path = plainText(node.raw["path"]);
      return {
        severity: "warning",
        message: `this matches every event that has no ${path}`,
        fix: `add a rule with op: exists and path: ${path} beside it`,
        at: node.at,
      };
    }),
};

/** Fields that every record has. */
const always = /^\/?(routing|cat)(\/|$)/;

function firesOnAbsence(place: Place): boolean {
  const { node } = place;
  const path = pathOf(place);
  if (!node.negated || path === undefined || node.op === "exists" || always.test(path)) return false;
  return !companions(place).some((other) => !other.negated && other.raw["path"] === path);
}
