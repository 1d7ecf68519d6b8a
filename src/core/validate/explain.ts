import type { Finding } from "../model/finding.js";
import { explainKey, explainMissing } from "./explain-key.js";
import { explainType } from "./explain-type.js";
import { explainEmpty, explainForm, explainOther, explainRange, explainRepeated } from "./explain-value.js";
import { checksOf, type Explanation, type Mistake } from "./mistake.js";

const explainers: { readonly [keyword: string]: (mistake: Mistake) => Explanation } = {
  additionalProperties: explainKey,
  required: explainMissing,
  type: explainType,
  pattern: explainForm,
  enum: explainOther,
  const: explainOther,
  uniqueItems: explainRepeated,
  minimum: explainRange,
  maximum: explainRange,
  minItems: explainEmpty,
  minLength: explainEmpty,
  minProperties: explainEmpty,
};

/** The keywords that our schemas may use: each has its explanation. */
export const explainedKeywords: readonly string[] = Object.keys(explainers);

/** The finding for one mistake of shape. Throws a RangeError for a keyword without an explanation, which no schema of ours has. */
export function explain(mistake: Mistake): Finding {
  const { keyword } = mistake.error;
  const explainer = explainers[keyword];
  if (explainer === undefined) throw new RangeError(`Cannot explain "${keyword}": it has no text`);
  const { about, ...rest } = explainer(mistake);
  return { check: checksOf[mistake.kind][about], severity: "error", ...rest };
}
