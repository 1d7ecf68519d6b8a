import { compareText } from "../../model/finding.js";
import { printed, type TemplateValue } from "./go-format.js";
import { TemplateFailure } from "./syntax.js";
import type { TemplateFunction } from "./template-function.js";
import { isTrue } from "./truth.js";

const many = Number.POSITIVE_INFINITY;

type Run = TemplateFunction["run"];

const ordered =
  (holds: (by: number) => boolean): Run =>
  ([a, b]) =>
    holds(difference(a, b));

/** The functions that compare and combine, of Go's templates. */
export const comparisons: readonly TemplateFunction[] = [
  {
    name: "eq",
    about: "the first equals any of the others",
    takes: [2, many],
    run: ([first, ...others]) => others.some((other) => equal(first, other)),
  },
  { name: "ne", about: "two values differ", takes: [2, 2], run: ([a, b]) => !equal(a, b) },
  { name: "lt", about: "less than", takes: [2, 2], run: ordered((by) => by < 0) },
  { name: "le", about: "less than or equal", takes: [2, 2], run: ordered((by) => by <= 0) },
  { name: "gt", about: "greater than", takes: [2, 2], run: ordered((by) => by > 0) },
  { name: "ge", about: "greater than or equal", takes: [2, 2], run: ordered((by) => by >= 0) },
  { name: "and", about: "the first that is not true, or the last", takes: [1, many], run: firstUntrue },
  {
    name: "or",
    about: "the first that is true, or the last",
    takes: [1, many],
    run: (values) => values.find(isTrue) ?? values.at(-1),
  },
  { name: "not", about: "the opposite", takes: [1, 1], run: ([value]) => !isTrue(value) },
];

function firstUntrue(values: readonly TemplateValue[]): TemplateValue {
  const index = values.findIndex((value) => !isTrue(value));
  return values.at(index);
}

function equal(a: TemplateValue, b: TemplateValue): boolean {
  if (a === undefined || b === undefined || a === null || b === null) return (a ?? null) === (b ?? null);
  if (typeof a !== typeof b || typeof a === "object") {
    throw new TemplateFailure(`${printed(a)} and ${printed(b)} cannot be compared`);
  }
  return a === b;
}

function difference(a: TemplateValue, b: TemplateValue): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  throw new TemplateFailure(`${printed(a)} and ${printed(b)} have no order`);
}
