import type { JsonObject } from "../../core/model/json.js";
import type { Call, Connection } from "./connection.js";

/** The extension that keeps the queue (reference: API, section 4). */
const reliableTasking = "ext-reliable-tasking";

/** A request to the extension (reference: API, 3.3). */
export function extensionCall(
  connection: Connection,
  request: {
    readonly action: "task" | "untask" | "list";
    readonly data: JsonObject;
    readonly purpose: string;
  },
): Call {
  const { action, data, purpose } = request;
  return {
    method: "POST",
    path: ["extension", "request", reliableTasking],
    action,
    form: { oid: connection.oid, action, data: JSON.stringify(data) },
    purpose,
    timeoutMs: connection.timeouts.extensionMs,
  };
}
