import type { IssueChange } from "../../core/model/change.js";
import type { IssueCounts, Ledger } from "../../core/model/ledger.js";
import { messageOf } from "../../core/model/message-of.js";
import { taskId as asTaskId, type QueueEntry } from "../../core/model/queue.js";
import { carriesToken } from "../../core/model/token.js";
import { runsCommand } from "../../core/plan/queue-index.js";
import { grouped, sensors } from "../../core/report/describe.js";
import type { TaskingAnswer, UntaskAnswer } from "../../ports/tasking.js";
import { mostAllowed } from "./count.js";
import { type Execution, whyNotNow, whyNotReady } from "./execution.js";
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
  const whyNot = (): string | undefined => whyNotNow(execution);
  const answer = await tasking.task(change.request, whyNot);
  if (answer.kind === "withheld") return { kind: "untried", message: `not issued: ${answer.message}` };
  if (answer.kind !== "unsent") return judge(execution, run, answer);
  const unaccepted = (why: string): Verdict => ({ kind: "unaccepted", message: `not issued: ${why}` });
  const tooLong = whyNotNow(execution, answer.retryAfterMs);
  if (tooLong !== undefined) return unaccepted(`${answer.message}; ${tooLong}`);
  await clock.sleep(answer.retryAfterMs);
  const moved = await execution.lease.session.verify().then(() => undefined, messageOf);
  const halted = moved ?? (await whyNotReady(execution));
  if (halted !== undefined) return unaccepted(`${answer.message}; ${halted}`);
  const second = await tasking.task(change.request, whyNot);
  if (second.kind === "withheld") return unaccepted(`${answer.message}; ${second.message}`);
  return second.kind === "unsent" ? unaccepted(second.message) : judge(execution, run, second);
}

async function judge(
  execution: Execution,
  run: Counted,
  answer: Exclude<TaskingAnswer, { kind: "unsent" | "withheld" }>,
): Promise<Verdict> {
  if (answer.kind === "accepted") return accepted(execution, run, answer);
  const { found, unread } = await lookUp(execution, run.change);
  if (found !== undefined) return shown(execution, run, { found, why: answer.message });
  if (answer.kind === "refused" && unread === undefined)
    return { kind: "refused", message: `refused: ${answer.message}` };
  const seen = unread === undefined ? "the queue does not show it" : `the queue cannot be read: ${unread}`;
  return { kind: "unresolved", message: `${answer.message}; ${seen}` };
}

/** The service's own count has the last word: a run that reaches more sensors than allowed is stopped at once. */
async function accepted(
  execution: Execution,
  run: Counted,
  { taskId, counts }: Extract<TaskingAnswer, { kind: "accepted" }>,
): Promise<Verdict> {
  const { expected } = run;
  const { total, tasked, queued } = counts;
  const most = mostAllowed(execution, expected);
  execution.reached += total;
  if (total > most) return stopped(execution, run, { taskId, counts, total, most });
  const surprise =
    expected === undefined || expected === total ? "" : `; ${grouped(expected)} were counted before`;
  const message = `issued to ${sensors(total)}: ${grouped(tasked)} now, ${grouped(queued)} queued${surprise}`;
  return { kind: "issued", taskId, counts, message };
}

/** Without an answer that says the number, what waits in the queue is the least that the run reached. */
async function shown(
  execution: Execution,
  run: Counted,
  { found, why }: { readonly found: QueueEntry; readonly why: string },
): Promise<Verdict> {
  const { taskId, sids } = found;
  const most = mostAllowed(execution, run.expected);
  execution.reached += Math.max(sids.length, run.expected ?? 0);
  if (sids.length > most) return stopped(execution, run, { taskId, total: sids.length, most });
  return { kind: "issued", taskId, message: `issued: the queue shows it, and ${why}` };
}

interface Overshot {
  readonly taskId: string;
  readonly counts?: IssueCounts;
  readonly total: number;
  readonly most: number;
}

async function stopped(
  { organization, lease }: Execution,
  { change }: Counted,
  { taskId, counts, total, most }: Overshot,
): Promise<Verdict> {
  const known = { taskId, ...(counts === undefined ? {} : { counts }) };
  const why = `the service took it for ${sensors(total)}, and ${grouped(most)} are allowed`;
  const told = `${counts === undefined ? "some" : sensors(counts.tasked)} may have been told already`;
  const other = otherRunWith(taskId, change, lease.session.ledger);
  const answer: UntaskAnswer =
    other === undefined
      ? await organization.tasking.untask(asTaskId(taskId))
      : { kind: "failed", message: `the ledger has task_id ${taskId} as ${other}` };
  return answer.kind === "deleted"
    ? {
        kind: "cancelled",
        ...known,
        message: `${why}: cancelled at once on ${sensors(answer.deleted)}; ${told}`,
      }
    : {
        kind: "overshot",
        ...known,
        message: `${why}, and it could not be cancelled (${answer.message}); ${told}`,
      };
}

/** Another run that the ledger gives this task_id to, in words: an answer that names it is not about ours alone. */
function otherRunWith(id: string, change: IssueChange, { tasks }: Pick<Ledger, "tasks">): string | undefined {
  for (const [task, { runs }] of Object.entries(tasks)) {
    const run = runs.find(({ taskIds, token }) => taskIds.includes(id) && token !== change.request.context);
    if (run !== undefined) return `run ${run.run} of ${task}`;
  }
  return undefined;
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
    if (entry) return { found: entry };
  }
  return unread === undefined ? {} : { unread };
}

/** What the queue says about one token: its entry, or why the queue could not be read; neither means absent. */
interface LookUp {
  readonly found?: QueueEntry;
  readonly unread?: string;
}
