import type { Change, Foreign, Held, Unchanged } from "./change.js";
import type { WitnessKind } from "./configuration.js";
import type { Finding } from "./finding.js";
import type { AppliedCommit } from "./ledger.js";

/** Everything that would be done in one organization, as plain data. Apply needs nothing else. */
export interface Plan {
  readonly project: string;
  readonly organization: string;
  readonly oid: string;
  /** Server time, epoch milliseconds. */
  readonly plannedAtMs: number;
  /** Who remembers how far the ledger was. */
  readonly witness: WitnessKind;
  readonly commit?: Omit<AppliedCommit, "atMs">;
  /**
   * `ready`: the changes can be applied. `held`: a person must decide something about the whole organization.
   * `stopped`: an answer could not be read; nothing may be sent.
   */
  readonly state: "ready" | "held" | "stopped";
  /** In the order in which they are applied. */
  readonly changes: readonly Change[];
  readonly held: readonly Held[];
  readonly unchanged: readonly Unchanged[];
  readonly foreign: readonly Foreign[];
  readonly findings: readonly Finding[];
}
