import { given } from "../model/given.js";

/** What the decision about one queue entry depends on, beyond the task whose run is in force. */
export interface EntryFacts {
  /**
   * `in-force`: of a run that is wanted. `ended`: of a run that was superseded, cancelled or removed.
   * `unknown`: under a context that we declare or remember, and no remembered run explains it. `none`: not ours.
   */
  readonly token: "in-force" | "ended" | "unknown" | "none";
  /** Whether its task_id is recorded with the run. `first`: the run has none yet, so this can be its own. */
  readonly taskId: "recorded" | "first" | "other";
  /** `frozen`: the task is paused, or held because of its name. `kept`: the run was adopted without owning it. */
  readonly task: "free" | "frozen" | "kept";
}

export type EntryDecision = "none" | "cancel" | "held" | "foreign";

export interface EntryTableRow {
  readonly row: string;
  readonly when: (facts: EntryFacts) => boolean;
  readonly decision: EntryDecision;
}

/**
 * The decision table of queue entries: first match wins.
 *
 * | # | token | task_id | task | decision |
 * |-|-|-|-|-|
 * | 3 | of a run of ours | any | frozen, or kept | none: what is queued stays queued |
 * | 11 | of a run in force | recorded, or the first | free | none: the task's own row speaks of it |
 * | 17 | of a run that ended | any | free | cancel: it turned up late |
 * | 9 | of a run in force | another | free | cancel: the platform repeated a request |
 * | 21 | unknown, under a context of ours | any | any | held: the ledger is incomplete |
 * | 22 | none of ours | any | any | foreign: listed, never touched |
 */
export const entryTable: readonly EntryTableRow[] = [
  { row: "3", when: (f) => isOurs(f) && f.task !== "free", decision: "none" },
  { row: "11", when: (f) => f.token === "in-force" && f.taskId !== "other", decision: "none" },
  { row: "17", when: (f) => f.token === "ended", decision: "cancel" },
  { row: "9", when: (f) => f.token === "in-force", decision: "cancel" },
  { row: "21", when: (f) => f.token === "unknown", decision: "held" },
  { row: "22", when: () => true, decision: "foreign" },
];

const isOurs = (facts: EntryFacts): boolean => facts.token === "in-force" || facts.token === "ended";

/** The row of the table that facts fall into. */
export function decideEntry(facts: EntryFacts): EntryTableRow {
  return given(
    entryTable.find((row) => row.when(facts)),
    "the row of the table",
  );
}
