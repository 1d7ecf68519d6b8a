/** What the decision about one queue entry depends on, beyond the task whose run is in force. */
export interface EntryFacts {
  /**
   * `in-force`: the recorded entry of a run that is wanted. `ended`: it carries the token of a run that was superseded, cancelled or removed.
   * `unknown`: the shape of our token, under a context that we declare or remember, and the ledger does not know it. `none`: not ours.
   */
  readonly token: "in-force" | "ended" | "unknown" | "none";
  /** Whether its task_id is the one the run was recorded with. */
  readonly taskId: "recorded" | "other";
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
 * | # | token | task_id | decision |
 * |-|-|-|-|
 * | 11 | of a run in force | recorded | none: the task's own row speaks of it |
 * | 17 | of a run that ended | any | cancel: it turned up late |
 * | 9 | of a run in force | another | cancel: the platform repeated a request |
 * | 21 | unknown, under a context of ours | any | held: the ledger is incomplete |
 * | 22 | none of ours | any | foreign: listed, never touched |
 */
export const entryTable: readonly EntryTableRow[] = [
  { row: "11", when: (f) => f.token === "in-force" && f.taskId === "recorded", decision: "none" },
  { row: "17", when: (f) => f.token === "ended", decision: "cancel" },
  { row: "9", when: (f) => f.token === "in-force", decision: "cancel" },
  { row: "21", when: (f) => f.token === "unknown", decision: "held" },
  { row: "22", when: () => true, decision: "foreign" },
];

/** The row of the table that facts fall into. */
export function decideEntry(facts: EntryFacts): EntryTableRow {
  return entryTable.find((row) => row.when(facts)) as EntryTableRow;
}
