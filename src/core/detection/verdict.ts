/** An answer that public sources do not settle, or that needs something which was not given. */
export class Uncertain {
  /** Why, as a sentence for a person. */
  readonly reason: string;
  /** The better guess, where there is one. */
  readonly lean: boolean | undefined;

  constructor(reason: string, lean?: boolean) {
    this.reason = reason;
    this.lean = lean;
  }
}

/** Whether a node matches a record (reference: D&R, section 9). */
export type Verdict = boolean | Uncertain;

/** The opposite answer; an uncertain one stays uncertain. */
export function opposite(verdict: Verdict): Verdict {
  if (typeof verdict === "boolean") return !verdict;
  return new Uncertain(verdict.reason, verdict.lean === undefined ? undefined : !verdict.lean);
}

/** False as soon as one is false, whatever else is uncertain; nothing is judged behind the first false. */
export function allOf<T>(items: Iterable<T>, judge: (item: T) => Verdict): Verdict {
  let doubt: Uncertain | undefined;
  for (const item of items) {
    const verdict = judge(item);
    if (verdict === false) return false;
    if (verdict !== true) doubt = both(doubt, verdict);
  }
  return doubt ?? true;
}

/** True as soon as one is true, whatever else is uncertain; nothing is judged behind the first true. */
export function anyOf<T>(items: Iterable<T>, judge: (item: T) => Verdict): Verdict {
  return opposite(allOf(items, (item) => opposite(judge(item))));
}

/** Two uncertain parts that must both hold: the first reason, and the guess that follows from both. */
function both(first: Uncertain | undefined, second: Uncertain): Uncertain {
  if (first === undefined) return second;
  const noes = first.lean === false || second.lean === false;
  const lean = noes ? false : first.lean === undefined ? undefined : second.lean;
  return new Uncertain(first.reason, lean);
}
