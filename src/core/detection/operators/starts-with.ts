import type { Operator } from "../operator.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";
import { asTexts, caseSensitive, textComparison } from "../text-comparison.js";
import { transformParameters } from "../transforms.js";
import { pathParameter } from "./shared.js";

/** The beginning of a text. */
export const startsWith: Operator = {
  name: "starts with",
  category: "string",
  status: "documented",
  about: "the text starts with the value",
  parameters: [
    pathParameter,
    required("value", text, "the beginning; '<<path>>' and '[[variable]]' stand for other values"),
    caseSensitive,
    ...transformParameters,
  ],
  mistaken: { values: "value" },
  forArtifacts: true,
  compile: ({ raw }) =>
    textComparison({ raw, does: "starts with", doesNot: "does not start with", test, others }),
};

const test = (value: string, wanted: string): boolean => value.startsWith(wanted);
const others = asTexts(test, "starts with");
