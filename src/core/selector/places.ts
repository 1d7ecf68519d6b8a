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

const top: Context = { certain: true, negated: false, names: new Map() };

/** Every part of a selector that reads a field, in the order of the text. */
export function placesOf(expression: SelectorExpression): readonly Place[] {
  const places: Place[] = [];
  walk(expression, top, places);
  return places;
}

function walk(expression: SelectorExpression, context: Context, places: Place[]): void {
  const { certain, negated, names } = context;
  switch (expression.kind) {
    case "everything":
      return;
    case "and":
    case "or": {
      const later = certain ? { certain: false, negated, names } : context;
      let its = context;
      for (const operand of expression.operands) {
        walk(operand, its, places);
        its = later;
      }
      return;
    }
    case "not":
      walk(expression.operand, { certain, negated: !negated, names }, places);
      return;
    case "collection": {
      const inside = new Map([...names, ...bindings(expression.binding, typeOf(expression.field, names))]);
      places.push(placeOf(expression, context));
      walk(expression.body, { certain: false, negated, names: inside }, places);
      return;
    }
    default:
      places.push(placeOf(expression, context));
  }
}

function placeOf(node: Place["node"], { certain, negated, names }: Context): Place {
  return {
    node,
    certain,
    negated,
    type: typeOf(node.field, names),
    bound: names.has(node.field.path[0] ?? ""),
  };
}

function typeOf({ path }: FieldPath, names: Names): Place["type"] {
  const first = path[0] ?? "";
  const type = names.get(first) ?? fieldType(first) ?? "unknown";
  if (path.length === 1) return type;
  return type === "list" && /^\d+$/.test(path.slice(1).join(".")) ? "text" : "unknown";
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

/** True for a place that compares with a value. */
export const isCompared = (place: Place): place is ComparedPlace => place.node.kind === "compare";

/** True for a comparison that asks for equality, `not` counted. */
export function asksForEqual({ node, negated }: ComparedPlace): boolean {
  return node.operator === (negated ? "!=" : "==");
}
