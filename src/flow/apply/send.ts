import type { IssueChange } from "../../core/model/change.js";
import type { IssueCounts } from "../../core/model/ledger.js";
import { taskId as asTaskId } from "../../core/model/queue.js";
import { carriesToken } from "../../core/model/token.js";
import { runsCommand } from "../../core/plan/queue-index.js";
import { grouped, sensors } from "../../core/report/describe.js";
import type { TaskingAnswer } from "../../ports/tasking.js";
import { mostAllowed } from "./count.js";
import { type Execution, whyNotNow } from "./execution.js";
import { queueNow } from "./queue-now.js";

/** A run that is to be sent now, and the number of sensors it was counted for; undefined when nobody knows. */
export interface Counted {
  readonly change: IssueChange;
  readonly expected: number | undefined;
}

/**
 * What is known of one request after it was tried.
 * `overshot`: the service took it for more sensors than allowed; `cancelled`: and its pending rest was deleted at once.
 * `refused`: the service said no. `unaccepted`: it never took it. `untried`: it was not sent. None of these uses the run up.
 * `unresolved`: it may have been accepted.
 */
export type Verdict =
  | {
      readonly kind: "issued" | "overshot" | "cancelled";
      readonly message: string;
      readonly taskId: string;
      readonly counts?: IssueCounts;
    }
  | { readonly kind: "refused" | "unaccepted" | "untried" | "unresolved"; readonly message: string };

/** Sends one request once; a second time only when the first provably was not accepted. Throws for nothing that the service does. */
export async function send(execution: Execution, run: Counted): Promise<Verdict> {
  const { tasking, clock } = execution.organization;
  const { change } = run;
  execution.progress(`issuing ${change.task}, run ${change.run}`);
  const answer = await tasking.task(change.request);
  if (answer.kind !== "unsent") return judge(execution, run, answer);
  const unaccepted = (why: string): Verdict => ({ kind: "unaccepted", message: `not issued: ${why}` });
  const tooLong = whyNotNow(execution, answer.retryAfterMs);
  if (tooLong !== undefined) return unaccepted(`${answer.message}; ${tooLong}`);
  await clock.sleep(answer.retryAfterMs);
  const halted = whyNotNow(execution);
  if (halted !== undefined) return unaccepted(`${answer.message}; ${halted}`);
  const second = await tasking.task(change.request);
  return second.kind === "unsent" ? unaccepted(second.message) : judge(execution, run, second);
}

async function judge(
  execution: Execution,
  run: Counted,
  answer: Exclude<TaskingAnswer, { kind: "unsent" }>,
): Promise<Verdict> {
  if (answer.kind === "accepted") return accepted(execution, run, answer);
  const { taskId, unread } = await lookUp(execution, run.change);
  if (taskId !== undefined)
    return { kind: "issued", taskId, message: `issued: the queue shows it, and ${answer.message}` };
  if (answer.kind === "refused" && unread === undefined)
    return { kind: "refused", message: `refused: ${answer.message}` };
  const shown = unread === undefined ? "the queue does not show it" : `the queue cannot be read: ${unread}`;
  return { kind: "unresolved", message: `${answer.message}; ${shown}` };
}

/** The service's own count has the last word: a run that reaches more sensors than allowed is stopped at once. */
async function accepted(
  execution: Execution,
  { expected }: Counted,
  { taskId, counts }: Extract<TaskingAnswer, { kind: "accepted" }>,
): Promise<Verdict> {
  const { total, tasked, queued } = counts;
  execution.reached += total;
  const most = mostAllowed(execution, expected);
  if (total > most) return stopped(execution, { taskId, counts, most });
  const surprise =
    expected === undefined || expected === total ? "" : `; ${grouped(expected)} were counted before`;
  const message = `issued to ${sensors(total)}: ${grouped(tasked)} now, ${grouped(queued)} queued${surprise}`;
  return { kind: "issued", taskId, counts, message };
}

async function stopped(
  { organization }: Execution,
  { taskId, counts, most }: { readonly taskId: string; readonly counts: IssueCounts; readonly most: number },
): Promise<Verdict> {
  const answer = await organization.tasking.untask(asTaskId(taskId));
  const why = `the service took it for ${sensors(counts.total)}, and ${grouped(most)} are allowed`;
  const told = `${sensors(counts.tasked)} may have been told already`;
  return answer.kind === "deleted"
    ? {
        kind: "cancelled",
        taskId,
        counts,
        message: `${why}: cancelled at once on ${sensors(answer.deleted)}; ${told}`,
      }
    : {
        kind: "overshot",
        taskId,
        counts,
        message: `${why}, and it could not be cancelled (${answer.message}); ${told}`,
      };
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
