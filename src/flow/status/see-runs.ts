import type { Observation } from "../../core/model/observation.js";
import { indexQueue } from "../../core/plan/queue-index.js";
import { reachedBy } from "../../core/plan/reach.js";
import { entriesOfRun } from "../../core/plan/run-entries.js";
import { indexFleet } from "../../core/status/fleet-index.js";
import type { SeeRun } from "../../core/status/observed.js";

/** How what was observed of an organization looks to each of its runs. */
export function seeRuns({ nowMs, queue, fleet }: Observation): SeeRun {
  const index = queue.readable ? indexQueue(queue.entries) : undefined;
  const sensors = indexFleet(fleet);
  return (run) => ({
    nowMs,
    entries: index && entriesOfRun(run, index),
    fleet: sensors,
    reached: () => reachedBy(run.request.target, fleet),
  });
}
