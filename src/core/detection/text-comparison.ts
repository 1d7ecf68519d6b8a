import type { Json, JsonObject } from "../model/json.js";
import type { Operation } from "./compiled-node.js";
import { parseEventPath } from "./event-path.js";
import { type ExpectedValue, parseExpected } from "./expected.js";
import { foldCase, type TextTest, textTest } from "./fold.js";
import { leafOperation, type ValueTest } from "./leaf.js";
import { boolean } from "./parameter-types.js";
import { optional, type Parameter } from "./parameter.js";
import { withTransforms } from "./transforms.js";
import { anyOf, Uncertain, type Verdict } from "./verdict.js";

/** Whether letter case counts; true unless said otherwise. */
export const caseSensitive: Parameter = optional("case sensitive", boolean, "letter case counts", {
  default: true,
});

/** An operator that compares texts. */
export interface TextComparison {
  readonly raw: JsonObject;
  /** `contains`, `does not contain`. */
  readonly does: string;
  readonly doesNot: string;
  readonly test: TextTest;
  /** What two plain values of different types mean to each other, or two that are both no texts. */
  readonly others: (value: Json, wanted: Json) => Verdict;
  /** Why it is open, though likely, that the empty text passes. */
  readonly emptyDoubt?: string;
}

/** The operation of an operator that compares the values behind `path` with `value`. */
export function textComparison(comparison: TextComparison): Operation {
  const { raw, does, doesNot, test } = comparison;
  const expected = parseExpected(raw["value"] as Json);
  const build = (values: readonly ExpectedValue[]): ValueTest => {
    const tests = values.map((wanted) => oneTest(comparison, wanted));
    return withTransforms(raw, (value) => anyOf(tests, (one) => one(value)));
  };
  let fixed: ValueTest | undefined;
  return leafOperation({
    path: parseEventPath(raw["path"] as string),
    wording: () => ({ does: `${does} ${expected.text()}`, doesNot: `${doesNot} ${expected.text()}` }),
    prepare: (scene) => (expected.fixed ? (fixed ??= build(expected.fixed)) : build(expected.resolve(scene))),
    almost: (value) => (wouldFold(raw, value, test) ? "it would without regard to case" : undefined),
  });
}

function oneTest(comparison: TextComparison, expected: ExpectedValue): ValueTest {
  const { raw, test, others, emptyDoubt } = comparison;
  const wanted = expected.value;
  const empty = wanted === "" && emptyDoubt !== undefined ? { reason: emptyDoubt, lean: true } : undefined;
  const doubt = expected.doubt ?? empty;
  const isSensitive = raw["case sensitive"] !== false;
  const ofTexts = typeof wanted === "string" ? textTest(test, wanted, isSensitive) : undefined;
  return (value) => {
    const verdict = typeof value === "string" && ofTexts ? ofTexts(value) : others(value, wanted);
    return verdict === false || doubt === undefined ? verdict : new Uncertain(doubt.reason, doubt.lean);
  };
}

function wouldFold(raw: JsonObject, value: Json, test: TextTest): boolean {
  const wanted = raw["value"];
  if (raw["case sensitive"] === false || typeof value !== "string" || typeof wanted !== "string")
    return false;
  return test(foldCase(value), foldCase(wanted));
}

/** True for what has a text of its own: no list, no map, no null. */
export function isPlain(value: Json): value is string | number | boolean {
  return value !== null && typeof value !== "object";
}

/** Numbers and booleans where texts are compared: uncertain when they would match as text (reference: D&R, section 4). */
export function asTexts(test: TextTest, op: string): (value: Json, wanted: Json) => Verdict {
  const open = new Uncertain(`whether ${op} reads numbers and booleans as text is not documented`);
  return (value, wanted) =>
    isPlain(value) && isPlain(wanted) && test(String(value), String(wanted)) ? open : false;
}
