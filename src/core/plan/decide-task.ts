import { given } from "../model/given.js";

/** What the decision about a declared or remembered task depends on; `facts.ts` reduces the outside to it. */
export interface TaskFacts {
  readonly ledger: "usable" | "unusable";
  readonly queue: "readable" | "unreadable";
  readonly desired: "absent" | "paused" | "declared";
  /** `twin`: this may be one half of a rename, or it claims a task_id or token that another row has as well. */
  readonly identity: "clear" | "twin";
  /**
   * What the ledger knows of the declared run. `lower`: every run it knows is lower. `unresolved`, `issued`: it is the latest.
   * `higher`: it is used up, and another one is in force. `covered`: it is used up without any run in force: recorded as not wanted
   * here, or moved to another name. `unknown`: the ledger was lost, and nobody knows whether it was. Of an absent task every run is
   * used up.
   */
  readonly memory: "none" | "covered" | "unknown" | "unresolved" | "issued" | "higher" | "lower";
  /** The declared inputs against those of the latest run. */
  readonly digest: "same" | "accepted" | "other";
  /** Whether a further part of the latest run can be issued now, or may not be before a person has looked. */
  readonly next: "none" | "due" | "halted";
  /** Whether any run that is no longer wanted may still be delivered. */
  readonly older: "open" | "closed";
  /**
   * What the queue shows for the latest run or, before the first, for the declared one. `lookalike`: an entry that could be the
   * declared run and cannot be proven so. `answered`: the queue shows nothing of it, and events carry its token.
   */
  readonly entry: "absent" | "pending" | "expired" | "lookalike" | "answered";
}

export type TaskDecision =
  | "held"
  | "stopped"
  | "none"
  | "adopt"
  | "issue"
  | "accept"
  | "cancel-then-issue"
  | "cancel-then-tombstone"
  | "tombstone";

export interface TaskTableRow {
  readonly row: string;
  readonly when: (facts: TaskFacts) => boolean;
  readonly decision: TaskDecision;
}

const declared = (facts: TaskFacts): boolean => facts.desired === "declared";
const isNext = (facts: TaskFacts): boolean => declared(facts) && facts.memory === "lower";
const isDue = (facts: TaskFacts): boolean => issuedAs(facts, "same") && facts.next === "due";
const inQueue = (facts: TaskFacts): boolean => facts.entry === "pending" || facts.entry === "expired";
/** Something that could be a run which the ledger does not have. */
const isStrange = (facts: TaskFacts): boolean => facts.entry === "lookalike" || facts.entry === "answered";

/**
 * The decision table of tasks: first match wins.
 *
 * | # | desired | ledger | queue | decision |
 * |-|-|-|-|-|
 * | 1 | any | unusable | – | held, the whole organization |
 * | 2 | any | – | unreadable | stopped, the whole organization |
 * | 3 | paused | any | any | none |
 * | 4 | any | possible rename, or task_id or token claimed twice | any | held, both |
 * | 5 | yes | no row | entry with our token and command | adopt |
 * | 6 | yes | no row | entry that may be ours | held |
 * | 7 | yes | no row | absent | issue |
 * | 8 | yes | baseline covers this run, or its memory moved away | any | none |
 * | 23 | yes | the ledger was lost: nobody knows of this run | any | held |
 * | 9 | yes | latest = run, unresolved | entry with its token, or events that carry it | adopt |
 * | 10 | yes | latest = run, unresolved | absent | held |
 * | 21 | yes | latest < run, or the next part of it is due | entry that may be what would be issued | held: the ledger is incomplete |
 * | 24 | yes | latest = run, issued, same digest, its next part is due, parts that are over open | any | cancel, then issue |
 * | 25 | yes | latest = run, issued, same digest, its next part is due | any | issue |
 * | 26 | yes | latest = run, issued, same digest, halted between its waves | any | held |
 * | 11 | yes | latest = run, issued, same digest | pending | none |
 * | 12 | yes | latest = run, issued, same digest | pending past its end | none |
 * | 13 | yes | latest = run, issued, same digest | absent | none |
 * | 14 | yes | latest = run, issued, digest accepted | any | accept |
 * | 15 | yes | latest = run, issued, other digest | any | held |
 * | 16 | yes | latest > run | any | none |
 * | 17 | yes | latest < run, older runs open | any | cancel, then issue |
 * | 18 | yes | latest < run | any | issue |
 * | 19 | no | row with open runs | any | cancel, then tombstone |
 * | 20 | no | row | any | tombstone |
 *
 * The parts of a run are its periods, its waves, and its rounds for newcomers. Row 21 comes before what it holds. Queue entries have rows of their own: `decide-entry.ts`.
 */
export const taskTable: readonly TaskTableRow[] = [
  { row: "1", when: (f) => f.ledger === "unusable", decision: "held" },
  { row: "2", when: (f) => f.queue === "unreadable", decision: "stopped" },
  { row: "3", when: (f) => f.desired === "paused", decision: "none" },
  { row: "4", when: (f) => f.identity === "twin", decision: "held" },
  { row: "5", when: (f) => declared(f) && f.memory === "none" && inQueue(f), decision: "adopt" },
  { row: "6", when: (f) => declared(f) && f.memory === "none" && isStrange(f), decision: "held" },
  { row: "7", when: (f) => declared(f) && f.memory === "none", decision: "issue" },
  { row: "8", when: (f) => declared(f) && f.memory === "covered", decision: "none" },
  { row: "23", when: (f) => declared(f) && f.memory === "unknown", decision: "held" },
  {
    row: "9",
    when: (f) => declared(f) && f.memory === "unresolved" && (inQueue(f) || f.entry === "answered"),
    decision: "adopt",
  },
  { row: "10", when: (f) => declared(f) && f.memory === "unresolved", decision: "held" },
  { row: "21", when: (f) => (isNext(f) || isDue(f)) && isStrange(f), decision: "held" },
  { row: "24", when: (f) => isDue(f) && f.older === "open", decision: "cancel-then-issue" },
  { row: "25", when: isDue, decision: "issue" },
  { row: "26", when: (f) => issuedAs(f, "same") && f.next === "halted", decision: "held" },
  { row: "11", when: (f) => issuedAs(f, "same") && f.entry === "pending", decision: "none" },
  { row: "12", when: (f) => issuedAs(f, "same") && f.entry === "expired", decision: "none" },
  { row: "13", when: (f) => issuedAs(f, "same"), decision: "none" },
  { row: "14", when: (f) => issuedAs(f, "accepted"), decision: "accept" },
  { row: "15", when: (f) => issuedAs(f, "other"), decision: "held" },
  { row: "16", when: (f) => declared(f) && f.memory === "higher", decision: "none" },
  { row: "17", when: (f) => isNext(f) && f.older === "open", decision: "cancel-then-issue" },
  { row: "18", when: isNext, decision: "issue" },
  { row: "19", when: (f) => f.older === "open", decision: "cancel-then-tombstone" },
  { row: "20", when: () => true, decision: "tombstone" },
];

function issuedAs(facts: TaskFacts, digest: TaskFacts["digest"]): boolean {
  return declared(facts) && facts.memory === "issued" && facts.digest === digest;
}

/** The row of the table that facts fall into. */
export function decideTask(facts: TaskFacts): TaskTableRow {
  return given(
    taskTable.find((row) => row.when(facts)),
    "the row of the table",
  );
}
