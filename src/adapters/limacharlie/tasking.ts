import { isJsonObject } from "../../core/model/json.js";
import type { TaskRequest } from "../../core/model/ledger.js";
import type { TaskId } from "../../core/model/queue.js";
import type { TaskingAnswer, Tasking, UntaskAnswer } from "../../ports/tasking.js";
import type { Connection } from "./connection.js";
import { openEnvelope } from "./envelope.js";
import { LimaCharlieError } from "./errors.js";
import { extensionCall } from "./extension.js";
import { rateLimitWaitMs } from "./repeat.js";
import { readTaskAnswer } from "./task-answer.js";
import { taskProblem } from "./task-problem.js";

/** Issuing and cancelling through the extension. */
export function limacharlieTasking(connection: Connection): Tasking {
  return {
    ready: () => connection.ready(connection.timeouts.extensionMs),
    task: (request, whyNot) => sendTask(connection, request, whyNot),
    untask: (taskId) => sendUntask(connection, taskId),
  };
}

const purpose = "issue the task";

async function sendTask(
  connection: Connection,
  request: TaskRequest,
  whyNot: () => string | undefined,
): Promise<TaskingAnswer> {
  const problem = taskProblem(request);
  if (problem !== undefined) return { kind: "refused", message: `Cannot ${purpose}: ${problem}` };
  const { command: task, target, context, ttlSeconds: ttl } = request;
  const data = { task, ...target, context, ttl };
  try {
    const call = extensionCall(connection, { action: "task", data, purpose });
    const attempt = await connection.sendOnce(call, whyNot);
    if ("what" in attempt && attempt.what === "withheld") return { kind: "withheld", message: attempt.why };
    return readTaskAnswer(attempt, { purpose, say: connection.say });
  } catch (error) {
    if (error instanceof LimaCharlieError) return withoutToken(error);
    throw error;
  }
}

/** No token, nothing sent: a no to our credential is final, all else may be tried again. */
function withoutToken(error: LimaCharlieError): TaskingAnswer {
  if (error.kind === "unauthorized") return { kind: "refused", message: error.message };
  const retryAfterMs = error.kind === "rate-limited" ? rateLimitWaitMs(undefined) : 0;
  return { kind: "unsent", message: error.message, retryAfterMs };
}

/**
 * Always names every sensor and the one task id: without a selector the request is rejected, and without a task id it would
 * empty whole queues (reference: API, 4.2).
 */
async function sendUntask(connection: Connection, taskId: TaskId): Promise<UntaskAnswer> {
  if (taskId.trim() === "") return { kind: "failed", message: "Cannot cancel: there is no task id" };
  const data = { selector: "*", task_id: taskId };
  const call = extensionCall(connection, { action: "untask", data, purpose: "cancel the task" });
  try {
    const { data: reply } = openEnvelope(await connection.send(call));
    const deleted = isJsonObject(reply) ? reply["deleted"] : undefined;
    if (typeof deleted === "number" && Number.isSafeInteger(deleted) && deleted >= 0) {
      return { kind: "deleted", deleted };
    }
    return { kind: "failed", message: "Cannot cancel the task: the answer does not say what was deleted" };
  } catch (error) {
    if (error instanceof LimaCharlieError) return { kind: "failed", message: error.message };
    throw error;
  }
}
