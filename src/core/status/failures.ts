import { partsOfLatest, type Ledger, type RunRow, type TaskRow, taskRow } from "../model/ledger.js";
import { type FailuresByToken, failedOf, type RunFailures, togetherOf } from "../model/run-failures.js";
import { hostnameOf, type SensorRecord } from "../model/sensor.js";
import type { TaskFailures, TaskStatus } from "../model/status-report.js";

/** So many sensors are named. */
const mostNamed = 20;

/** The requests of the runs that tasks show, all waves of each: those that the service took. */
export function shownRuns(tasks: readonly TaskStatus[], ledger: Pick<Ledger, "tasks">): RunRow[] {
  return tasks.flatMap(({ task }) => takenOf(taskRow(ledger, task)));
}

/** The tasks with what failed of the run that they show; tasks of which none was taken stay as they are. */
export function withFailures(
  tasks: readonly TaskStatus[],
  ledger: Pick<Ledger, "tasks">,
  { failures, sensors }: { readonly failures: FailuresByToken; readonly sensors: readonly SensorRecord[] },
): TaskStatus[] {
  return tasks.map((task) => {
    const taken = takenOf(taskRow(ledger, task.task));
    if (taken.length === 0) return task;
    return { ...task, failures: told(togetherOf(taken, failures), sensors) };
  });
}

const takenOf = (row: TaskRow | undefined): RunRow[] =>
  row === undefined ? [] : partsOfLatest(row).filter(({ state }) => state !== "unresolved");

function told(all: RunFailures, sensors: readonly SensorRecord[]): TaskFailures {
  return {
    count: failedOf(all),
    sensors: all.sids.slice(0, mostNamed).map((sid) => {
      const hostname = hostnameOf(sensors, sid);
      return hostname === undefined ? { sid } : { sid, hostname };
    }),
    ...(all.doubt === undefined ? {} : { doubt: all.doubt }),
  };
}
