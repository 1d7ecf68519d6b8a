import type { Queue } from "../../ports/queue.js";
import { type Connection, listingMaxBytes } from "./connection.js";
import { extensionCall } from "./extension.js";
import { readList } from "./read-list.js";

/**
 * The live queue: one `list` of all sensors' pending deliveries.
 * Throws a LimaCharlieError when the service refuses or cannot be reached; an answer of unknown form is a reading.
 */
export function limacharlieQueue(connection: Connection): Queue {
  return {
    list: async (knownSids) => {
      const call = extensionCall(connection, {
        action: "list",
        data: { selector: "*" },
        purpose: "list the queue",
      });
      return readList(await connection.send({ ...call, maxBytes: listingMaxBytes }), knownSids);
    },
  };
}
