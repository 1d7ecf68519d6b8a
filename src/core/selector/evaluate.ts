import type { SensorRecord } from "../model/sensor.js";
import { compileComparison, compileState, type Matcher } from "./compare.js";
import type { FieldPath, Quantified, SelectorExpression } from "./expression.js";
import { EvaluationFailure, opposite, type Verdict } from "./failure.js";
import { nameOf } from "./fields.js";
import { readPath } from "./read-field.js";
import { type Cell, newCells, readCell, walk } from "./walk.js";

/** Whether a sensor matches, or why that has no answer: a missing field or one of another type is an error, never false. */
export type SelectorResult =
  | { readonly ok: true; readonly matches: boolean }
  | { readonly ok: false; readonly reason: string; readonly field?: string };

/** A sensor, whatever members it has. */
type Source = { readonly [name: string]: unknown };

type Evaluate = (sensor: Source) => Verdict;

/** The names that surrounding collections give. */
type Scope = ReadonlyMap<string, Cell>;

const noNames: Scope = new Map();

const match: SelectorResult = { ok: true, matches: true };
const noMatch: SelectorResult = { ok: true, matches: false };

/**
 * Compiles a selector to a function over sensors, with the semantics of go-bexpr (reference: selectors, 2.2): operands from left
 * to right and only as far as needed, so an error that is not reached does not surface. Neither compiling nor evaluating throws.
 */
export function compileSelector(expression: SelectorExpression): (sensor: SensorRecord) => SelectorResult {
  const evaluate = compile(expression, noNames);
  return (sensor) => {
    const verdict = evaluate(sensor as unknown as Source);
    if (verdict === true) return match;
    return verdict === false ? noMatch : { ok: false, reason: verdict.reason, field: verdict.field };
  };
}

function compile(expression: SelectorExpression, scope: Scope): Evaluate {
  switch (expression.kind) {
    case "everything":
      return () => true;
    case "and":
    case "or":
      return untilFirst(
        expression.kind === "or",
        expression.operands.map((operand) => compile(operand, scope)),
      );
    case "not": {
      const operand = compile(expression.operand, scope);
      return (sensor) => opposite(operand(sensor));
    }
    case "compare": {
      const { field, operator, value } = expression;
      return judge(field, compileComparison(operator, value.text, nameOf(field)), scope);
    }
    case "state": {
      const { field, state, negated } = expression;
      return judge(field, compileState(state, negated, nameOf(field)), scope);
    }
    case "collection":
      return compileCollection(expression, scope);
  }
}

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
function compileRead({ path }: FieldPath, scope: Scope): (sensor: Source) => unknown {
  const [first = ""] = path;
  const cell = scope.get(first);
  if (cell) return () => readCell(cell, path);
  if (path.length > 1 || first in Object.prototype) return (sensor) => readPath(sensor, path);
  return (sensor) => sensor[first] ?? readPath(sensor, path);
}

function compileCollection({ quantifier, field, binding, body }: Quantified, scope: Scope): Evaluate {
  if (binding.index !== undefined && binding.index === binding.value) {
    const reason = `Cannot walk over ${nameOf(field)}: ${binding.index} names both the position and the element`;
    return () => new EvaluationFailure(reason, nameOf(field));
  }
  const read = compileRead(field, scope);
  const cells = newCells();
  const evaluate = compile(body, new Map([...scope, ...namesOf(binding, cells)]));
  const decisive = quantifier === "any";
  return (sensor) =>
    walk(read(sensor), { cells, decisive, field: nameOf(field), body: () => evaluate(sensor) });
}

/** The names that a binding gives, with what they stand for. */
function namesOf(binding: Quantified["binding"], cells: ReturnType<typeof newCells>): [string, Cell][] {
  const kinds = ["only", "index", "value"] as const;
  return kinds.flatMap((kind) => (binding[kind] === undefined ? [] : [[binding[kind], cells[kind]]]));
}
