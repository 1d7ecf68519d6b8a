import { messageOf } from "../../core/model/message-of.js";
import { type Sending, failed, skipped, type TaskChange, whyNotReady } from "./execution.js";

/**
 * Tries one change after the other and returns those that succeeded. `attempt` gives what went wrong, or throws it: that stops this
 * task only. The lease is extended on the way, and what may not be sent any more is skipped.
 */
export async function tryEach<C extends TaskChange>(
  execution: Sending,
  changes: readonly C[],
  attempt: (change: C) => Promise<string | undefined>,
): Promise<C[]> {
  const succeeded: C[] = [];
  for (const change of changes) {
    await execution.lease.renew();
    const halted = await whyNotReady(execution);
    if (halted !== undefined) {
      skipped(execution, change, halted);
      continue;
    }
    const problem = await attempt(change).catch(messageOf);
    if (problem === undefined) succeeded.push(change);
    else failed(execution, change, problem);
  }
  return succeeded;
}
