import { given } from "../model/given.js";
import { nearestName } from "../model/nearest.js";
import type { RunRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import { digestVersion, isTokenOf, runOf } from "../model/token.js";
import { heldTask } from "./held-task.js";
import { lookalikes, ownEntry } from "./facts.js";
import { ownerOf, runsCommand, tokenIn } from "./queue-index.js";
import type { DeclaredRun, Situation } from "./situation.js";

/** What a person wants to adopt, and how far it becomes ours. */
export interface AdoptionRequest {
  /** The entry that is meant; left out: the only one that could be the declared run. */
  readonly taskId?: string;
  /** Whether the removal of the task, or a higher run, may cancel it. */
  readonly own: boolean;
}

/** The run that the ledger will have, or why the entry cannot be it. */
export type Adoption =
  | { readonly entry: QueueEntry; readonly run: RunRow }
  | { readonly refused: string; readonly decide: string };

/**
 * Row 6 by a person's word: an entry of the queue that nobody can prove to be ours is recorded as the declared run. How far it
 * reached is not known. Refused where the entry is explained already, runs something else, or the run's number is used up.
 */
export function adoption(situation: Situation, request: AdoptionRequest): Adoption {
  const declared = given(situation.declared, "the declared task");
  const { twin, row } = situation;
  if (twin !== undefined) return refused(heldTask("4", situation).reason, "settle its name first");
  if (declared.token === undefined) {
    const { run } = declared.task;
    return refused(
      `run ${run} of ${situation.name} was used before`,
      `raise \`run\` to ${given(row, "the ledger's row").highest + 1} in its file`,
    );
  }
  const found = request.taskId === undefined ? theOnly(situation) : named(request.taskId, situation);
  if ("refused" in found) return found;
  return (
    reasonAgainst(found, declared, situation) ?? {
      entry: found,
      run: runRow(found, { declared, situation, request }),
    }
  );
}

const refused = (reason: string, decide: string): { refused: string; decide: string } => ({
  refused: reason,
  decide,
});

function theOnly(situation: Situation): QueueEntry | { refused: string; decide: string } {
  const { task } = given(situation.declared, "the declared task");
  const alike = lookalikes(situation).filter((entry) => runsCommand(entry, task.command));
  const [entry, ...others] = alike;
  if (entry === undefined) {
    return refused(
      `the queue has no entry of somebody else that runs ${task.command} under the context ${task.context}`,
      "`lctasks queue` lists what is pending; `--task-id` names one",
    );
  }
  const ids = alike.map(({ taskId }) => taskId).join(", ");
  return others.length === 0
    ? entry
    : refused(`several entries could be it: ${ids}`, "name one with `--task-id`");
}

function named(id: string, { queue }: Situation): QueueEntry | { refused: string; decide: string } {
  const entry = queue.withTaskId(id);
  if (entry !== undefined) return entry;
  const near = nearestName(
    id,
    queue.entries.map(({ taskId }) => taskId),
  );
  return refused(
    `the queue has no entry ${id}`,
    near === undefined ? "`lctasks queue` lists what is pending" : `did you mean ${near}?`,
  );
}

function reasonAgainst(entry: QueueEntry, { task }: DeclaredRun, situation: Situation): Adoption | undefined {
  const owner = ownerOf(entry, situation.known);
  if (owner !== undefined)
    return refused(`it is run ${owner.run.run} of ${owner.task}`, "nothing needs to be adopted");
  if (situation.row === undefined && ownEntry(situation)?.taskId === entry.taskId)
    return refused("it carries our token", "the next apply records it by itself");
  if (entry.context === "")
    return refused("it has no context: its answers could not be told apart", "let it end");
  if (!runsCommand(entry, task.command))
    return refused(
      `it runs ${entry.command}, and ${task.name} is ${task.command}`,
      "let it end, or declare what it runs",
    );
  const number =
    isTokenOf(task.context, entry.context) && !task.exactContext ? runOf(tokenIn(entry)) : undefined;
  return number === undefined || number === task.run
    ? undefined
    : refused(
        `its token says run ${number}, the file says ${task.run}`,
        `write \`run: ${number}\` in its file first`,
      );
}

function runRow(
  entry: QueueEntry,
  { declared, situation, request }: { declared: DeclaredRun; situation: Situation; request: AdoptionRequest },
): RunRow {
  const { task, inputs, rendered } = declared;
  const { nowMs } = situation;
  const exactContext = task.exactContext || !isTokenOf(task.context, entry.context);
  const token = exactContext ? entry.context : tokenIn(entry);
  return {
    run: task.run,
    token,
    state: "issued",
    how: "adopted",
    foreign: request.own ? "own" : "keep",
    digestVersion,
    inputs,
    exactContext,
    request: {
      command: entry.command ?? rendered.command,
      target: rendered.target,
      context: token,
      ttlSeconds: task.ttlSeconds,
    },
    taskIds: [entry.taskId],
    intentAtMs: nowMs,
    issuedAtMs: nowMs,
    expiresAtMs: entry.expiresAtMs ?? nowMs + task.ttlSeconds * 1000,
  };
}
