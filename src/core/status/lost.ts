import type { RunRow } from "../model/ledger.js";
import { lastObserved } from "../model/run-observation.js";
import type { SensorRecord } from "../model/sensor.js";
import { phaseOf } from "./phase.js";
import { type RunSeen, tallyOf } from "./run-seen.js";

/**
 * At least how many sensors left the queue of a run although they were not connected since they waited in it: a delivery needs a
 * connection (reference: API, 4.4), so somebody probably cancelled it. Zero when nothing shows that, also when nobody can tell.
 */
export function lostOf(run: RunRow, seen: RunSeen): number {
  const before = lastObserved(run);
  const waiting = waitingNow(run, seen);
  if (waiting === undefined) return before?.lost ?? 0;
  const isMissed = missedIn(waiting, seen);
  if (before?.waiting !== undefined) {
    return (before.lost ?? 0) + before.waiting.filter((sid) => isMissed(sid, before.atMs)).length;
  }
  return Math.max(before?.lost ?? 0, missedSinceIssue(run, seen, { waiting, isMissed }));
}

/** Who waits now; undefined where absence from the queue says nothing. */
function waitingNow(run: RunRow, seen: RunSeen): ReadonlySet<string> | undefined {
  if (phaseOf(run, seen.nowMs) !== "open" || !seen.fleet.isListed) return undefined;
  const tally = tallyOf(seen);
  if (tally.state === "absent") return new Set();
  return tally.state === "listed" ? tally.waiting : undefined;
}

type IsMissed = (sid: string, sinceMs: number) => boolean;

/** A sensor that is not enrolled any more is not missed, nor one whose last connection nobody tells. */
function missedIn(waiting: ReadonlySet<string>, { fleet }: RunSeen): IsMissed {
  return (sid, sinceMs) => {
    const sensor = fleet.bySid.get(sid);
    return sensor !== undefined && !waiting.has(sid) && !fleet.online.has(sid) && !wasSeen(sensor, sinceMs);
  };
}

/** `alive` counts whole seconds; unknown is seen. */
const wasSeen = ({ alive }: SensorRecord, sinceMs: number): boolean =>
  alive === undefined || (alive + 1) * 1000 > sinceMs;

/**
 * Without a list of who waited: sensors that the target reaches, that were enrolled before the run and not connected since. As many as
 * were sent to at once may have confirmed and gone offline again; and no more can be missed than left the queue at all.
 */
function missedSinceIssue(
  { counts, foreign, intentAtMs }: RunRow,
  { fleet, reached }: RunSeen,
  { waiting, isMissed }: { readonly waiting: ReadonlySet<string>; readonly isMissed: IsMissed },
): number {
  const gone = counts === undefined || foreign !== undefined ? 0 : counts.queued - waiting.size;
  if (counts === undefined || gone <= 0) return 0;
  const unseen = [...(reached() ?? [])].filter((sid) => {
    const enroll = fleet.bySid.get(sid)?.enroll;
    return enroll !== undefined && enroll * 1000 < intentAtMs && isMissed(sid, intentAtMs);
  });
  return Math.max(0, Math.min(unseen.length - counts.tasked, gone));
}
