import { parseGoBool, parseGoInt } from "../go-values.js";
import { type Place, placesOf } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { SelectorCheck } from "./check.js";

/** A value that cannot be read as what the field holds: always an error when it is evaluated. */
export const unreadableValue: SelectorCheck = {
  check: "selector/unreadable-value",
  severities: ["error", "warning"],
  about:
    "Integers are compared with integers, booleans with true or false; anything else makes the evaluation fail.",
  run: (expression) => placesOf(expression).flatMap(judge),
};

function judge({ node, certain, type }: Place): SelectorProblem[] {
  if (node.kind !== "compare" || !/^[!=]=$/.test(node.operator)) return [];
  const { text, column } = node.value;
  const expected = expectation(text, type);
  if (!expected) return [];
  const name = node.field.path.join(".");
  return [
    {
      check: unreadableValue.check,
      severity: certain ? "error" : "warning",
      message: `Cannot compare ${name} with ${JSON.stringify(text)}: that is not ${expected.what}`,
      column,
      fix: expected.fix,
    },
  ];
}

function expectation(text: string, type: Place["type"]): { what: string; fix: string } | undefined {
  if (type === "integer" && parseGoInt(text) === undefined) {
    return { what: "an integer", fix: "write a whole number; times are epoch seconds, such as 1700000000" };
  }
  if (type === "boolean" && parseGoBool(text) === undefined)
    return { what: "a boolean", fix: "write true or false" };
  return undefined;
}
