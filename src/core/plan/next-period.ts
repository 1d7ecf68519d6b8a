import type { RunRow } from "../model/ledger.js";
import type { Period } from "../model/run-part.js";
import { instantText } from "./instant-text.js";
import type { NextPart, NextPartInput } from "./part-decision.js";
import { entriesOfRun } from "./run-entries.js";

/**
 * The next period of a recurring run. Periods follow each other without a gap from the one that was issued last, by the time of record;
 * those that are over when somebody looks are missed. With `catchUp` the last of them is made up first: one run, and the one of the
 * present period not before nothing of that is pending any more.
 */
export function nextPeriod({ task, queue, nowMs }: NextPartInput, latest: RunRow): NextPart | undefined {
  const { every } = task;
  const last = latest.part?.period;
  if (every === undefined || last === undefined) return undefined;
  const lengthMs = every.seconds * 1000;
  const since = Math.floor((nowMs - last.atMs) / lengthMs);
  const begin = (steps: number): Period => ({
    index: last.index + steps,
    atMs: last.atMs + steps * lengthMs,
  });
  if (since < 1) {
    const next = begin(1);
    return { state: "later", what: `period ${next.index} begins ${instantText(next.atMs)}`, atMs: next.atMs };
  }
  if (every.catchUp && since > 1) {
    const missed = begin(since - 1);
    return {
      state: "due",
      part: { period: { ...missed, makeUp: true } },
      reason: `makes up period ${missed.index}, which began ${instantText(missed.atMs)}; the others before it are not made up`,
    };
  }
  if (last.makeUp === true && since === 1 && isPending(latest, queue)) {
    return {
      state: "later",
      what: `period ${last.index + 1} waits for what was made up: that is still pending`,
    };
  }
  const next = begin(since);
  const missed = since === 1 ? "" : `; ${missedText(since - 1)}`;
  return {
    state: "due",
    part: { period: next },
    reason: `period ${next.index} began ${instantText(next.atMs)}${missed}`,
  };
}

const missedText = (count: number): string =>
  count === 1 ? "the one before it was missed" : `the ${count} before it were missed`;

const isPending = (run: RunRow, queue: NextPartInput["queue"]): boolean =>
  entriesOfRun(run, queue).length > 0;
