import type { SensorRecord } from "../model/sensor.js";
import { compileComparison, compileState, type Matcher } from "./compare.js";
import type { FieldPath, Quantified, SelectorExpression } from "./expression.js";
import { EvaluationFailure, type Verdict } from "./failure.js";
import { absentMember, kindOf, readPath } from "./read-field.js";

/** Whether a sensor matches, or why that has no answer: a missing field or one of another type is an error, never false. */
export type SelectorResult =
  | { readonly ok: true; readonly matches: boolean }
  | { readonly ok: false; readonly reason: string; readonly field?: string };

type Evaluate = (sensor: SensorRecord) => Verdict;

/** A name that a collection gives: its element while the body runs. `key`: a position or map key, which has no members. */
interface Cell {
  value: unknown;
  readonly key: boolean;
}

type Scope = ReadonlyMap<string, Cell>;

const match: SelectorResult = { ok: true, matches: true };
const noMatch: SelectorResult = { ok: true, matches: false };

/**
 * Compiles a selector to a function over sensors, with the semantics of go-bexpr (reference: selectors, 2.2): operands from left
 * to right and only as far as needed, so an error that is not reached does not surface. Neither compiling nor evaluating throws.
 */
export function compileSelector(expression: SelectorExpression): (sensor: SensorRecord) => SelectorResult {
  const evaluate = compile(expression, new Map());
  return (sensor) => {
    const verdict = evaluate(sensor);
    if (verdict === true) return match;
    return verdict === false ? noMatch : { ok: false, reason: verdict.reason, field: verdict.field };
  };
}

function compile(expression: SelectorExpression, scope: Scope): Evaluate {
  switch (expression.kind) {
    case "everything":
      return () => true;
    case "and":
      return untilFirst(
        false,
        expression.operands.map((operand) => compile(operand, scope)),
      );
    case "or":
      return untilFirst(
        true,
        expression.operands.map((operand) => compile(operand, scope)),
      );
    case "not": {
      const operand = compile(expression.operand, scope);
      return (sensor) => {
        const verdict = operand(sensor);
        return typeof verdict === "boolean" ? !verdict : verdict;
      };
    }
    case "compare":
      return judge(
        expression.field,
        compileComparison(expression.operator, expression.value.text, nameOf(expression.field)),
        scope,
      );
    case "state":
      return judge(
        expression.field,
        compileState(expression.state, expression.negated, nameOf(expression.field)),
        scope,
      );
    case "collection":
      return compileCollection(expression, scope);
  }
}

const nameOf = ({ path }: FieldPath): string => path.join(".");

/** The first answer that decides, or the first failure; otherwise the opposite. */
function untilFirst(decisive: boolean, operands: readonly Evaluate[]): Evaluate {
  return (sensor) => {
    for (const operand of operands) {
      const verdict = operand(sensor);
      if (verdict !== !decisive) return verdict;
    }
    return !decisive;
  };
}

function judge(field: FieldPath, matcher: Matcher, scope: Scope): Evaluate {
  const read = compileRead(field, scope);
  return (sensor) => matcher(read(sensor));
}

/** Reads a field of the sensor, or of what a surrounding collection walks over. */
function compileRead({ path }: FieldPath, scope: Scope): (sensor: SensorRecord) => unknown {
  const [first = "", ...rest] = path;
  const cell = scope.get(first);
  if (cell) return rest.length === 0 ? () => cell.value : () => readMember(cell, first, rest);
  if (rest.length > 0) return (sensor) => readPath(sensor, path);
  return (sensor) => readPath(sensor, path);
}

function readMember(cell: Cell, name: string, rest: readonly string[]): unknown {
  const path = [name, ...rest];
  if (!cell.key) return readPath({ [name]: cell.value }, path);
  return new EvaluationFailure(
    `Cannot read ${path.join(".")}: ${name} is a position, it has no members`,
    path.join("."),
  );
}

function compileCollection({ quantifier, field, binding, body }: Quantified, scope: Scope): Evaluate {
  const read = compileRead(field, scope);
  const list: Cells = { key: { value: undefined, key: true }, element: { value: undefined, key: false } };
  const evaluateList = compile(body, extend(scope, binding, list, list.element));
  const evaluateMap = compile(body, extend(scope, binding, list, list.key));
  const decisive = quantifier === "any";
  return (sensor) => {
    const value = read(sensor);
    if (value === absentMember) return !decisive;
    if (typeof value !== "object" || value === null || value instanceof EvaluationFailure)
      return notWalkable(value, nameOf(field));
    const evaluate = Array.isArray(value) ? evaluateList : evaluateMap;
    for (const [key, element] of Object.entries(value)) {
      list.key.value = Array.isArray(value) ? Number(key) : key;
      list.element.value = element;
      const verdict = evaluate(sensor);
      if (verdict !== !decisive) return verdict;
    }
    return !decisive;
  };
}

interface Cells {
  readonly key: Cell;
  readonly element: Cell;
}

/** The names that a body sees. A single name is the element of a list, and the key of a map. */
function extend(
  scope: Scope,
  { only, index, value }: Quantified["binding"],
  cells: Cells,
  single: Cell,
): Scope {
  const names = new Map(scope);
  if (only !== undefined) names.set(only, single);
  if (index !== undefined) names.set(index, cells.key);
  if (value !== undefined) names.set(value, cells.element);
  return names;
}

function notWalkable(value: unknown, field: string): EvaluationFailure {
  if (value instanceof EvaluationFailure) return value;
  return new EvaluationFailure(`Cannot walk over ${field}: it is ${kindOf(value)}`, field);
}
