import type { TaskHistory } from "../model/ledger-history.js";
import { type Ledger, taskRow } from "../model/ledger.js";
import { heirOf } from "./renames.js";

/** The history of a task under its present name; undefined when the ledger never heard of the name. */
export function taskHistory(
  ledger: Ledger,
  task: string,
  at: Pick<TaskHistory, "organization" | "nowMs">,
): TaskHistory | undefined {
  const name = heirOf(ledger, task);
  const row = taskRow(ledger, name);
  if (row === undefined) return undefined;
  const { highest, onRemove, baseline, unknown, tombstone, paused, runs } = row;
  return {
    ...at,
    task,
    name,
    formerly: formerNames(ledger, name),
    highest,
    onRemove,
    ...(baseline === undefined ? {} : { baseline: baseline.run }),
    ...(unknown === undefined ? {} : { unknown: unknown.run }),
    ...(tombstone === undefined ? {} : { tombstone }),
    ...(paused === undefined ? {} : { paused }),
    runs: runs.toSorted((a, b) => b.run - a.run),
  };
}

/** Names whose memory went to this one, over any number of renames. */
function formerNames(ledger: Ledger, name: string): { name: string; atMs: number }[] {
  return Object.entries(ledger.tasks)
    .flatMap(([old, { tombstone }]) =>
      old !== name && tombstone?.movedTo !== undefined && heirOf(ledger, old) === name
        ? [{ name: old, atMs: tombstone.atMs }]
        : [],
    )
    .toSorted((a, b) => b.atMs - a.atMs);
}
