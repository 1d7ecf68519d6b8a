import { compileComparison } from "./compare.js";
import type { Comparison, SelectorExpression } from "./expression.js";
import { nameOf } from "./fields.js";

/** For each of several kinds of sensors a bit: in `yes` where the answer can be true, in `no` where it can be false. */
export interface Outlook {
  readonly yes: number;
  readonly no: number;
}

/** What is asked about some kinds of sensors. */
export interface Question {
  /** The bits of all kinds, in both: what nothing is known of. */
  readonly open: Outlook;
  /** What comparisons can give; everything else is open. */
  judge(comparison: Comparison): Outlook;
}

/** The answers that a selector can give for sensors of which only some is known: more than it can, never less. */
export function outlookOf(expression: SelectorExpression, question: Question): Outlook {
  switch (expression.kind) {
    case "everything":
      return { yes: question.open.yes, no: 0 };
    case "and":
    case "or": {
      const isAnd = expression.kind === "and";
      let yes = isAnd ? question.open.yes : 0;
      let no = isAnd ? 0 : question.open.no;
      for (const operand of expression.operands) {
        const part = outlookOf(operand, question);
        yes = isAnd ? yes & part.yes : yes | part.yes;
        no = isAnd ? no | part.no : no & part.no;
      }
      return { yes, no };
    }
    case "not": {
      const { yes, no } = outlookOf(expression.operand, question);
      return { yes: no, no: yes };
    }
    case "compare":
      return question.judge(expression);
    default:
      return question.open;
  }
}

/** What a comparison says of a field that holds this value, a bit for each of the values. */
export function outlookEach(values: readonly string[], { operator, value, field }: Comparison): Outlook {
  const matcher = compileComparison(operator, value.text, nameOf(field));
  let [yes, no, bit] = [0, 0, 1];
  for (const each of values) {
    const verdict = matcher(each);
    if (verdict === true) yes |= bit;
    else if (verdict === false) no |= bit;
    bit <<= 1;
  }
  return { yes, no };
}

/** What a comparison says of a field that holds any one of these values, the same for every kind. */
export function outlookOver(values: readonly string[], comparison: Comparison, open: Outlook): Outlook {
  const { yes, no } = outlookEach(values, comparison);
  return { yes: yes === 0 ? 0 : open.yes, no: no === 0 ? 0 : open.no };
}
