import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { IssueCounts } from "../../core/model/ledger.js";
import { taskId } from "../../core/model/queue.js";
import type { TaskingAnswer } from "../../ports/tasking.js";
import { type Answer, type FailureContext, failureOf, isSuccess, succeeded } from "./answer.js";
import { errorIn, openEnvelope } from "./envelope.js";
import { isRateLimited, periodSeconds } from "./rate-limit.js";
import { rateLimitWaitMs } from "./repeat.js";
import type { Attempt } from "./session.js";

/** After a connection that could not be made. */
const reconnectAfterMs = 2000;

/**
 * Statuses by which a readable answer says that the request was not taken. Not among them: 401 (it may have been a later
 * hop's), 408, 409, 425, 429 and whatever is not understood: those are ambiguous.
 */
const refusingStatuses: ReadonlySet<number> = new Set([
  400, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422,
]);

/**
 * What the one attempt of a `task` request came to (design of issuing: only a connection that never was and a gateway's 429 are
 * provably not accepted; everything that is neither a readable yes nor a readable no may have been accepted).
 */
export function readTaskAnswer(attempt: Attempt, context: FailureContext): TaskingAnswer {
  if ("what" in attempt) {
    const { error } = failureOf(attempt, context);
    return attempt.what === "not-connected"
      ? { kind: "unsent", message: error.message, retryAfterMs: reconnectAfterMs }
      : { kind: "ambiguous", message: error.message };
  }
  if (isSuccess(attempt.status)) return readSuccess(attempt, context);
  const { message } = failureOf(attempt, context).error;
  if (isGatewayLimit(attempt)) {
    return { kind: "unsent", message, retryAfterMs: rateLimitWaitMs(periodSeconds(attempt.headers)) };
  }
  return { kind: isReadableNo(attempt) ? "refused" : "ambiguous", message };
}

/** The gateway's own 429 says its limit and knows no envelope; one with an envelope comes from behind it. */
const isGatewayLimit = (answer: Answer): boolean =>
  answer.status === 429 &&
  isRateLimited(answer.headers) &&
  !(answer.json !== undefined && openEnvelope(answer.json.value).enveloped);

function isReadableNo({ status, json }: Answer): boolean {
  if (json === undefined || !refusingStatuses.has(status)) return false;
  return errorIn(json.value) !== "" && !openEnvelope(json.value).retry;
}

function readSuccess(answer: Answer, context: FailureContext): TaskingAnswer {
  if (!succeeded(answer)) return { kind: "ambiguous", message: failureOf(answer, context).error.message };
  const { data } = openEnvelope(answer.json.value);
  const id = isJsonObject(data) ? data["task_id"] : undefined;
  const counts = isJsonObject(data) ? readCounts(data) : undefined;
  if (typeof id !== "string" || id.trim() === "") {
    return ambiguous(context, "the answer carries no task id");
  }
  return counts === undefined
    ? ambiguous(context, `the answer for task id ${context.say(id)} carries no readable counts`)
    : { kind: "accepted", taskId: taskId(id), counts };
}

const ambiguous = ({ purpose }: FailureContext, why: string): TaskingAnswer => ({
  kind: "ambiguous",
  message: `Cannot ${purpose}: ${why}`,
});

/**
 * The three counts (reference: API, 4.1). A zero may be left out, so what is missing follows from what is there;
 * with none of them nothing is known, and unknown is never zero. The total is never less than what was sent and queued.
 */
function readCounts(data: JsonObject): IssueCounts | undefined {
  const written = [data["total_sensors"], data["tasked_sensors"], data["queued_sensors"]];
  if (written.every((count) => count === undefined) || !written.every(isCountOrMissing)) return undefined;
  const [total, tasked = 0, queued = 0] = written;
  return { total: Math.max(total ?? 0, tasked + queued), tasked, queued };
}

const isCountOrMissing = (count: Json | undefined): count is number | undefined =>
  count === undefined || (typeof count === "number" && Number.isSafeInteger(count) && count >= 0);
