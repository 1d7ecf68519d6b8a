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

/** Where a part of a selector stands. */
interface Context {
  /** True when every evaluation reaches it; false when an operand before it, or an empty list, can decide first. */
  readonly certain: boolean;
  /** True inside an odd number of nots. */
  readonly negated: boolean;
  readonly names: Names;
}

/** A part of a selector that reads a field. */
export interface Place extends Omit<Context, "names"> {
  readonly node: Comparison | StateTest | Quantified;
  /** Type of the field it reads; `unknown`: none that any source names, or a member of something. */
  readonly type: FieldType | "unknown";
  /** True when the field's first name is one that a surrounding collection gives. */
  readonly bound: boolean;
}

const known = new WeakMap<SelectorExpression, readonly Place[]>();

/** Every part of a selector that reads a field, in the order of the text. */
export function placesOf(expression: SelectorExpression): readonly Place[] {
  const places = known.get(expression) ?? walked(expression);
  known.set(expression, places);
  return places;
}

function walked(expression: SelectorExpression): Place[] {
  return walk(expression, { certain: true, negated: false, names: new Map() });
}

function walk(expression: SelectorExpression, context: Context): Place[] {
  const { certain, negated, names } = context;
  switch (expression.kind) {
    case "everything":
      return [];
    case "and":
    case "or":
      return expression.operands.flatMap((operand, index) =>
        walk(operand, { ...context, certain: certain && index === 0 }),
      );
    case "not":
      return walk(expression.operand, { ...context, negated: !negated });
    case "collection": {
      const inside = new Map([...names, ...bindings(expression.binding, typeOf(expression.field, names))]);
      return [
        placeOf(expression, context),
        ...walk(expression.body, { ...context, certain: false, names: inside }),
      ];
    }
    default:
      return [placeOf(expression, context)];
  }
}

function placeOf(node: Place["node"], { certain, negated, names }: Context): Place {
  const [first = ""] = node.field.path;
  return { node, certain, negated, type: typeOf(node.field, names), bound: names.has(first) };
}

function typeOf({ path }: FieldPath, names: Names): Place["type"] {
  const [first = "", ...rest] = path;
  const type = names.get(first) ?? fieldType(first) ?? "unknown";
  if (rest.length === 0) return type;
  return type === "list" && /^\d+$/.test(rest.join(".")) ? "text" : "unknown";
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
  return placesOf(expression).filter(isCompared);
}

const isCompared = (place: Place): place is ComparedPlace => place.node.kind === "compare";

/** True for a comparison that asks for equality, `not` counted. */
export function asksForEqual({ node, negated }: ComparedPlace): boolean {
  return node.operator === (negated ? "!=" : "==");
}
