import { messageOf } from "../../core/model/message-of.js";
import type { QueueReading } from "../../core/model/queue.js";
import { taskingExtension } from "../../core/plan/held-organization.js";
import type { ReadableOrganization } from "../../ports/organization.js";

/** The queue, with the sensor ids that its shapes are told apart by. */
export interface QueueLook {
  readonly queue: QueueReading;
  readonly sids: ReadonlySet<string>;
}

/** Looks at the queue and at nothing else: what has to be stopped is stopped whatever becomes of the other answers. Never throws. */
export async function lookAtQueue({ account, sensors, queue }: ReadableOrganization): Promise<QueueLook> {
  const sids = new Set<string>();
  try {
    for await (const page of sensors.list()) for (const { sid } of page) sids.add(sid);
    const subscribed = (await account.subscriptions()).has(taskingExtension);
    return { sids, queue: subscribed ? await queue.list(sids) : { readable: true, entries: [] } };
  } catch (error) {
    return { sids, queue: { readable: false, reason: messageOf(error), shape: "" } };
  }
}
