import { latestRun, type RunRow } from "../model/ledger.js";
import type { RunPart } from "../model/run-part.js";
import type { Task } from "../model/task.js";
import type { NextPart, NextPartInput } from "./part-decision.js";
import { nextPeriod } from "./next-period.js";

/** The part that a run begins with; undefined when it is one request. */
export function firstPart({ every }: Task, nowMs: number): RunPart | undefined {
  return every === undefined ? undefined : { period: { index: 0, atMs: nowMs } };
}

/** What the latest run of a task still has to do; undefined: nothing that anybody waits for. */
export function nextPart(input: NextPartInput): NextPart | undefined {
  const { task, row } = input;
  const latest = latestRun(row);
  if (latest === undefined || latest.run !== task.run || latest.state === "unresolved") return undefined;
  if (firstPart(task, 0) === undefined) return undefined;
  if (latest.part === undefined) return ended(wholeReason(latest));
  if (latest.over === true || row.tombstone !== undefined) return ended("its file was removed in between");
  if (latest.state === "cancelled" && latest.superseded !== true) return ended("it was cancelled");
  return nextPeriod(input, latest);
}

const ended = (why: string): NextPart => ({
  state: "ended",
  what: `the run does not go on (${why}); a higher \`run\` begins anew`,
});

/** Why a run that the ledger has as one request does not go on: an edit without a higher run never executes anything. */
const wholeReason = ({ how }: RunRow): string =>
  how === "adopted" ? "which part of it was found is not known" : "it was issued as a whole";
