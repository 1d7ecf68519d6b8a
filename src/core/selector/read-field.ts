import { EvaluationFailure } from "./failure.js";

/** Stands for a member that a nested map lacks: an answer of its own for every operator, and no error. */
export const absentMember = Symbol("absent member");

/** The value behind a path; an EvaluationFailure where go-bexpr reports that it cannot find it (reference: selectors, 2.2). */
export function readPath(source: unknown, path: readonly string[]): unknown {
  let value = source;
  for (const [depth, step] of path.entries()) {
    const next = member(value, step);
    if (next === undefined) {
      const isLast = depth > 0 && depth === path.length - 1;
      return isLast && isMap(value) ? absentMember : missing(path, depth, value);
    }
    value = next;
  }
  return value;
}

/** One step down: a member of a map, or an element of a list by its number. */
function member(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? (value as unknown[])[Number(step)] : undefined;
  return isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** True for an object of the sensor's data: neither null nor a list, and no failure to read one. */
export function isMap(value: unknown): value is { readonly [name: string]: unknown } {
  const isObject = typeof value === "object" && value !== null;
  return isObject && !Array.isArray(value) && !(value instanceof EvaluationFailure);
}

function missing(path: readonly string[], depth: number, parent: unknown): EvaluationFailure {
  const name = path.join(".");
  const holder = path.slice(0, depth).join(".");
  const state =
    depth === 0 ? "the sensor has no such field" : `${holder} is ${kindOf(parent)} without ${path[depth]}`;
  return new EvaluationFailure(`Cannot read ${name}: ${state}`, name);
}

/** What a value is, in words. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "null";
  const words: { readonly [type: string]: string } = {
    string: "text",
    number: "a number",
    boolean: "a boolean",
  };
  return words[typeof value] ?? "a map";
}
