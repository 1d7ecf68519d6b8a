import type { Json } from "../model/json.js";
import type { RulePath } from "./problem.js";
import { Uncertain, type Verdict } from "./verdict.js";

/** A value that a path led to. */
export interface ReachedValue {
  /** Where it is in the record, list elements by their number. */
  readonly at: string;
  readonly value: Json;
}

/** Why a node matched a record or did not. */
export interface Explanation {
  /** The node in the rule. */
  readonly at: RulePath;
  readonly op: string;
  readonly negated: boolean;
  readonly verdict: Verdict;
  /** The operator's result before `not`. */
  readonly own: Verdict;
  /** Why the operator came to its own result, as one sentence. */
  readonly why: string;
  /** The path in the record that was followed. */
  readonly path?: string;
  readonly reached: readonly ReachedValue[];
  readonly parts: readonly Explanation[];
}

/** The deepest node that decided: where a rule stopped matching, or why it matched. */
export function decisiveNode(explanation: Explanation): Explanation {
  const same = explanation.parts.filter(({ verdict }) => agree(verdict, explanation.own));
  const deepest = same.map(decisiveNode).toSorted((a, b) => b.at.length - a.at.length);
  return deepest[0] ?? explanation;
}

const agree = (a: Verdict, b: Verdict): boolean =>
  a instanceof Uncertain ? b instanceof Uncertain : a === b;
