import type { Operator } from "../operator.js";
import { count, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";
import { asTexts, caseSensitive, textComparison } from "../text-comparison.js";
import { transformParameters } from "../transforms.js";
import { pathParameter } from "./shared.js";

/** A part of a text. */
export const contains: Operator = {
  name: "contains",
  category: "string",
  status: "documented",
  about:
    "the text contains the value, as often as count says; a list is looked through, it is not membership",
  parameters: [
    pathParameter,
    required("value", text, "the part; '<<path>>' and '[[variable]]' stand for other values"),
    optional("count", count, "at least so many times, not overlapping", { default: 1 }),
    caseSensitive,
    ...transformParameters,
  ],
  mistaken: { values: "value" },
  forArtifacts: true,
  compile: ({ raw }) => {
    const least = typeof raw["count"] === "number" ? raw["count"] : 1;
    const test = (value: string, wanted: string) => occursAtLeast(value, wanted, least);
    const often = least === 1 ? "" : ` ${least} times`;
    return textComparison({
      raw,
      does: `contains${often}`,
      doesNot: `does not contain${often}`,
      test,
      others: asTexts(test, "contains"),
      emptyDoubt: "whether every text contains the empty text is not documented",
    });
  },
};

/** True when the part occurs so many times without overlapping; the empty part occurs everywhere. */
function occursAtLeast(value: string, part: string, least: number): boolean {
  let from = 0;
  for (let found = 0; found < least; found += 1) {
    const at = value.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}
