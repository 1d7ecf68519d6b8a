import { parseEventPath } from "../event-path.js";
import { leafOperation } from "../leaf.js";
import type { Operator } from "../operator.js";
import { boolean, pattern } from "../parameter-types.js";
import { optional, required } from "../parameter.js";
import { compilePattern } from "../pattern.js";
import { shown } from "../problem.js";
import { isPlain } from "../text-comparison.js";
import { transformParameters, withTransforms } from "../transforms.js";
import { Uncertain } from "../verdict.js";
import { pathParameter } from "./shared.js";
import { textAt } from "../written.js";

/** A regular expression. */
export const matches: Operator = {
  name: "matches",
  category: "string",
  status: "documented",
  about:
    "the text contains a match of a regular expression of Go (RE2); letter case does not count unless said so",
  parameters: [
    pathParameter,
    required("re", pattern, "a regular expression, found anywhere; no look-around, no back-references"),
    optional("case sensitive", boolean, "letter case counts", { default: false }),
    ...transformParameters,
  ],
  mistaken: { value: "re", regex: "re", pattern: "re" },
  forArtifacts: true,
  compile: ({ raw }) => {
    const compiled = compilePattern(textAt(raw, "re"), raw["case sensitive"] === true);
    const test = withTransforms(raw, (value) => {
      if (!compiled.ok || !isPlain(value) || !compiled.test(String(value))) return false;
      return typeof value === "string" || stringified;
    });
    return leafOperation({
      path: parseEventPath(raw["path"] as string),
      wording: () => {
        const re = shown(raw["re"]);
        return { does: `matches ${re}`, doesNot: `does not match ${re}` };
      },
      prepare: () => test,
    });
  },
};

const stringified = new Uncertain("whether matches reads numbers and booleans as text is not documented");
