import type { QueueReading } from "../core/model/queue.js";

/** The live queue of an organization. */
export interface Queue {
  /**
   * Everything pending. `knownSids` tells sensor ids from task ids where the answer's shape does not.
   * An answer that cannot be read is a value; a broken connection throws.
   */
  list(knownSids: ReadonlySet<string>): Promise<QueueReading>;
}
