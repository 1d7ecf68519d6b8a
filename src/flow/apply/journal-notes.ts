import type { IssueChange } from "../../core/model/change.js";
import { messageOf } from "../../core/model/message-of.js";
import type { JournalEntry } from "../../ports/journal.js";
import type { Execution } from "./execution.js";
import type { Verdict } from "./send.js";

/** Notes that a run is sent next. Returns why that could not be noted. */
export function noteSend(execution: Execution, change: IssueChange): Promise<string | undefined> {
  return note(execution, change, { event: "send" });
}

/** Notes what became of a run. Returns why that could not be noted. */
export function noteVerdict(
  execution: Execution,
  change: IssueChange,
  verdict: Verdict,
): Promise<string | undefined> {
  return note(execution, change, {
    event: eventOf(verdict),
    ...("taskId" in verdict ? { taskId: verdict.taskId } : {}),
    ...("counts" in verdict && verdict.counts !== undefined ? { counts: verdict.counts } : {}),
  });
}

/** For the ledger a run that reached too many and could not be cancelled is an issued one. */
function eventOf({ kind }: Verdict): JournalEntry["event"] {
  if (kind === "overshot") return "issued";
  return kind === "untried" ? "unaccepted" : kind;
}

async function note(
  { organization, lease }: Execution,
  { task, run, request }: IssueChange,
  what: Pick<JournalEntry, "event" | "taskId" | "counts">,
): Promise<string | undefined> {
  const { ledgerId } = lease.session.ledger;
  try {
    await organization.journal.note({
      ...what,
      atMs: organization.clock.nowMs(),
      ledgerId,
      task,
      run,
      token: request.context,
    });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
