import { parseGoBool, parseGoInt } from "../go-values.js";
import { nameOf } from "../fields.js";
import { isEquality } from "../operators.js";
import type { ComparedPlace, Place } from "../places.js";
import { comparisonCheck, type Remark } from "./check.js";

/** A value that cannot be read as what the field holds: always an error when it is evaluated. */
export const unreadableValue = comparisonCheck({
  check: "selector/unreadable-value",
  severities: ["error", "warning"],
  about:
    "Integers are compared with integers, booleans with true or false; anything else makes the evaluation fail.",
  concerns: ({ operator, type }) => isEquality(operator) && (type === "integer" || type === "boolean"),
  judge,
});

function judge({ node, certain, type }: ComparedPlace): Remark | undefined {
  const { text, column } = node.value;
  const expected = expectation(text, type);
  if (expected === undefined) return undefined;
  return {
    severity: certain ? "error" : "warning",
    message: `Cannot compare ${nameOf(node.field)} with ${JSON.stringify(text)}: that is not ${expected.what}`,
    column,
    fix: expected.fix,
  };
}

function expectation(text: string, type: Place["type"]): { what: string; fix: string } | undefined {
  if (type === "integer" && parseGoInt(text) === undefined) {
    return { what: "an integer", fix: "write a whole number; times are epoch seconds, such as 1700000000" };
  }
  if (type === "boolean" && parseGoBool(text) === undefined)
    return { what: "a boolean", fix: "write true or false" };
  return undefined;
}
