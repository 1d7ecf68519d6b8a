import { isTemplate, textsIn } from "../texts.js";
import { unknownFunctions } from "../templates.js";
import type { RuleCheck } from "./check.js";

/** A function of a template that nobody documents. */
export const templateFunction: RuleCheck = {
  check: "rule/template-function",
  severities: ["warning"],
  about:
    "A template that calls a function which does not exist is an error when the action is done, not when the rule is saved.",
  part: "respond",
  run: ({ templated }) =>
    templated
      .flatMap(({ raw, at }) => textsIn(raw, at))
      .filter(({ text }) => isTemplate(text))
      .flatMap(({ text, at }) =>
        unknownFunctions(text).map((name) => ({
          severity: "warning",
          message: `${name} is no function of templates that is documented`,
          fix: "use token, anon, json, prettyjson, parsetime, split, join, replace, base, dir, pivot, pivots or a function of Go's templates",
          at,
        })),
      ),
};
