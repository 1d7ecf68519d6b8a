import type { JsonObject } from "../../model/json.js";
import { distanceAtMost } from "../edit-distance.js";
import { parseEventPath } from "../event-path.js";
import { foldCase } from "../fold.js";
import { leafOperation, type ValueTest } from "../leaf.js";
import type { Operator } from "../operator.js";
import { count, texts } from "../parameter-types.js";
import { required } from "../parameter.js";
import { shown } from "../problem.js";
import { caseSensitive, isPlain } from "../text-comparison.js";
import { transformParameters, withTransforms } from "../transforms.js";
import { utf8Bytes } from "../utf8.js";
import { anyOf, Uncertain, type Verdict } from "../verdict.js";
import { pathParameter } from "./shared.js";
import { textAt } from "../written.js";

/** Nearly the same text. */
export const stringDistance: Operator = {
  name: "string distance",
  category: "string",
  status: "documented",
  about: "the Levenshtein distance between the text and any of the values is at most max; equal text counts",
  parameters: [
    pathParameter,
    required("value", texts, "the text or texts to compare with"),
    required("max", count, "the largest distance that matches"),
    { ...caseSensitive, mark: "inf" },
    ...transformParameters,
  ],
  mistaken: { values: "value", distance: "max" },
  forArtifacts: true,
  compile: ({ raw }) => {
    const test = withTransforms(raw, distanceTest(raw));
    const around = `within ${textAt(raw, "max")} of ${shown(raw["value"])}`;
    return leafOperation({
      path: parseEventPath(raw["path"] as string),
      wording: () => ({ does: `is ${around}`, doesNot: `is not ${around}` }),
      prepare: () => test,
    });
  },
};

const stringified = new Uncertain("whether string distance reads numbers as text is not documented");
const unit = new Uncertain("whether string distance counts bytes or characters is not documented", true);
const tooLong = new Uncertain("the texts are too long to compare offline");

function distanceTest(raw: JsonObject): ValueTest {
  const fold = raw["case sensitive"] === false ? foldCase : (text: string) => text;
  const wanted = [raw["value"] as string | readonly string[]].flat().map(fold);
  const max = raw["max"] as number;
  return (value) => {
    if (!isPlain(value)) return false;
    const verdict = anyOf(wanted, (one) => near(fold(String(value)), one, max));
    return verdict === false || typeof value === "string" ? verdict : stringified;
  };
}

/** Characters and bytes are counted; where they disagree the answer is open. */
function near(value: string, wanted: string, max: number): Verdict {
  const characters = distanceAtMost(Array.from(value), Array.from(wanted), max);
  if (characters === undefined) return tooLong;
  if (!characters) return false;
  const bytes = distanceAtMost(utf8Bytes(value), utf8Bytes(wanted), max);
  return bytes === true || unit;
}
