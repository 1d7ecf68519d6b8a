import type { Change } from "../../core/model/change.js";
import type { Ledger } from "../../core/model/ledger.js";
import { moveRows } from "../../core/plan/renames.js";
import {
  type LedgerMembers,
  withAccepted,
  withAdopted,
  withRemembered,
  withRule,
  withTerms,
} from "../../core/plan/record.js";
import { changesOf, done, type Execution, membersOf } from "./execution.js";

type RecordChange = Extract<
  Change,
  { verb: "move" | "remember" | "adopt" | "accept" | "reschedule" | "adopt-rule" }
>;

/** What only the ledger learns, in one write: nothing is sent for it. Moves come first, the others speak of the new names. */
export async function recordStep(execution: Execution): Promise<void> {
  const changes: RecordChange[] = [
    ...changesOf(execution, "move"),
    ...changesOf(execution, "remember", "adopt", "accept", "reschedule", "adopt-rule"),
  ];
  if (changes.length === 0) return;
  const { session } = execution.lease;
  const nowMs = execution.organization.clock.nowMs();
  const next = changes.reduce(
    (members, change) => recorded(members, change, { ledger: session.ledger, nowMs }),
    membersOf(execution),
  );
  await session.write(next);
  for (const change of changes) done(execution, change, "recorded");
}

function recorded(
  members: LedgerMembers,
  change: RecordChange,
  at: { ledger: Ledger; nowMs: number },
): LedgerMembers {
  switch (change.verb) {
    case "move":
      return {
        ...members,
        tasks: moveRows({ ...at.ledger, ...members }, [{ from: change.from, to: change.task }], at.nowMs)
          .tasks,
      };
    case "remember":
      return withRemembered(members, change.task, change.onRemove);
    case "adopt":
      return withAdopted(members, change, at.nowMs);
    case "accept":
      return withAccepted(members, change);
    case "reschedule":
      return withTerms(members, change);
    case "adopt-rule":
      return withRule(members, change.key, {
        task: change.task,
        ...(change.foreign === undefined ? {} : { foreign: change.foreign }),
        applied: { hash: change.hash, content: change.content },
      });
  }
}
