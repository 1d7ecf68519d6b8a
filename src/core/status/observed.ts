import { compareText } from "../model/finding.js";
import type { Ledger, RunRow } from "../model/ledger.js";
import { knownDelivered, lastObserved, type RunObservation } from "../model/run-observation.js";
import { countsOf } from "./counts.js";
import { lostOf } from "./lost.js";
import { phaseOf } from "./phase.js";
import { type RunSeen, tallyOf } from "./run-seen.js";

/** Observations that a run keeps. */
const mostObservations = 8;
/** Ids of waiting sensors that the last one keeps. */
const mostWaiting = 10;

/** What a look adds to what is known of a run; undefined where it says nothing that can be relied on. */
export function observationOf(run: RunRow, seen: RunSeen): RunObservation | undefined {
  const { nowMs, fleet } = seen;
  const tally = tallyOf(seen);
  const isTold = tally.state === "listed" || tally.state === "absent";
  if (phaseOf(run, nowMs) !== "open" || !isTold || !fleet.isListed) return undefined;
  const before = lastObserved(run);
  if (before !== undefined && nowMs <= before.atMs) return undefined;
  const { pending = 0, delivered, notTaskable = 0 } = countsOf(run, seen);
  const lost = lostOf(run, seen);
  const waiting = tally.state === "listed" ? longestAway(tally.waiting, seen) : [];
  const known = delivered ?? knownDelivered(run);
  return {
    atMs: nowMs,
    pending,
    ...(known === undefined ? {} : { delivered: known }),
    ...(notTaskable === 0 ? {} : { notTaskable }),
    ...(lost === 0 ? {} : { lost }),
    waiting,
  };
}

/** Those that are offline, the longest first: when they leave the queue without having been seen, somebody took them out. */
function longestAway(waiting: ReadonlySet<string>, { fleet }: RunSeen): string[] {
  return [...waiting]
    .flatMap((sid) => (fleet.online.has(sid) ? [] : (fleet.bySid.get(sid) ?? [])))
    .toSorted((a, b) => (a.alive ?? 0) - (b.alive ?? 0) || compareText(a.sid, b.sid))
    .slice(0, mostWaiting)
    .map(({ sid }) => sid);
}

/** The list with one more look: the first, the newest changes, and the last; only the last remembers who waited. */
export function appended(
  observed: readonly RunObservation[],
  next: RunObservation,
): readonly RunObservation[] {
  const [last, before] = observed.toReversed();
  const repeats =
    last !== undefined && before !== undefined && saysSame(last, next) && saysSame(before, next);
  const kept = (repeats ? observed.slice(0, -1) : observed).map(({ waiting: _ids, ...rest }) => rest);
  const all = [...kept, next];
  return all.length <= mostObservations ? all : [...all.slice(0, 1), ...all.slice(2)];
}

/** True when two looks saw the same numbers. */
function saysSame(a: RunObservation, b: RunObservation): boolean {
  return (["pending", "delivered", "notTaskable", "lost"] as const).every((name) => a[name] === b[name]);
}

/** How the entries and the fleet look to each run; undefined for runs that nobody looked at. */
export type SeeRun = (run: RunRow) => RunSeen | undefined;

/** The rows with what a look adds, and whether any number in them is new. */
export function withObservations(
  tasks: Ledger["tasks"],
  see: SeeRun,
): { readonly tasks: Ledger["tasks"]; readonly news: boolean } {
  let news = false;
  const observe = (run: RunRow): RunRow => {
    const seen = see(run);
    const next = seen && observationOf(asLookedAt(run, seen.nowMs), seen);
    if (next === undefined) return seen === undefined ? run : compacted(run, seen.nowMs);
    const last = lastObserved(run);
    news ||= last === undefined || !saysSame(last, next);
    return { ...run, observed: appended(run.observed ?? [], next) };
  };
  const rows = Object.entries(tasks).map(
    ([name, row]) => [name, { ...row, runs: row.runs.map(observe) }] as const,
  );
  return { tasks: Object.fromEntries(rows), news };
}

/** A run that was cancelled after the look was issued when it was looked at. */
function asLookedAt(run: RunRow, lookedMs: number): RunRow {
  const isLater = run.state === "cancelled" && (run.cancelledAtMs ?? 0) >= lookedMs;
  return isLater && run.issuedAtMs !== undefined ? { ...run, state: "issued" } : run;
}

/** Of a run that is over only the last look matters. */
function compacted(run: RunRow, nowMs: number): RunRow {
  const last = lastObserved(run);
  const isOver = ["ended", "closed"].includes(phaseOf(run, nowMs));
  if (!isOver || last === undefined) return run;
  const { waiting: _ids, ...rest } = last;
  return { ...run, observed: [rest] };
}
