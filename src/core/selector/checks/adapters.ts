import type { Comparison, SelectorExpression } from "../expression.js";
import { type Outlook, outlookOf, outlookOver } from "../outlook.js";
import { adapterArchitecture, commandPlatforms } from "../platforms.js";
import { printSelector } from "../print.js";
import { asksForEqual, comparisonsOf } from "../places.js";
import type { SelectorCheck } from "./check.js";

/** Adapters that match without being meant: they claim a platform, and run no commands (reference: selectors, section 4). */
export const adapters: SelectorCheck = {
  check: "selector/adapters",
  severities: ["warning", "note"],
  about:
    "An adapter on a Linux host reports plat linux too; only its arch, usp_adapter, tells that it cannot run commands.",
  run: (expression) => {
    const meant = askingFor(expression, "arch", [adapterArchitecture]) !== undefined;
    const canMatch = outlookOf(expression, judgeAdapter).yes;
    if (expression.kind === "everything" || meant || !canMatch) return [];
    const platform = askingFor(expression, "plat", commandPlatforms);
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
  expression: SelectorExpression,
  name: string,
  values: readonly string[],
): Comparison | undefined {
  return comparisonsOf(expression).find(
    (place) =>
      reads(place.node, name) &&
      !place.bound &&
      asksForEqual(place) &&
      values.includes(place.node.value.text),
  )?.node;
}

/** What a comparison can say of an adapter that claims the platform of an agent. */
function judgeAdapter(comparison: Comparison): Outlook {
  if (reads(comparison, "arch")) return outlookOver([adapterArchitecture], comparison);
  if (reads(comparison, "plat")) return outlookOver(commandPlatforms, comparison);
  const namesOne = reads(comparison, "sid") && comparison.operator === "==";
  return { yes: !namesOne, no: true };
}
