import { compareText } from "../model/finding.js";
import type { RunPart } from "../model/run-part.js";
import { partsOfLatest, type RunRow } from "../model/ledger.js";
import { isTaskable, type SensorRecord } from "../model/sensor.js";
import { foldOf } from "../model/served.js";
import { ended, whyStopped } from "./ended-part.js";
import type { NextPart, NextPartInput } from "./part-decision.js";
import { isCounted, servedIn } from "./served.js";

/** So many sensors a round names at most: what is sent stays short, and the others follow with the next apply. */
export const roundSize = 200;

/** So many of them are named to people. */
const sampleSize = 5;

/**
 * The next round of a run for newcomers as well: the sensors that match now, can run commands, and are not served. Who is served stands
 * in the ledger, so each sensor is in one part of the run at most.
 */
export function nextRound(
  { task, row, matching }: NextPartInput,
  latest: RunRow,
  { round }: NonNullable<RunPart["newcomers"]>,
): NextPart {
  if (task.coverage === undefined) return ended("its file does not ask for newcomers any more");
  const stopped = whyStopped(row, partsOfLatest(row));
  if (stopped !== undefined) return ended(stopped);
  if (!isCounted(row, latest.run))
    return { state: "later", what: "newcomers: once those are counted who were there at issue" };
  const sensors = matching();
  if (typeof sensors === "string") return { state: "later", what: `newcomers cannot be told: ${sensors}` };
  const served = servedIn(row, latest.run);
  const newcomers = sensors
    .filter((sensor) => isTaskable(sensor) && !served.has(foldOf(sensor.sid)))
    .toSorted((a, b) => compareText(nameOf(a), nameOf(b)));
  if (newcomers.length === 0) return { state: "later", what: `newcomers: none; ${served.size} served` };
  return {
    state: "due",
    part: { newcomers: { round: round + 1 } },
    sids: newcomers.slice(0, roundSize).map(({ sid }) => sid),
    reason: newcomersText(newcomers),
  };
}

const nameOf = ({ hostname, sid }: SensorRecord): string => hostname ?? sid;

function newcomersText(newcomers: readonly SensorRecord[]): string {
  const names = newcomers.slice(0, sampleSize).map(nameOf);
  const more = newcomers.length - names.length;
  const count = newcomers.length === 1 ? "1 sensor that was" : `${newcomers.length} sensors that were`;
  const rest = newcomers.length > roundSize ? `; ${roundSize} now, the others with the next applies` : "";
  return `newcomers: ${count} not there at issue: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}${rest}`;
}
