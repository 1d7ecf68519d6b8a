import type { Operator } from "../operator.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";
import { asTexts, caseSensitive, textComparison } from "../text-comparison.js";
import { transformParameters } from "../transforms.js";
import { pathParameter } from "./shared.js";

/** The end of a text. */
export const endsWith: Operator = {
  name: "ends with",
  category: "string",
  status: "documented",
  about: "the text ends with the value",
  parameters: [
    pathParameter,
    required("value", text, "the end; '<<path>>' and '[[variable]]' stand for other values"),
    caseSensitive,
    ...transformParameters,
  ],
  mistaken: { values: "value" },
  forArtifacts: true,
  compile: ({ raw }) =>
    textComparison({ raw, does: "ends with", doesNot: "does not end with", test, others }),
};

const test = (value: string, wanted: string): boolean => value.endsWith(wanted);
const others = asTexts(test, "ends with");
