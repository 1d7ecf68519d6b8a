import { type FieldType, nameOf } from "../fields.js";
import { quote } from "../literal.js";
import type { Place } from "../places.js";
import { type Operator, operatorOf, placeCheck, type Remark } from "./check.js";

/** An operator that the field's type does not take: always an error when it is evaluated (reference: selectors, 2.2). */
export const typeMismatch = placeCheck({
  check: "selector/type-mismatch",
  severities: ["error", "warning"],
  about:
    "The operator does not take what the field holds: tags are a list, times are integers, flags are booleans.",
  concerns: ({ operator, type }) => type !== "unknown" && !takes(operator, type),
  judge,
});

const inWords: { readonly [type in FieldType]: string } = {
  text: "text",
  integer: "an integer",
  boolean: "a boolean",
  list: "a list",
};

function judge(place: Place): Remark | undefined {
  const { node, certain, type } = place;
  if (type === "unknown") return undefined;
  return {
    severity: certain ? "error" : "warning",
    message: `Cannot evaluate ${operatorOf(node)} on ${nameOf(node.field)}: it is ${inWords[type]}`,
    column: node.field.column,
    fix: fixOf(place, type),
  };
}

function takes(operator: Operator, type: FieldType): boolean {
  if (operator === "is nil") return true;
  if (operator === "any" || operator === "all") return type === "list";
  const scalar = operator === "==" || operator === "!=";
  if (type === "integer" || type === "boolean") return scalar;
  return type === "text" || !(scalar || operator === "matches" || operator === "not matches");
}

function fixOf({ node }: Place, type: FieldType): string {
  if (type === "text") return "compare it with == or matches";
  if (type !== "list" || node.kind !== "compare") return "use == or !=";
  const { field, operator, value } = node;
  const name = nameOf(field);
  if (operator === "==" || operator === "!=") {
    return `write ${quote(value.text)} ${operator === "==" ? "in" : "not in"} ${name}`;
  }
  return `write ${operator === "matches" ? "any" : "all"} ${name} as t { t ${operator} ${quote(value.text)} }`;
}
