import type {
  Binding,
  Comparison,
  FieldPath,
  Quantified,
  SelectorExpression,
  StateTest,
} from "./expression.js";
import { type FieldType, fieldType } from "./fields.js";

/** What a name stands for inside a collection: a type, or unknown. */
type Names = ReadonlyMap<string, FieldType | "unknown">;

/** A part of a selector that reads a field. */
export interface Place {
  readonly node: Comparison | StateTest | Quantified;
  /** True when every evaluation reaches it; false when an operand before it, or an empty list, can decide first. */
  readonly certain: boolean;
  /** Type of the field it reads; `unknown`: none that any source names, or a member of something. */
  readonly type: FieldType | "unknown";
  /** True when the field's first name is one that a surrounding collection gives. */
  readonly bound: boolean;
}

/** Every part of a selector that reads a field, in the order of the text. */
export function placesOf(expression: SelectorExpression): Place[] {
  return walk(expression, true, new Map());
}

function walk(expression: SelectorExpression, certain: boolean, names: Names): Place[] {
  switch (expression.kind) {
    case "everything":
      return [];
    case "and":
    case "or":
      return expression.operands.flatMap((operand, index) => walk(operand, certain && index === 0, names));
    case "not":
      return walk(expression.operand, certain, names);
    case "collection": {
      const inside = new Map([...names, ...bindings(expression.binding, typeOf(expression.field, names))]);
      return [place(expression, certain, names), ...walk(expression.body, false, inside)];
    }
    default:
      return [place(expression, certain, names)];
  }
}

function place(node: Place["node"], certain: boolean, names: Names): Place {
  return { node, certain, type: typeOf(node.field, names), bound: names.has(node.field.path[0] ?? "") };
}

function typeOf({ path }: FieldPath, names: Names): Place["type"] {
  const [first = "", ...rest] = path;
  const type = names.get(first) ?? fieldType(first) ?? "unknown";
  if (rest.length === 0) return type;
  return type === "list" && rest.length === 1 && /^\d+$/.test(rest[0] ?? "") ? "text" : "unknown";
}

/** Types of the names that a collection over a field of this type gives. */
function bindings({ only, index, value }: Binding, type: Place["type"]): [string, Place["type"]][] {
  const element = type === "list" ? "text" : "unknown";
  const named: [string | undefined, Place["type"]][] = [
    [only, element],
    [index, type === "list" ? "integer" : "unknown"],
    [value, element],
  ];
  return named.flatMap(([name, its]) => (name === undefined ? [] : [[name, its]]));
}

/** A place that compares with a value. */
export interface ComparedPlace extends Place {
  readonly node: Comparison;
}

/** Every comparison of a selector, in the order of the text. */
export function comparisonsOf(expression: SelectorExpression): ComparedPlace[] {
  return placesOf(expression).flatMap(({ node, ...rest }) =>
    node.kind === "compare" ? [{ ...rest, node }] : [],
  );
}
