import { nearestName } from "../../model/nearest.js";
import { fieldNames, fieldType } from "../fields.js";
import { type Place, placesOf } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { SelectorCheck } from "./check.js";

/** A field that no sensor has: evaluation ends with an error, and what the service then does is not established. */
export const unknownField: SelectorCheck = {
  check: "selector/unknown-field",
  severities: ["error", "warning"],
  about: "A field that no sensor has makes the evaluation fail; field names are case-sensitive.",
  run: (expression) => placesOf(expression).flatMap(judge),
};

function judge({ node, certain, type, bound }: Place): SelectorProblem[] {
  const { path, column } = node.field;
  if (type !== "unknown" || (bound && path.length === 1)) return [];
  const [first = "", ...rest] = path;
  const named = bound || fieldType(first) !== undefined;
  return [
    {
      check: unknownField.check,
      severity: certain ? "error" : "warning",
      message: named ? `${first} has no member ${rest.join(".")}` : `no sensor has a field ${first}`,
      column,
      fix: named ? `compare ${first} itself` : suggestion(first),
    },
  ];
}

function suggestion(name: string): string {
  const nearest = nearestName(name, fieldNames);
  return nearest ? `did you mean ${nearest}?` : `the fields are ${fieldNames.join(", ")}`;
}
