import type { Json } from "../../model/json.js";
import type { Operator } from "../operator.js";
import { scalar } from "../parameter-types.js";
import { required } from "../parameter.js";
import { caseSensitive, isPlain, textComparison } from "../text-comparison.js";
import { transformParameters } from "../transforms.js";
import { Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";

/** Equality. */
export const is: Operator = {
  name: "is",
  category: "compare",
  status: "documented",
  about: "the value equals: text, numbers and booleans each with their own kind",
  parameters: [
    pathParameter,
    required("value", scalar, "what to compare with; '<<path>>' and '[[variable]]' stand for other values"),
    caseSensitive,
    ...transformParameters,
  ],
  mistaken: { values: "value", name: "value" },
  forArtifacts: true,
  compile: ({ raw }) =>
    textComparison({
      raw,
      does: "is",
      doesNot: "is not",
      test: (text, wanted) => text === wanted,
      others: sameValue,
    }),
};

const coerced = new Uncertain(
  "whether text and numbers (or booleans) that read the same are equal is not documented",
  false,
);

/** Equal within one type; equal text of different types is open (reference: D&R, section 4). */
function sameValue(value: Json, wanted: Json): Verdict {
  if (!isPlain(value) || !isPlain(wanted)) return false;
  if (typeof value === typeof wanted) return value === wanted;
  return String(value) === String(wanted) ? coerced : false;
}
