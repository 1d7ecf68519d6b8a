import type { IssueChange } from "../../core/model/change.js";
import type { IssueCounts } from "../../core/model/ledger.js";
import { carriesToken } from "../../core/model/token.js";
import { runsCommand } from "../../core/plan/queue-index.js";
import { grouped, sensors } from "../../core/report/describe.js";
import type { TaskingAnswer } from "../../ports/tasking.js";
import { type Execution, whyNotNow } from "./execution.js";
import { queueNow } from "./queue-now.js";

/**
 * What is known of one request after it was tried.
 * `refused`: the service said no. `unaccepted`: it never took it. `untried`: it was not sent. None of these uses the run up.
 * `unresolved`: it may have been accepted.
 */
export type Verdict =
  | {
      readonly kind: "issued";
      readonly message: string;
      readonly taskId: string;
      readonly counts?: IssueCounts;
    }
  | { readonly kind: "refused" | "unaccepted" | "untried" | "unresolved"; readonly message: string };

/** Sends one request once; a second time only when the first provably was not accepted. Throws for nothing that the service does. */
export async function send(execution: Execution, change: IssueChange): Promise<Verdict> {
  const { tasking, clock } = execution.organization;
  execution.progress(`issuing ${change.task}, run ${change.run}`);
  const answer = await tasking.task(change.request);
  if (answer.kind !== "unsent") return judge(execution, change, answer);
  const unaccepted = (why: string): Verdict => ({ kind: "unaccepted", message: `not issued: ${why}` });
  const tooLong = whyNotNow(execution, answer.retryAfterMs);
  if (tooLong !== undefined) return unaccepted(`${answer.message}; ${tooLong}`);
  await clock.sleep(answer.retryAfterMs);
  const halted = whyNotNow(execution);
  if (halted !== undefined) return unaccepted(`${answer.message}; ${halted}`);
  const second = await tasking.task(change.request);
  return second.kind === "unsent" ? unaccepted(second.message) : judge(execution, change, second);
}

async function judge(
  execution: Execution,
  change: IssueChange,
  answer: Exclude<TaskingAnswer, { kind: "unsent" }>,
): Promise<Verdict> {
  if (answer.kind === "accepted") return accepted(answer.taskId, answer.counts);
  const { taskId, unread } = await lookUp(execution, change);
  if (taskId !== undefined)
    return { kind: "issued", taskId, message: `issued: the queue shows it, and ${answer.message}` };
  if (answer.kind === "refused" && unread === undefined)
    return { kind: "refused", message: `refused: ${answer.message}` };
  const shown = unread === undefined ? "the queue does not show it" : `the queue cannot be read: ${unread}`;
  return { kind: "unresolved", message: `${answer.message}; ${shown}` };
}

function accepted(taskId: string, counts: IssueCounts): Verdict {
  const { total, tasked, queued } = counts;
  const message = `issued to ${sensors(total)}: ${grouped(tasked)} now, ${grouped(queued)} queued`;
  return { kind: "issued", taskId, counts, message };
}

/** Looks for the token in the queue, twice with a pause: a queue may show a new entry late. */
async function lookUp(execution: Execution, { request, exactContext }: IssueChange): Promise<LookUp> {
  const { clock, patience } = execution.organization;
  let unread: string | undefined;
  for (const pauseMs of [0, patience.listSettleMs]) {
    await clock.sleep(pauseMs);
    const reading = await queueNow(execution);
    if (!reading.readable) unread = reading.reason;
    const entries = reading.readable && !exactContext ? reading.entries : [];
    const entry = entries.find(
      (each) => carriesToken(each.context, request.context) && runsCommand(each, request.command),
    );
    if (entry) return { taskId: entry.taskId };
  }
  return unread === undefined ? {} : { unread };
}

/** What the queue says about one token: its task_id, or why the queue could not be read; neither means absent. */
interface LookUp {
  readonly taskId?: string;
  readonly unread?: string;
}
