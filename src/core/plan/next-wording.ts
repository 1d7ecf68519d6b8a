import { type Ledger, latestRun, taskRow } from "../model/ledger.js";
import type { DeclaredTask } from "../model/task.js";
import { runInputs, sameInputs } from "./run-inputs.js";

/** The run that makes a task run (again): above the file's, and above whatever any organization remembers. */
export function nextRunOf(task: DeclaredTask, ledgers: readonly Pick<Ledger, "tasks">[]): number {
  return Math.max(task.run, ...ledgers.map((ledger) => taskRow(ledger, task.name)?.highest ?? 0)) + 1;
}

/** True where the declared run was issued with another wording that nobody accepted: row 15. */
export function needsWord(task: DeclaredTask, ledger: Pick<Ledger, "tasks">): boolean {
  const row = taskRow(ledger, task.name);
  const run = row && latestRun(row);
  if (run === undefined || run.run !== task.run) return false;
  const inputs = runInputs(task);
  return ![run.inputs, ...(run.accepted ?? [])].some((known) => sameInputs(known, inputs));
}
