import { compileComparison } from "./compare.js";
import type { Comparison, SelectorExpression } from "./expression.js";

/** Whether something can be true, and whether it can be false. */
export interface Outlook {
  readonly yes: boolean;
  readonly no: boolean;
}

/** Of what nothing is known. */
export const openOutlook: Outlook = { yes: true, no: true };

/**
 * The answers that a selector can give for sensors of which only some is known: more than it can, never less.
 * `judge` says what comparisons can give; everything else is open.
 */
export function outlookOf(
  expression: SelectorExpression,
  judge: (comparison: Comparison) => Outlook,
): Outlook {
  switch (expression.kind) {
    case "everything":
      return { yes: true, no: false };
    case "and":
    case "or": {
      const parts = expression.operands.map((operand) => outlookOf(operand, judge));
      const [yes, no] =
        expression.kind === "and" ? (["every", "some"] as const) : (["some", "every"] as const);
      return { yes: parts[yes]((part) => part.yes), no: parts[no]((part) => part.no) };
    }
    case "not": {
      const { yes, no } = outlookOf(expression.operand, judge);
      return { yes: no, no: yes };
    }
    case "compare":
      return judge(expression);
    default:
      return openOutlook;
  }
}

/** What a comparison says of a field that holds one of these values. */
export function outlookOver(values: readonly string[], { operator, value, field }: Comparison): Outlook {
  const matcher = compileComparison(operator, value.text, field.path.join("."));
  const verdicts = values.map(matcher);
  return { yes: verdicts.includes(true), no: verdicts.includes(false) };
}
