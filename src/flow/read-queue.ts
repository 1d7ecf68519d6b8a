import type { QueuedRun, QueueReport } from "../core/model/queue-report.js";
import type { Fleet } from "../core/model/observation.js";
import type { QueueEntry } from "../core/model/queue.js";
import type { Target } from "../core/model/target.js";
import { indexQueue, knownRuns, tokenIn } from "../core/plan/queue-index.js";
import { matchingSensors } from "../core/plan/reach.js";
import type { ReadableOrganization } from "../ports/organization.js";
import { observe } from "./observe.js";

/**
 * What is pending now, ours and foreign told apart. The service returns everything whatever the scope (reference: API, 4.3), so it is
 * filtered here. Throws when the queue cannot be read or the target cannot be evaluated.
 */
export async function readQueue(
  organization: ReadableOrganization,
  target: Target | undefined,
): Promise<QueueReport> {
  const observation = await observe(organization);
  if (!observation.queue.readable) {
    throw new Error(
      `Cannot read the queue: ${observation.queue.reason}. Its shape: ${observation.queue.shape}`,
    );
  }
  const wanted = target === undefined ? undefined : wantedSids(target, observation.fleet);
  const known = observation.ledger.state === "present" ? knownRuns(observation.ledger.ledger) : undefined;
  const runs = indexQueue(observation.queue.entries).entries.flatMap((entry): QueuedRun[] => {
    const sids = wanted === undefined ? entry.sids : entry.sids.filter((sid) => wanted.has(sid));
    if (wanted !== undefined && sids.length === 0) return [];
    const run = known?.byTaskId.get(entry.taskId) ?? known?.byToken.get(tokenIn(entry));
    return [
      {
        ...rowOf(entry, sids, observation.fleet),
        ...(run === undefined ? {} : { task: run.task, run: run.run.run }),
      },
    ];
  });
  return { organization: organization.alias, oid: organization.oid, nowMs: observation.nowMs, runs };
}

function wantedSids(target: Target, fleet: Fleet): ReadonlySet<string> {
  const matching = matchingSensors(target, fleet);
  if (typeof matching === "string") throw new Error(`Cannot filter the queue: ${matching}`);
  return new Set(matching.map((sensor) => sensor.sid));
}

function rowOf(entry: QueueEntry, sids: readonly string[], fleet: Fleet): Omit<QueuedRun, "task" | "run"> {
  const hostnames = new Map(fleet.sensors.map((sensor) => [sensor.sid, sensor.hostname]));
  return {
    taskId: entry.taskId,
    ...(entry.command === undefined ? {} : { command: entry.command }),
    context: entry.context,
    ...(entry.expiresAtMs === undefined ? {} : { expiresAtMs: entry.expiresAtMs }),
    sensors: sids.map((sid) => ({ sid, hostname: hostnames.get(sid) ?? sid, online: fleet.online.has(sid) })),
  };
}
