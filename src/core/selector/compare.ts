import { RE2JS } from "re2js";
import { remembered } from "../model/remembered.js";
import type { CompareOperator } from "./expression.js";
import { EvaluationFailure, opposite, type Verdict } from "./failure.js";
import { parseGoBool, parseGoFloat, parseGoInt } from "./go-values.js";
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

/** What a value of the sensor was compared as, where the text cannot be read as that; `undefined` where nothing compares. */
type Unread = "an integer" | "a number" | "a boolean" | undefined;

/** The text is read as what it meets: texts as such, whole numbers by ParseInt, others by ParseFloat, booleans by ParseBool. */
function equals(text: string): (value: unknown) => boolean | Unread {
  let read: ReadText | undefined;
  return (value) => {
    if (typeof value === "string") return value === text;
    if (typeof value !== "boolean" && typeof value !== "number") return undefined;
    read ??= readText(text);
    if (typeof value === "boolean") return read.boolean === undefined ? "a boolean" : value === read.boolean;
    if (Number.isInteger(value)) return read.whole === undefined ? "an integer" : value === read.whole;
    return read.fraction === undefined ? "a number" : value === read.fraction;
  };
}

/** What a text is as each of the types that are read from texts; most texts only ever meet texts. */
interface ReadText {
  readonly whole: number | undefined;
  readonly fraction: number | undefined;
  readonly boolean: boolean | undefined;
}

function readText(text: string): ReadText {
  const integer = parseGoInt(text);
  const whole = integer === undefined ? undefined : Number(integer);
  return { whole, fraction: parseGoFloat(text), boolean: parseGoBool(text) };
}

function equality(text: string, field: string): Matcher {
  const isEqual = equals(text);
  return (value) => {
    const answer = isEqual(value);
    if (typeof answer === "boolean") return answer;
    return answer === undefined
      ? refused(value, "compare", "with == or !=", field)
      : unreadable(text, answer, field);
  };
}

/** Part of a text, element of a list, or key of a map. */
function containment(text: string, field: string): Matcher {
  const isEqual = equals(text);
  return (value) => {
    if (typeof value === "string") return value.includes(text);
    if (Array.isArray(value)) return isElement(value, isEqual, field);
    if (isMap(value)) return Object.hasOwn(value, text);
    return refused(value, "look into", "with in or contains", field);
  };
}

/** Elements of a type that the text cannot be read as are passed over; one that nothing compares with is an error. */
function isElement(list: readonly unknown[], isEqual: ReturnType<typeof equals>, field: string): Verdict {
  for (const element of list) {
    const answer = isEqual(element);
    if (answer === undefined)
      return refused(element, "compare", "with in or contains", `an element of ${field}`);
    if (answer === true) return true;
  }
  return false;
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

type CompiledPattern =
  | { readonly ok: true; readonly expression: RE2JS }
  | { readonly ok: false; readonly message: string };

/** A regular expression, or what is wrong with it in the words of Go's parser. Remembered: the linter compiles it before a plan does. */
export const compilePattern = remembered(1000, compileAnew);

function compileAnew(text: string): CompiledPattern {
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
