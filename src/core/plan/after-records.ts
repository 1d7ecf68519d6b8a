import type { AdoptChange, Change, RememberChange, TombstoneChange } from "../model/change.js";
import { type Ledger, taskRow } from "../model/ledger.js";
import type { Decided } from "./decided.js";
import type { Unsigned } from "./fingerprint.js";
import { type LedgerMembers, withAdopted, withRemembered, withTombstone } from "./record.js";

/**
 * The tasks of a ledger as they will be when what nobody is asked about is recorded: only then is it known which entries of the
 * queue are left over.
 */
export function afterRecords(
  ledger: Pick<Ledger, "tasks">,
  decisions: readonly Decided[],
  nowMs: number,
): Pick<Ledger, "tasks"> {
  const tasks = { ...ledger.tasks };
  for (const change of decisions.flatMap((decision) => decision.changes ?? []).filter(isRecord)) {
    const row = taskRow({ tasks }, change.task);
    const before = { tasks: row === undefined ? {} : { [change.task]: row }, rules: {} };
    Object.assign(tasks, recorded(before, change, nowMs).tasks);
  }
  return { tasks };
}

type Recorded = Unsigned<AdoptChange> | Unsigned<RememberChange> | Unsigned<TombstoneChange>;

const isRecord = (change: Unsigned<Change>): change is Recorded =>
  change.verb === "adopt" || change.verb === "remember" || change.verb === "tombstone";

function recorded(members: LedgerMembers, change: Recorded, nowMs: number): LedgerMembers {
  if (change.verb === "adopt") return withAdopted(members, change, nowMs);
  return change.verb === "remember"
    ? withRemembered(members, change.task, change.onRemove)
    : withTombstone(members, change.task, nowMs);
}
