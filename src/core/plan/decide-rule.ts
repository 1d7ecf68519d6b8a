import { given } from "../model/given.js";

/** What the decision about one response rule depends on; `rule-changes.ts` reduces the outside to it. */
export interface RuleFacts {
  readonly desired: "yes" | "no";
  /** How rules get into the organization: by our own requests, or by a file that git-sync brings there (`rulesTo`). */
  readonly writer: "api" | "files";
  /**
   * `none`: never heard of. `intent`: we were about to create it. `ours`: we put it there. `theirs`: somebody else made it, and a
   * task's file named it.
   */
  readonly ledger: "none" | "intent" | "ours" | "theirs";
  /** Who chose its key: `file` when a task's file names an existing rule. */
  readonly name: "generated" | "file";
  /**
   * The live record. `unreadable`: locked, restricted, or tagged as an extension's. `desired`: equal to what is wanted.
   * `intended`: equal to our intent. `applied`: as we left it. `moved`: anything else.
   */
  readonly live: "unreadable" | "absent" | "desired" | "intended" | "applied" | "moved";
  /** Whether what is wanted is what we last applied, so only live can have moved. */
  readonly git: "still" | "moved";
  /** Whether an answer of the task's runs can still come. */
  readonly answers: "possible" | "over";
}

export type RuleDecision =
  | "held"
  | "adopt"
  | "create"
  | "update"
  | "keep"
  | "delete"
  | "forget"
  | "none"
  | "foreign";

export interface RuleTableRow {
  readonly row: string;
  readonly when: (facts: RuleFacts) => boolean;
  readonly decision: RuleDecision;
}

const wanted = (facts: RuleFacts): boolean => facts.desired === "yes";
/** Something that we put there, or were about to. */
const isMade = ({ ledger }: RuleFacts): boolean => ledger === "ours" || ledger === "intent";
const isNamed = (facts: RuleFacts): boolean => wanted(facts) && facts.name === "file";
const present = (facts: RuleFacts): boolean => facts.live !== "absent" && facts.live !== "unreadable";
/** A live record that is not provably ours: never heard of, or not what we were about to create. */
const notOurs = (facts: RuleFacts): boolean =>
  (facts.ledger === "none" && wanted(facts)) || (facts.ledger === "intent" && facts.live !== "intended");

const byFiles = (facts: RuleFacts): boolean => facts.writer === "files";
/** It stands as wanted, whatever the ledger knows of it. */
const standsAsWanted = ({ ledger, live, git }: RuleFacts): boolean =>
  live === "desired" || (ledger === "intent" && live === "intended" && git === "still");
/** The ledger has it as it is wanted, so there is nothing to record. */
const isRecorded = ({ ledger, git }: RuleFacts): boolean =>
  (ledger === "ours" || ledger === "theirs") && git === "still";
/** It never stood there as far as we know, or stands there as it last did. */
const isNotLiveYet = ({ ledger, live }: RuleFacts): boolean =>
  ledger === "none" || ledger === "intent" || live === "applied";

/**
 * The decision table of response rules: first match wins.
 *
 * | # | desired | ledger | live | decision |
 * |-|-|-|-|-|
 * | 1 | any | any but `theirs` where unwanted | unreadable, locked, restricted, or an extension's | held |
 * | 13 | yes, the file names an existing rule | none | equal | adopt |
 * | 15 | yes, files write the rules | anything, not yet as wanted | equal | adopt |
 * | 16 | yes, files write the rules | none, an intent, or live = last applied | absent, or differs | held: not live yet |
 * | 17 | yes, files write the rules | ours, or somebody else's that a file named | absent, or differs | held: live moved |
 * | 2 | yes; any after an intent | none, or an intent with another content | present | held |
 * | 3 | yes | an intent, live equals it | present | adopt |
 * | 4 | yes | any | absent | create |
 * | 5 | yes | ours | equal | none |
 * | 6 | yes | ours, live = last applied | differs | update: Git moved |
 * | 7 | yes | ours, desired = last applied | differs | update: live moved |
 * | 8 | yes | ours, both moved | differs | update, both diffs |
 * | 14 | no | somebody else's that a file named | any | forget: it stays |
 * | 9 | no | ours, answers can still come | present | keep |
 * | 18 | no, files write the rules | ours | present | keep: a file's absence does not delete |
 * | 10 | no | ours | present | delete |
 * | 11 | no | ours | absent | forget |
 * | 12 | no | none | any | foreign |
 */
export const ruleTable: readonly RuleTableRow[] = [
  { row: "1", when: (f) => f.live === "unreadable" && (wanted(f) || isMade(f)), decision: "held" },
  { row: "13", when: (f) => isNamed(f) && f.ledger === "none" && f.live === "desired", decision: "adopt" },
  {
    row: "15",
    when: (f) => byFiles(f) && wanted(f) && standsAsWanted(f) && !isRecorded(f),
    decision: "adopt",
  },
  {
    row: "16",
    when: (f) => byFiles(f) && wanted(f) && !standsAsWanted(f) && isNotLiveYet(f),
    decision: "held",
  },
  { row: "17", when: (f) => byFiles(f) && wanted(f) && !standsAsWanted(f), decision: "held" },
  { row: "2", when: (f) => present(f) && notOurs(f), decision: "held" },
  { row: "3", when: (f) => wanted(f) && f.ledger === "intent" && present(f), decision: "adopt" },
  { row: "4", when: (f) => wanted(f) && f.live === "absent", decision: "create" },
  { row: "5", when: (f) => wanted(f) && f.live === "desired", decision: "none" },
  { row: "6", when: (f) => wanted(f) && f.live === "applied", decision: "update" },
  { row: "7", when: (f) => wanted(f) && f.git === "still", decision: "update" },
  { row: "8", when: wanted, decision: "update" },
  { row: "14", when: (f) => f.ledger === "theirs", decision: "forget" },
  { row: "9", when: (f) => f.ledger !== "none" && present(f) && f.answers === "possible", decision: "keep" },
  { row: "18", when: (f) => byFiles(f) && f.ledger !== "none" && present(f), decision: "keep" },
  { row: "10", when: (f) => f.ledger !== "none" && present(f), decision: "delete" },
  { row: "11", when: (f) => f.ledger !== "none", decision: "forget" },
  { row: "12", when: () => true, decision: "foreign" },
];

/** The row of the table that facts fall into. */
export function decideRule(facts: RuleFacts): RuleTableRow {
  return given(
    ruleTable.find((row) => row.when(facts)),
    "the row of the table",
  );
}
