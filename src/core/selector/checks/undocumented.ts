import { isRumoured } from "../fields.js";
import { placesOf } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { SelectorCheck } from "./check.js";

/** What stock go-bexpr has and LimaCharlie does not document, or only one source names (reference: selectors, section 6). */
export const undocumented: SelectorCheck = {
  check: "selector/undocumented",
  severities: ["note"],
  about:
    "Whether the service has any and all, is nil, and the fields sealed, should_seal and is_del is not established.",
  run: (expression) =>
    placesOf(expression).flatMap(({ node, bound }): SelectorProblem[] => {
      const [name = ""] = node.field.path;
      const what = [
        ...(!bound && isRumoured(name) ? [`the field ${name}`] : []),
        ...(node.kind === "collection" ? [`${node.quantifier} … as`] : []),
        ...(node.kind === "state" && node.state === "nil" ? ["is nil"] : []),
      ];
      return what.map((each) => ({
        check: undocumented.check,
        severity: "note",
        message: `whether the service has ${each} is not established`,
        column: node.field.column,
        fix: "compare the sensors that it selects with what you expect",
      }));
    }),
};
