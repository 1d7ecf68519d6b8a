import { nearestName } from "../../model/nearest.js";
import { fieldNames, fieldType } from "../fields.js";
import type { Place } from "../places.js";
import { placeCheck, type Remark } from "./check.js";

/** A field that no sensor has: evaluation ends with an error, and what the service then does is not established. */
export const unknownField = placeCheck({
  check: "selector/unknown-field",
  severities: ["error", "warning"],
  about: "A field that no sensor has makes the evaluation fail; field names are case-sensitive.",
  concerns: ({ type }) => type === "unknown",
  judge,
});

function judge({ node, certain, bound }: Place): Remark | undefined {
  const { path, column } = node.field;
  if (bound && path.length === 1) return undefined;
  const [first = "", ...rest] = path;
  const named = bound || fieldType(first) !== undefined;
  return {
    severity: certain ? "error" : "warning",
    message: named ? `${first} has no member ${rest.join(".")}` : `no sensor has a field ${first}`,
    column,
    fix: named ? `compare ${first} itself` : suggestion(first),
  };
}

function suggestion(name: string): string {
  const nearest = nearestName(name, fieldNames);
  return nearest ? `did you mean ${nearest}?` : `the fields are ${fieldNames.join(", ")}`;
}
