import type { Clock } from "../../ports/clock.js";
import type { Connection } from "./connection.js";

/** The clock of record: local time corrected by the `Date` of the organization's answers. */
export function serverClock(
  connection: Pick<Connection, "serverNowMs" | "skewMs">,
  local: Pick<Clock, "monotonicMs" | "sleep">,
): Clock {
  return {
    nowMs: connection.serverNowMs,
    skewMs: connection.skewMs,
    monotonicMs: () => local.monotonicMs(),
    sleep: (ms) => local.sleep(ms),
  };
}
