import type { NextStep } from "../model/change.js";
import type { Plan } from "../model/plan.js";

/** What becomes of runs that are issued in parts, by task: what a plan would issue now, and what it says of later. */
export function nextByTask({ changes, unchanged }: Plan): ReadonlyMap<string, NextStep> {
  const now = changes.flatMap((change): [string, NextStep][] =>
    change.verb === "issue" && change.part !== undefined
      ? [[change.task, { what: `the next apply issues it: ${change.reason}` }]]
      : [],
  );
  const later = unchanged.flatMap(({ name, next }): [string, NextStep][] =>
    next === undefined ? [] : [[name, next]],
  );
  return new Map([...later, ...now]);
}
