import { RE2JS } from "re2js";
import type { CompareOperator } from "./expression.js";
import { EvaluationFailure, opposite, type Verdict } from "./failure.js";
import { parseGoBool, parseGoInt } from "./go-values.js";
import { absentMember, isMap, kindOf } from "./read-field.js";

/** Judges the value that a field holds. */
export type Matcher = (value: unknown) => Verdict;

/** Compiles one comparison against the text of its right side. `field` names what is compared, for messages. */
export function compileComparison(operator: CompareOperator, text: string, field: string): Matcher {
  switch (operator) {
    case "==":
      return equality(text, field);
    case "!=":
      return negated(equality(text, field));
    case "in":
    case "contains":
      return containment(text, field);
    case "not in":
    case "not contains":
      return negated(containment(text, field));
    case "matches":
      return pattern(text, field);
    case "not matches":
      return negated(pattern(text, field));
  }
}

/** Compiles `is empty` or `is nil`. */
export function compileState(state: "empty" | "nil", isNegated: boolean, field: string): Matcher {
  const matcher = state === "empty" ? emptiness(field) : nothingness;
  return isNegated ? negated(matcher) : matcher;
}

const negated =
  (matcher: Matcher): Matcher =>
  (value) =>
    opposite(matcher(value));

/** The text is read as what the field holds: text as such, numbers by ParseInt, booleans by ParseBool. */
function equality(text: string, field: string): Matcher {
  const integer = parseGoInt(text);
  const number = integer === undefined ? undefined : Number(integer);
  const boolean = parseGoBool(text);
  return (value) => {
    if (typeof value === "string") return value === text;
    if (typeof value === "number")
      return number === undefined ? unreadable(text, "an integer", field) : value === number;
    if (typeof value === "boolean")
      return boolean === undefined ? unreadable(text, "a boolean", field) : value === boolean;
    return refused(value, "compare", "with == or !=", field);
  };
}

/** Part of a text, element of a list, or key of a map. */
function containment(text: string, field: string): Matcher {
  return (value) => {
    if (typeof value === "string") return value.includes(text);
    if (Array.isArray(value)) return value.includes(text);
    if (isMap(value)) return Object.hasOwn(value, text);
    return refused(value, "look into", "with in or contains", field);
  };
}

/** Go's regular expressions: found anywhere in the text, in time linear in its length. */
function pattern(text: string, field: string): Matcher {
  const compiled = compilePattern(text);
  return (value) => {
    if (typeof value !== "string") return refused(value, "match", "with a pattern", field);
    return compiled.ok
      ? compiled.expression.test(value)
      : new EvaluationFailure(`Cannot match ${field}: ${compiled.message}`, field);
  };
}

/** A regular expression, or what is wrong with it in the words of Go's parser. */
export function compilePattern(
  text: string,
): { readonly ok: true; readonly expression: RE2JS } | { readonly ok: false; readonly message: string } {
  try {
    return { ok: true, expression: RE2JS.compile(text) };
  } catch (error) {
    return { ok: false, message: String(error).replace(/^\w+: /, "") };
  }
}

function emptiness(field: string): Matcher {
  return (value) => {
    if (typeof value === "string" || Array.isArray(value)) return value.length === 0;
    if (value === absentMember) return true;
    return isMap(value) ? Object.keys(value).length === 0 : refused(value, "test", "for emptiness", field);
  };
}

const nothingness: Matcher = (value) =>
  value instanceof EvaluationFailure ? value : value === null || value === absentMember;

/** The answer for what an operator does not take: absent members contain and equal nothing, everything else is an error. */
function refused(value: unknown, verb: string, how: string, field: string): Verdict {
  if (value === absentMember) return false;
  if (value instanceof EvaluationFailure) return value;
  return new EvaluationFailure(`Cannot ${verb} ${field} ${how}: it is ${kindOf(value)}`, field);
}

function unreadable(text: string, type: string, field: string): EvaluationFailure {
  return new EvaluationFailure(
    `Cannot compare ${field} with ${JSON.stringify(text)}: that is not ${type}`,
    field,
  );
}
