import type { IssueChange } from "../model/change.js";
import { given } from "../model/given.js";
import type { Ledger, RunRow, TaskRow } from "../model/ledger.js";
import { ledgerBytes, ledgerLimitBytes } from "../model/ledger-size.js";
import type { Fleet } from "../model/observation.js";
import type { QueueEntry } from "../model/queue.js";
import {
  bytesPerServed,
  decodeServed,
  encodeServed,
  foldOf,
  type Served,
  withServed,
} from "../model/served.js";
import type { Target } from "../model/target.js";
import { carriesToken } from "../model/token.js";
import { matchingSensors } from "./reach.js";

/**
 * Whom a run is not issued to any more; none where the ledger says nothing of it. Throws for a list that cannot be read: the ledger is
 * checked before, and such a list is never an empty one.
 */
export function servedIn({ served }: Pick<TaskRow, "served">, run: number): Served {
  if (served?.run !== run) return new Set();
  return given(decodeServed(served.sensors), "the list of who is served");
}

/** True when those were counted who were there when a run was issued. */
export const isCounted = ({ served }: Pick<TaskRow, "served">, run: number): boolean =>
  served?.run === run && served.atMs !== undefined;

/** The row with further sensors that count as served, as it stands before they are asked. */
export function serving(row: TaskRow, run: number, sids: readonly string[]): TaskRow {
  const before = row.served?.run === run ? row.served : undefined;
  const sensors = encodeServed(withServed(servedIn(row, run), sids));
  return { ...row, served: { ...before, run, sensors } };
}

/** Whom a part of a run for newcomers as well would ask, by the sensors it was decided on; a text: why it may not be issued. */
export function whomItAsks(
  { run, part, request }: Pick<IssueChange, "run" | "part" | "request">,
  row: TaskRow | undefined,
  fleet: Fleet,
): readonly string[] | string {
  const matching = matchingSensors(request.target, fleet);
  if (typeof matching === "string") return `who it would reach cannot be told: ${matching}`;
  const served = row === undefined || part?.newcomers?.round === 0 ? new Set() : servedIn(row, run);
  const again = matching.find(({ sid }) => served.has(foldOf(sid)));
  return again === undefined
    ? matching.map(({ sid }) => sid)
    : `the ledger has sensor ${again.sid} as served by run ${run}`;
}

/** Why a run for newcomers as well cannot remember whom it served; undefined when it can. */
export function whyNotRemembered(
  target: Target,
  { fleet, ledger, limitBytes = ledgerLimitBytes }: Remembering,
): string | undefined {
  if (fleet.unlisted !== undefined) return undefined;
  const matching = matchingSensors(target, fleet);
  if (typeof matching === "string") return `who is served cannot be told: ${matching}`;
  const bytes = ledgerBytes(ledger) + Math.ceil(matching.length * bytesPerServed);
  return bytes > limitBytes
    ? `who is served does not fit into the ledger: with ${matching.length} sensors it would have ${bytes} bytes, and ${limitBytes} are its limit`
    : undefined;
}

interface Remembering {
  readonly fleet: Fleet;
  readonly ledger: Ledger;
  readonly limitBytes?: number;
}

/** What was seen after a run was issued. */
export interface SeenAfter {
  readonly run: RunRow;
  /** Ids of the sensors that matched what was asked, by the service's own evaluation. */
  readonly listed: readonly string[];
  readonly queue: readonly QueueEntry[];
  /** All sensors of the organization, as this apply saw them first. */
  readonly fleet: Fleet;
  /** Ids of the sensors that it was decided for; absent when an earlier apply issued it, and sensors may have come and gone since. */
  readonly decided?: readonly string[];
  readonly nowMs: number;
}

/**
 * The row once those are counted who were there at issue: all that matched before (written with the intent) and after it, taskable or
 * not, and all that wait for it. Where the service took it for more sensors than that explains, or its number is not known, every
 * sensor of the organization counts as served: whoever is in doubt does.
 */
export function countedServed(row: TaskRow, seen: SeenAfter): TaskRow {
  const { run, listed, queue, fleet, decided, nowMs } = seen;
  const ids = new Set([run.token, ...run.taskIds]);
  const waiting = queue
    .filter(({ taskId, context }) => ids.has(taskId) || carriesToken(context, run.token))
    .flatMap(({ sids }) => sids);
  const before = servedIn(row, run.run);
  const now = withServed(before, [...listed, ...waiting]);
  const explained = decided === undefined ? before.size : new Set([...decided, ...listed, ...waiting]).size;
  const isDoubtful = run.counts === undefined || run.counts.total > explained;
  const all = isDoubtful
    ? withServed(
        now,
        fleet.sensors.map(({ sid }) => sid),
      )
    : now;
  return { ...row, served: { run: run.run, sensors: encodeServed(all), atMs: nowMs } };
}
