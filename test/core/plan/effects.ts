import type { Change } from "../../../src/core/model/change.js";
import type { Ledger } from "../../../src/core/model/ledger.js";
import type { Plan } from "../../../src/core/model/plan.js";
import { comparableDesired } from "../../../src/core/plan/comparable-rule.js";
import {
  type LedgerMembers,
  withAccepted,
  withAdopted,
  withCancelled,
  withIntent,
  withIssued,
  withRemembered,
  withRule,
  withTerms,
  withTombstone,
} from "../../../src/core/plan/record.js";
import { moveRows } from "../../../src/core/plan/renames.js";

/** The ledger after an apply in which everything went well. */
export function ledgerAfter(plan: Plan, ledger: Ledger, nowMs: number): Ledger {
  const moved = plan.changes.reduce<Ledger>(
    (before, change) =>
      change.verb === "move" ? moveRows(before, [{ from: change.from, to: change.task }], nowMs) : before,
    ledger,
  );
  return {
    ...moved,
    ...plan.changes.reduce<LedgerMembers>((members, change) => recorded(members, change, nowMs), moved),
  };
}

function recorded(members: LedgerMembers, change: Change, nowMs: number): LedgerMembers {
  switch (change.verb) {
    case "subscribe":
    case "move":
      return members;
    case "remember":
      return withRemembered(members, change.task, change.onRemove);
    case "adopt":
      return withAdopted(members, change, nowMs);
    case "accept":
      return withAccepted(members, change);
    case "reschedule":
      return withTerms(members, change);
    case "cancel":
      return withCancelled(members, change, nowMs);
    case "issue": {
      const answer = { taskId: `answer-${change.request.context}`, nowMs };
      return withIssued(withIntent(members, change, { nowMs }), change, answer);
    }
    case "count-served":
      return members;
    case "tombstone":
      return withTombstone(members, change.task, nowMs);
    case "create-rule":
    case "update-rule": {
      const content = comparableDesired(change.rule);
      return withRule(members, change.rule.key, {
        task: change.task,
        applied: { hash: change.hash, content },
      });
    }
    case "adopt-rule":
      return withRule(members, change.key, {
        task: change.task,
        applied: { hash: change.hash, content: change.content },
      });
    case "delete-rule":
    case "forget-rule":
      return withRule(members, change.key, undefined);
  }
}
