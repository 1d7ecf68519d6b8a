import type { Held } from "../model/change.js";
import { given } from "../model/given.js";
import type { RunRow } from "../model/ledger.js";
import type { QueueEntry } from "../model/queue.js";
import type { Task } from "../model/task.js";
import { runOf } from "../model/token.js";
import { lookalikes } from "./facts.js";
import { howTo } from "./how-to.js";
import { runsCommand, tokenIn } from "./queue-index.js";
import { reachOf } from "./reach.js";
import type { Twin } from "./renames.js";
import { acceptable, diffInputs } from "./run-inputs.js";
import type { DeclaredRun, Situation } from "./situation.js";

type Texts = Pick<Held, "reason" | "decide">;

/** Says why a task is held and what a person must decide, by row of the decision table. */
export function heldTask(row: string, situation: Situation): Held {
  const { name, twin, declared, latest } = situation;
  const base = { row, object: "task" as const, name, diff: [] };
  if (twin !== undefined) return { ...base, ...twinTexts[twin.why](situation, twin.other) };
  const written = given(declared, "the declared task");
  if (row === "10") return { ...base, ...unresolvedTexts(given(latest, "the latest run"), situation) };
  if (row === "26") return { ...base, ...haltedTexts(situation) };
  if (row === "23") return { ...base, ...unknownTexts(written, situation) };
  if (row !== "15") return { ...base, ...lookalikeTexts(row, written, situation) };
  const run = given(latest, "the latest run");
  return { ...base, diff: diffInputs(run.inputs, written.inputs), ...editedTexts(written, run, situation) };
}

const twinTexts: { readonly [why in Twin["why"]]: (situation: Situation, other: string) => Texts } = {
  work: (s, other) => (s.declared === undefined ? vanishedTexts(s, other) : renamedTexts(other)),
  origin: (s, other) => (s.declared === undefined ? vanishedTexts(s, other) : lostTexts(s, other)),
  "task-id": (_, other) => ({
    reason: `the ledger gives one task_id to this task and to ${other}: cancelling one would cancel the other`,
    decide: ["restore the ledger from its history; nothing is sent for either until then"],
  }),
  token: (_, other) => ({
    reason: `${other} ran the same command at the same target under the same context: their answers could not be told apart`,
    decide: [
      `renamed: write \`movedFrom: ${other}\` (its memory moves, nothing is sent)`,
      "not renamed: raise `run`, or write another `context`",
    ],
  }),
};

function renamedTexts(other: string): Texts {
  return {
    reason: `${other} vanished, and runs the same command at the same target: this may be its new name`,
    decide: [
      `renamed: write \`movedFrom: ${other}\` (its memory moves, nothing is sent)`,
      "not renamed: write `movedFrom: none` (it counts as new)",
    ],
  };
}

function lostTexts({ row }: Situation, origin: string): Texts {
  return {
    reason:
      row === undefined
        ? `\`movedFrom: ${origin}\` does not lead to a memory that can move here`
        : `\`movedFrom: ${origin}\` does not lead to a memory that can move here: this name has one of its own`,
    decide: [
      "renamed: write the name that it has in the ledger (a name that was used before cannot be used again)",
      "not renamed: write `movedFrom: none`",
    ],
  };
}

function vanishedTexts({ name }: Situation, other: string): Texts {
  return {
    reason: `its file is gone, and ${other} may be its new name`,
    decide: [`write \`movedFrom: ${name}\` or \`movedFrom: none\` in ${other}`],
  };
}

/** An entry that runs the same can be adopted; another one has to end, or its context has to be left to it. */
function lookalikeTexts(row: string, { task }: DeclaredRun, situation: Situation): Texts {
  const seen = `the queue has an entry with the context ${task.context} that cannot be proven to be ours`;
  return {
    reason: row === "21" ? `${seen}: the ledger may be older than what ran` : seen,
    decide: [
      ...lookalikes(situation)
        .filter((entry) => runsCommand(entry, task.command))
        .map((entry) => adoptionText(entry, task, situation)),
      "wait until it is delivered or expires, or cancel it where it was made",
      "if it should run all the same: give the task another `context`",
    ],
  };
}

/** A number that a token names has to be the file's before the entry can be recorded as that run. */
function adoptionText(entry: QueueEntry, task: Task, { organization }: Situation): string {
  const number = task.exactContext ? undefined : runOf(tokenIn(entry));
  const raise =
    number === undefined || number === task.run ? "" : `write \`run: ${number}\` in its file, then `;
  const command = howTo(organization, "adopt", task.name, "--task-id", entry.taskId);
  return `it is run ${number ?? task.run} of this task: ${raise}${command} (recorded, nothing is sent)`;
}

function unresolvedTexts({ run, token }: RunRow, situation: Situation): Texts {
  const { name, organization, evidence } = situation;
  const found = evidence.get(token);
  const blind = typeof found === "string" ? ` (nobody could look for answers: ${found})` : "";
  return {
    reason: `run ${run} was about to be sent when an earlier apply ended, and nothing shows whether it was${blind}`,
    decide: [
      `look for answers that carry its token; to close it as issued: ${howTo(organization, "resolve", name)} (nothing is sent)`,
      `to run it (again): raise \`run\` to ${nextRun(situation)}, with \`lctasks rerun ${name}\``,
    ],
  };
}

function haltedTexts({ next }: Situation): Texts {
  const { reason, decide } = given(next?.state === "halted" ? next : undefined, "why it is halted");
  return { reason, decide };
}

function unknownTexts({ task }: DeclaredRun, situation: Situation): Texts {
  const { name, organization } = situation;
  return {
    reason: `the ledger was lost and made again, and nothing proves whether run ${task.run} ever ran here`,
    decide: [
      `it ran, or shall not run here: ${howTo(organization, "resolve", name)} (nothing is sent; only a higher run runs it)`,
      `to run it (again): raise \`run\` to ${nextRun(situation)}, with \`lctasks rerun ${name}\``,
    ],
  };
}

function editedTexts(
  { inputs, rendered }: DeclaredRun,
  { run, counts }: RunRow,
  situation: Situation,
): Texts {
  const reach = reachOf(rendered.target, situation.fleet);
  const would = reach.known ? ` (would reach ${reach.total} sensors)` : "";
  return {
    reason: `edited since run ${run} was issued${counts ? ` to ${counts.total} sensors` : ""}; \`run\` is the same`,
    decide: [
      `to run the new version: raise \`run\` to ${nextRun(situation)}${would}, with \`lctasks rerun ${situation.name}\``,
      `when the edit needs no new run: write \`accept: "${acceptable(inputs)}"\`, with \`lctasks accept ${situation.name}\``,
    ],
  };
}

const nextRun = ({ row }: Situation): number => given(row, "the ledger's row").highest + 1;
