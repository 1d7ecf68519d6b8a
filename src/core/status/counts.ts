import type { RunRow } from "../model/ledger.js";
import { knownDelivered, lastObserved } from "../model/run-observation.js";
import type { RunCounts } from "../model/status-report.js";
import { lostOf } from "./lost.js";
import { phaseOf } from "./phase.js";
import { type RunSeen, tallyOf } from "./run-seen.js";

/**
 * What became of the sensors of a run. The queue is evidence of what is pending, never of what was done (reference: API, 4.3):
 *
 * | when | delivered | pending | expired |
 * |-|-|-|-|
 * | before the end, the queue read | targeted − pending − not taskable; as last observed where somebody probably cancelled | as listed | – |
 * | before the end, not read, or just issued | as last observed | as last observed | – |
 * | around the end | as last observed | as listed | – |
 * | after the end | as last observed | as listed | what was pending at the last look |
 * | cancelled by us, or unresolved | as last observed | as listed | – |
 *
 * The rest of what was targeted is unknown.
 */
export function countsOf(run: RunRow, seen: RunSeen): RunCounts {
  const tally = tallyOf(seen);
  const listed = tally.state === "listed" ? tally.waiting.size : undefined;
  const targeted = targetedBy(run);
  const last = lastObserved(run);
  const dumb = skippedOf(run) + (tally.state === "listed" ? tally.notTaskable : 0);
  const notTaskable = Math.max(dumb, last?.notTaskable ?? 0);
  const delivered = knownDelivered(run);
  const phase = phaseOf(run, seen.nowMs);
  const isSeen = listed !== undefined || tally.state === "absent";
  const old = last === undefined ? {} : { asOfMs: last.atMs };

  if (phase === "open" && isSeen) {
    const pending = listed ?? 0;
    const left = targeted === undefined ? undefined : targeted - dumb - pending;
    return partition(targeted, {
      ...known("delivered", left === undefined ? delivered : proven(left, delivered, lostOf(run, seen))),
      pending,
      notTaskable: dumb,
    });
  }
  const before = { ...known("delivered", delivered), notTaskable };
  if (listed !== undefined) return partition(targeted, { ...before, pending: listed, ...old });
  switch (phase) {
    case "open":
    case "settling":
      return partition(targeted, { ...before, ...known("pending", last?.pending), ...old });
    case "ended":
      return partition(targeted, { ...before, pending: 0, ...known("expired", last?.pending), ...old });
    default:
      return partition(targeted, { ...before, ...(isSeen ? { pending: 0 } : {}), ...old });
  }
}

/** Sensors that the service matched; nobody told us of a run that somebody else made. */
function targetedBy({ foreign, counts }: RunRow): number | undefined {
  return foreign === undefined ? counts?.total : undefined;
}

/** Sensors that matched, and that were neither sent to nor queued for (reference: API, 4.4, restricted sensors; inferred). */
function skippedOf({ counts }: RunRow): number {
  return counts === undefined ? 0 : Math.max(0, counts.total - counts.tasked - counts.queued);
}

/** What left the queue was delivered, unless something shows that it was not; what is known to be delivered never becomes less. */
function proven(left: number, delivered: number | undefined, lost: number): number | undefined {
  if (lost > 0) return delivered;
  return left < (delivered ?? 0) ? undefined : left;
}

type Parts = Omit<RunCounts, "targeted" | "unknown">;

/** The parts and what is left of the whole. Parts that do not fit into it are not known: first what was delivered, then the whole itself. */
function partition(targeted: number | undefined, parts: Parts): RunCounts {
  const { pending, asOfMs } = parts;
  const seen = { ...known("pending", pending), ...known("asOfMs", asOfMs) };
  if (targeted === undefined) return seen;
  const unknown = targeted - sumOf(parts);
  if (unknown >= 0) return { targeted, ...parts, unknown };
  const { delivered, ...others } = parts;
  return delivered === undefined ? seen : partition(targeted, others);
}

const sumOf = ({ delivered = 0, pending = 0, expired = 0, notTaskable = 0 }: Parts): number =>
  delivered + pending + expired + notTaskable;

function known<Name extends keyof RunCounts>(
  name: Name,
  value: number | undefined,
): Partial<Pick<RunCounts, Name>> {
  const member: Partial<Pick<RunCounts, Name>> = {};
  return value === undefined ? member : { ...member, [name]: value };
}
