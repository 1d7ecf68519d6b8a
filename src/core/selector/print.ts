import type { Comparison, FieldPath, Quantified, SelectorExpression } from "./expression.js";
import { fieldType } from "./fields.js";
import { parseGoBool, parseGoInt } from "./go-values.js";
import { quote } from "./literal.js";

/** Names that a surrounding collection has given to its elements; they hide fields of the same name. */
type Bound = ReadonlySet<string>;

const noNames: Bound = new Set();

/** Kinds of operands. */
type Kinds = readonly SelectorExpression["kind"][];

/** What stands in parentheses as an operand of `not`, of `and`, of `or`; a collection can stand last in an `or`. */
const inNot: Kinds = ["and", "or", "collection"];
const inAnd: Kinds = ["or", "collection"];
const inOr: Kinds = ["collection"];
const lastInOr: Kinds = [];

/**
 * The canonical text of a selector: two selectors that differ only in spelling print the same, and what is printed is
 * accepted by every published reading of the language (reference: selectors, 2.3).
 */
export function printSelector(expression: SelectorExpression): string {
  return print(expression, noNames);
}

function print(expression: SelectorExpression, bound: Bound): string {
  switch (expression.kind) {
    case "everything":
      return "*";
    case "or":
      return expression.operands
        .map((operand, index, all) => grouped(operand, bound, index === all.length - 1 ? lastInOr : inOr))
        .join(" or ");
    case "and":
      return expression.operands.map((operand) => grouped(operand, bound, inAnd)).join(" and ");
    case "not":
      return `not ${grouped(expression.operand, bound, inNot)}`;
    case "compare":
      return printComparison(expression, bound);
    case "state":
      return `${printField(expression.field)} is ${expression.negated ? "not " : ""}${expression.state}`;
    case "collection":
      return printCollection(expression, bound);
  }
}

/** An operand, in parentheses when it is of one of these kinds. */
function grouped(operand: SelectorExpression, bound: Bound, kinds: Kinds): string {
  const text = print(operand, bound);
  return kinds.includes(operand.kind) ? `(${text})` : text;
}

function printComparison({ field, operator, value }: Comparison, bound: Bound): string {
  const name = printField(field);
  if (operator === "in" || operator === "not in") return `${quote(value.text)} ${operator} ${name}`;
  const equality = operator === "==" || operator === "!=";
  return `${name} ${operator} ${(equality ? printTyped(field, value.text, bound) : undefined) ?? quote(value.text)}`;
}

/** Numbers and booleans against fields of that type are bare, in one spelling. */
function printTyped({ path }: FieldPath, text: string, bound: Bound): string | undefined {
  const name = path[0] ?? "";
  if (path.length > 1 || bound.has(name)) return undefined;
  const type = fieldType(name);
  if (type === "integer") return parseGoInt(text)?.toString();
  return type === "boolean" ? parseGoBool(text)?.toString() : undefined;
}

function printCollection({ quantifier, field, binding, body }: Quantified, bound: Bound): string {
  const { only, index, value } = binding;
  const names = only ?? `${index ?? "_"}, ${value ?? "_"}`;
  const inside = new Set([...bound, ...[only, index, value].filter((name) => name !== undefined)]);
  return `${quantifier} ${printField(field)} as ${names} { ${print(body, inside)} }`;
}

/** A field as go-bexpr writes it; as a JSON pointer when its first name is none that can stand bare. */
function printField({ path }: FieldPath): string {
  const first = path[0] ?? "";
  if (path.length === 1 && isIdentifier(first)) return first;
  const rest = path.slice(1);
  if (!isIdentifier(first)) return `"${path.map(pointerStep).join("")}"`;
  return (
    first +
    rest.map((step) => (isIdentifier(step) || /^\d+$/.test(step) ? `.${step}` : `[${quote(step)}]`)).join("")
  );
}

const isIdentifier = (text: string): boolean => /^[a-zA-Z][a-zA-Z0-9_/]*$/.test(text);

const pointerStep = (step: string): string =>
  step === "" ? "" : `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
