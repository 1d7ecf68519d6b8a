import type { Change } from "../model/change.js";
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
  for (const change of decisions.flatMap((decision) => decision.changes ?? [])) {
    if (change.verb === "subscribe") continue;
    const row = taskRow({ tasks }, change.task);
    const before = { tasks: row === undefined ? {} : { [change.task]: row }, rules: {} };
    Object.assign(tasks, recorded(before, change, nowMs).tasks);
  }
  return { tasks };
}

function recorded(members: LedgerMembers, change: Unsigned<Change>, nowMs: number): LedgerMembers {
  switch (change.verb) {
    case "adopt":
      return withAdopted(members, change, nowMs);
    case "remember":
      return withRemembered(members, change.task, change.onRemove);
    case "tombstone":
      return withTombstone(members, change.task, nowMs);
    default:
      return members;
  }
}
