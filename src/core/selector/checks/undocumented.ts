import { isRumoured } from "../fields.js";
import type { Place } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { PlaceCheck } from "./check.js";

/** What stock go-bexpr has and LimaCharlie does not document, or only one source names (reference: selectors, section 6). */
export const undocumented: PlaceCheck = {
  check: "selector/undocumented",
  severities: ["note"],
  about:
    "Whether the service has any and all, is nil, and the fields sealed, should_seal and is_del is not established.",
  concerns: ({ operator, type }) =>
    ["any", "all", "is nil"].includes(operator) || type === "boolean" || type === "unknown",
  judge: (place) => {
    const { node, bound } = place;
    const problems: SelectorProblem[] = [];
    const name = node.field.path[0] ?? "";
    if (!bound && isRumoured(name)) problems.push(doubt(place, `the field ${name}`));
    if (node.kind === "collection") problems.push(doubt(place, `${node.quantifier} … as`));
    else if (node.kind === "state" && node.state === "nil") problems.push(doubt(place, "is nil"));
    return problems;
  },
};

function doubt({ node }: Place, what: string): SelectorProblem {
  return {
    check: undocumented.check,
    severity: "note",
    message: `whether the service has ${what} is not established`,
    column: node.field.column,
    fix: "compare the sensors that it selects with what you expect",
  };
}
