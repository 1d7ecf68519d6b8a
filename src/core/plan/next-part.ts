import { latestRun, type RunRow } from "../model/ledger.js";
import type { RunPart } from "../model/run-part.js";
import type { Task } from "../model/task.js";
import { ended } from "./ended-part.js";
import { nextPeriod } from "./next-period.js";
import { firstWave, nextWave } from "./next-wave.js";
import type { CountPart, NextPart, NextPartInput } from "./part-decision.js";

/** The part that a run begins with; undefined when it is one request. */
export function firstPart({ every, waves }: Task, nowMs: number, count: CountPart): RunPart | undefined {
  if (waves !== undefined) return firstWave(waves, count);
  return every === undefined ? undefined : { period: { index: 0, atMs: nowMs } };
}

/** True for a task whose run goes on by itself: in periods or in waves. */
export const isInParts = ({ every, waves }: Task): boolean => every !== undefined || waves !== undefined;

/** What the latest run of a task still has to do; undefined: nothing that anybody waits for. */
export function nextPart(input: NextPartInput): NextPart | undefined {
  const { task, row } = input;
  const latest = latestRun(row);
  if (latest === undefined || latest.run !== task.run || latest.state === "unresolved") return undefined;
  if (!isInParts(task) && latest.part?.wave === undefined) return undefined;
  if (latest.part === undefined) return ended(wholeReason(latest));
  if (latest.part.wave !== undefined) return nextWave(input, latest);
  if (task.every === undefined) return ended("it was issued in periods");
  if (latest.over === true || row.tombstone !== undefined) return ended("its file was removed in between");
  if (latest.state === "cancelled" && latest.superseded !== true) return ended("it was cancelled");
  return nextPeriod(input, latest);
}

/** Why a run that the ledger has as one request does not go on: an edit without a higher run never executes anything. */
const wholeReason = ({ how }: RunRow): string =>
  how === "adopted" ? "which part of it was found is not known" : "it was issued as a whole";
