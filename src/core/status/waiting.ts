import { compareText } from "../model/finding.js";
import type { RunStatus, WaitingSensor } from "../model/status-report.js";
import { type RunSeen, tallyOf } from "./run-seen.js";

/** Who waits for a run, as far as the queue says it: the one that was away the longest, and how many on each platform. */
export function waitingOf(seen: RunSeen): Pick<RunStatus, "oldestWaiting" | "waitingOn"> {
  const tally = tallyOf(seen);
  if (tally.state !== "listed" || tally.waiting.size === 0) return {};
  const { bySid } = seen.fleet;
  const counts = new Map<string, number>();
  let oldest: WaitingSensor | undefined;
  for (const sid of tally.waiting) {
    const { plat = "unknown", hostname, alive } = bySid.get(sid) ?? {};
    counts.set(plat, (counts.get(plat) ?? 0) + 1);
    const sensor = {
      sid,
      ...(hostname === undefined ? {} : { hostname }),
      ...(alive === undefined ? {} : { lastSeenMs: alive * 1000 }),
    };
    if (oldest === undefined || isLongerAway(sensor, oldest)) oldest = sensor;
  }
  const waitingOn = Object.fromEntries([...counts].toSorted(([a], [b]) => compareText(a, b)));
  return { ...(oldest === undefined ? {} : { oldestWaiting: oldest }), waitingOn };
}

/** Nobody knows how long a sensor was away whose last connection the listing does not say: it comes last. */
function isLongerAway(a: WaitingSensor, b: WaitingSensor): boolean {
  const never = Number.POSITIVE_INFINITY;
  const order = (a.lastSeenMs ?? never) === (b.lastSeenMs ?? never);
  return order ? compareText(a.sid, b.sid) < 0 : (a.lastSeenMs ?? never) < (b.lastSeenMs ?? never);
}
