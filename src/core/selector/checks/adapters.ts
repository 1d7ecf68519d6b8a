import type { Comparison, SelectorExpression } from "../expression.js";
import { outlookEach, outlookOf, outlookOver, type Question } from "../outlook.js";
import { adapterArchitecture, commandPlatforms } from "../platforms.js";
import { printSelector } from "../print.js";
import { asksForEqual, isCompared, type Place } from "../places.js";
import type { SelectorProblem } from "../problem.js";
import type { WholeCheck } from "./check.js";

/** Adapters that match without being meant: they claim a platform, and run no commands (reference: selectors, section 4). */
export const adapters: WholeCheck = {
  check: "selector/adapters",
  severities: ["warning", "note"],
  about:
    "An adapter on a Linux host reports plat linux too; only its arch, usp_adapter, tells that it cannot run commands.",
  run: (expression, places) => {
    if (expression.kind === "everything" || !canMatch(expression)) return none;
    if (askingFor(places, "arch", adapterArchitectures) !== undefined) return none;
    const platform = askingFor(places, "plat", commandPlatforms);
    return [
      {
        check: adapters.check,
        severity: platform ? "warning" : "note",
        message: "adapters can match: they may claim any platform, and they cannot run commands",
        column: platform?.field.column ?? 1,
        fix: `write ${printSelector(guarded(expression))}`,
      },
    ];
  },
};

const none: readonly SelectorProblem[] = [];

const adapterArchitectures: readonly string[] = [adapterArchitecture];

/** The selector and, besides, no adapter. */
function guarded(expression: SelectorExpression): SelectorExpression {
  const guard: Comparison = {
    kind: "compare",
    field: { path: ["arch"], column: 1 },
    operator: "!=",
    value: { text: adapterArchitecture, quote: "backtick", column: 1 },
  };
  return {
    kind: "and",
    operands: expression.kind === "and" ? [...expression.operands, guard] : [expression, guard],
  };
}

const reads = ({ field }: Comparison, name: string): boolean =>
  field.path.length === 1 && field.path[0] === name;

/** The first comparison that asks for one of these values of a field. */
function askingFor(
  places: readonly Place[],
  name: string,
  values: readonly string[],
): Comparison | undefined {
  for (const place of places) {
    if (!isCompared(place) || place.bound || !reads(place.node, name)) continue;
    if (asksForEqual(place) && values.includes(place.node.value.text)) return place.node;
  }
  return undefined;
}

/** What comparisons can say of one kind of sensor: an adapter that claims the platform of an agent. */
const whatAdapters: Question = {
  open: { yes: 1, no: 1 },
  judge: (comparison) => {
    if (reads(comparison, "arch")) return outlookEach(adapterArchitectures, comparison);
    if (reads(comparison, "plat")) return outlookOver(commandPlatforms, comparison, whatAdapters.open);
    return reads(comparison, "sid") && comparison.operator === "==" ? never : whatAdapters.open;
  },
};

/** Who names one sensor means no adapter. */
const never = { yes: 0, no: 1 };

const canMatch = (expression: SelectorExpression): boolean => outlookOf(expression, whatAdapters).yes !== 0;
