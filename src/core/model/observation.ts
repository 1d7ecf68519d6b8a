import type { EvidenceByToken } from "./evidence.js";
import type { LedgerReading } from "./ledger.js";
import type { QueueReading } from "./queue.js";
import type { LiveRule } from "./rule.js";
import type { FailuresByToken } from "./run-failures.js";
import type { SensorRecord } from "./sensor.js";
import type { WitnessReading } from "./witness.js";

/** The sensors of an organization as the listing gave them. */
export interface Fleet {
  readonly sensors: readonly SensorRecord[];
  /** Ids of those online. */
  readonly online: ReadonlySet<string>;
  /** Why they were not listed, when they were not: how many a run reaches is unknown then. */
  readonly unlisted?: string;
}

/** Everything read from the outside to decide about one organization. */
export interface Observation {
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  readonly subscribed: boolean;
  readonly ledger: LedgerReading;
  readonly witness: WitnessReading;
  readonly queue: QueueReading;
  readonly rules: readonly LiveRule[];
  readonly fleet: Fleet;
  /** Signs of unresolved runs that the queue does not show. */
  readonly evidence: EvidenceByToken;
  /** Failures of the runs whose next wave depends on them; absent where none does. */
  readonly failures?: FailuresByToken;
  /** Names of the organization's outputs; undefined when nobody asked, or the key may not see them. */
  readonly outputs?: ReadonlySet<string>;
}
