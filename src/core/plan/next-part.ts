import { latestRun, type RunRow } from "../model/ledger.js";
import type { RunPart } from "../model/run-part.js";
import type { Task } from "../model/task.js";
import { ended, overText } from "./ended-part.js";
import { nextPeriod } from "./next-period.js";
import { nextRound } from "./next-round.js";
import { firstWave, nextWave } from "./next-wave.js";
import type { CountPart, NextPart, NextPartInput } from "./part-decision.js";

/** The part that a run begins with; undefined when it is one request. */
export function firstPart(
  { every, waves, coverage }: Task,
  nowMs: number,
  count: CountPart,
): RunPart | undefined {
  if (coverage !== undefined) return { newcomers: { round: 0 } };
  if (waves !== undefined) return firstWave(waves, count);
  return every === undefined ? undefined : { period: { index: 0, atMs: nowMs } };
}

/** True for a task whose run goes on by itself: in periods, in waves, or for newcomers. */
export const isInParts = ({ every, waves, coverage }: Task): boolean =>
  every !== undefined || waves !== undefined || coverage !== undefined;

/** What the latest run of a task still has to do; undefined: nothing that anybody waits for. */
export function nextPart(input: NextPartInput): NextPart | undefined {
  const { task, row } = input;
  const latest = latestRun(row);
  if (latest === undefined || latest.run !== task.run || latest.state === "unresolved") return undefined;
  const { part } = latest;
  if (!isInParts(task) && part?.wave === undefined && part?.newcomers === undefined) return undefined;
  if (part === undefined) return ended(wholeReason(latest));
  if (part.newcomers !== undefined) return nextRound(input, latest, part.newcomers);
  if (part.wave !== undefined) return nextWave(input, latest);
  if (task.every === undefined) return ended("it was issued in periods");
  if (latest.over === true || row.tombstone !== undefined) return ended(overText);
  if (latest.state === "cancelled" && latest.superseded !== true) return ended("it was cancelled");
  return nextPeriod(input, latest);
}

/** Why a run that the ledger has as one request does not go on: an edit without a higher run never executes anything. */
const wholeReason = ({ how }: RunRow): string =>
  how === "adopted" ? "which part of it was found is not known" : "it was issued as a whole";
