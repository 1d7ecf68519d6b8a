import { messageOf } from "../../core/model/message-of.js";
import type { QueueReading } from "../../core/model/queue.js";
import type { Sending } from "./execution.js";

/** The queue in the middle of an apply: one that cannot be reached is one that cannot be read, because what was sent has to be recorded. */
export async function queueNow({ organization, sids }: Sending): Promise<QueueReading> {
  try {
    return await organization.queue.list(sids);
  } catch (error) {
    return { readable: false, reason: messageOf(error), shape: "" };
  }
}
