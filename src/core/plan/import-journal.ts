import { byToken, type Journalled, type JournalEntry } from "../model/journal.js";
import type { Ledger, RunRow } from "../model/ledger.js";
import { type LedgerMembers, withRun, withTask } from "./record.js";

/** What a ledger takes from a journal: each step in words, and what the journal knows and the ledger cannot use. */
export interface JournalImport {
  readonly ledger: Ledger;
  readonly took: readonly string[];
  readonly left: readonly string[];
}

/** Runs that are unresolved in the ledger and answered in the journal get their answer. Nothing else changes, so twice is as once. */
export function withJournal(ledger: Ledger, entries: readonly JournalEntry[]): JournalImport {
  const known = byToken(entries.filter(({ ledgerId }) => ledgerId === ledger.ledgerId));
  const took: string[] = [];
  const left: string[] = [];
  let members: LedgerMembers = ledger;
  for (const [name, row] of Object.entries(ledger.tasks)) {
    for (const run of row.runs) {
      const journalled = run.state === "unresolved" ? known.get(run.token) : undefined;
      if (journalled === undefined || journalled.entry.run !== run.run) continue;
      const answered = answer(run, journalled);
      if (answered === undefined) left.push(unanswered(name, run, journalled));
      else {
        members = withTask(members, name, withRun(members.tasks[name] ?? row, answered));
        took.push(`run ${run.run} of ${name}: ${answered.state}, task_id ${answered.taskIds.join(", ")}`);
      }
    }
  }
  return { ledger: { ...ledger, ...members }, took, left };
}

function answer(run: RunRow, { known, entry }: Journalled): RunRow | undefined {
  const { taskId, counts, atMs } = entry;
  if ((known !== "issued" && known !== "cancelled") || taskId === undefined) return undefined;
  return {
    ...run,
    state: known,
    taskIds: [...new Set([...run.taskIds, taskId])],
    issuedAtMs: atMs,
    expiresAtMs: atMs + run.request.ttlSeconds * 1000,
    ...(counts === undefined ? {} : { counts }),
    ...(known === "cancelled" ? { cancelledAtMs: atMs } : {}),
  };
}

const unanswered = (name: string, { run }: RunRow, { known }: Journalled): string =>
  known === "unaccepted"
    ? `run ${run} of ${name} was refused; \`lctasks rerun ${name}\` issues it under a higher number`
    : `run ${run} of ${name} was sent, and the journal has no answer either`;
