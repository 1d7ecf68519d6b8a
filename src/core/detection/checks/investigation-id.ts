import { plainText } from "../written.js";
import type { RuleCheck, RuleRemark } from "./check.js";
import { pathOf, type Place } from "./places.js";

/** Ways to ask for an investigation id that miss answers, or catch those of others. */
export const investigationId: RuleCheck = {
  check: "rule/investigation-id",
  severities: ["warning"],
  about:
    "The context of a task comes back inside routing/investigation_id, with something around it: is misses it, and contains with a short context also hears other tasks.",
  part: "detect",
  run: ({ places }) =>
    places
      .filter((place) => pathOf(place)?.replace(/^\//, "") === "routing/investigation_id")
      .flatMap(remarks),
};

/** A context of so many characters is hardly part of another by chance. */
const longEnough = 16;

function remarks({ node }: Place): RuleRemark[] {
  const at = [...node.at, "op"];
  const fix = "write op: starts with and the whole context";
  if (node.op === "is") {
    return [
      {
        severity: "warning",
        message: "the investigation id carries more than the context: is misses it",
        fix,
        at,
      },
    ];
  }
  if (node.op !== "contains" || plainText(node.raw["value"]).length >= longEnough) return [];
  return [
    { severity: "warning", message: "a short context is also part of other investigation ids", fix, at },
  ];
}
