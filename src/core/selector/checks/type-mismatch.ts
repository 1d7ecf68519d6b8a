import type { FieldType } from "../fields.js";
import { quote } from "../literal.js";
import { type Place, placesOf } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { SelectorCheck } from "./check.js";

/** An operator that the field's type does not take: always an error when it is evaluated (reference: selectors, 2.2). */
export const typeMismatch: SelectorCheck = {
  check: "selector/type-mismatch",
  severities: ["error", "warning"],
  about:
    "The operator does not take what the field holds: tags are a list, times are integers, flags are booleans.",
  run: (expression) => placesOf(expression).flatMap(judge),
};

const inWords: { readonly [type in FieldType]: string } = {
  text: "text",
  integer: "an integer",
  boolean: "a boolean",
  list: "a list",
};

function judge(place: Place): SelectorProblem[] {
  const { node, certain, type } = place;
  if (type === "unknown") return [];
  const operator = operatorOf(node);
  if (takes(operator, type)) return [];
  const name = node.field.path.join(".");
  return [
    {
      check: typeMismatch.check,
      severity: certain ? "error" : "warning",
      message: `Cannot evaluate ${operator} on ${name}: it is ${inWords[type]}`,
      column: node.field.column,
      fix: fixOf(place, type),
    },
  ];
}

function operatorOf(node: Place["node"]): string {
  if (node.kind === "compare") return node.operator;
  return node.kind === "state" ? `is ${node.state}` : node.quantifier;
}

function takes(operator: string, type: FieldType): boolean {
  if (operator === "is nil") return true;
  if (operator === "any" || operator === "all") return type === "list";
  const scalar = operator === "==" || operator === "!=";
  if (type === "integer" || type === "boolean") return scalar;
  return type === "text" || !(scalar || operator.endsWith("matches"));
}

function fixOf({ node }: Place, type: FieldType): string {
  if (type === "text") return "compare it with == or matches";
  if (type !== "list" || node.kind !== "compare") return "use == or !=";
  const { field, operator, value } = node;
  const name = field.path.join(".");
  if (operator === "==" || operator === "!=") {
    return `write ${quote(value.text)} ${operator === "==" ? "in" : "not in"} ${name}`;
  }
  return `write ${operator === "matches" ? "any" : "all"} ${name} as t { t ${operator} ${quote(value.text)} }`;
}
