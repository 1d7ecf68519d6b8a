import type { Account } from "./account.js";
import type { Clock } from "./clock.js";
import type { Detections } from "./detections.js";
import type { Events } from "./events.js";
import type { Journal } from "./journal.js";
import type { LedgerReader, LedgerStore } from "./ledger.js";
import type { Queue } from "./queue.js";
import type { RuleHive, Rules, RulesReader } from "./rules.js";
import type { Sensors } from "./sensors.js";
import type { Tasking } from "./tasking.js";
import type { Witness, WitnessReader } from "./witness.js";

/** Everything outside about one organization that only reads: all that `plan` gets, so a dry run is a type. */
export interface ReadableOrganization {
  readonly alias: string;
  /** Lower-case. */
  readonly oid: string;
  readonly clock: Clock;
  readonly queue: Queue;
  readonly sensors: Sensors;
  readonly events: Events;
  readonly detections: Detections;
  readonly account: Omit<Account, "subscribe">;
  readonly rules: RulesReader;
  readonly ledger: LedgerReader;
  /** Undefined when nobody is asked to remember how far the ledger was. */
  readonly witness: WitnessReader | undefined;
  readonly patience: Pick<Patience, "witnessSettleMs">;
}

/** The same with what changes it: what `apply` gets. */
export interface WritableOrganization extends ReadableOrganization {
  readonly account: Account;
  /** Writes response rules. Undefined where files bring them into the organization (`rulesTo`): then no step can. */
  readonly ruleWriter: Rules | undefined;
  /** The rules of another hive. */
  rulesIn(hive: RuleHive): Rules;
  readonly ledger: LedgerStore;
  readonly witness: Witness | undefined;
  readonly tasking: Tasking;
  readonly journal: Journal;
  readonly patience: Patience;
  readonly operator: Operator;
}

/** How long to wait for the service, in milliseconds. */
export interface Patience {
  /** From a rule write to the first issue. */
  readonly ruleSettleMs: number;
  /** Between two looks at the queue when an answer was ambiguous. */
  readonly listSettleMs: number;
  /** How long a ledger that is behind its witness is read again. */
  readonly witnessSettleMs: number;
  /** The longest a `task` request may take. */
  readonly requestTimeoutMs: number;
}

/** Who applies. */
export interface Operator {
  /** For example `alice@laptop`, or the workflow run's actor. */
  readonly owner: string;
  /** Address of the workflow run, where there is one. */
  readonly url?: string;
  /** A fresh random id. */
  newId(): string;
}
