import type { FieldDiff, Held } from "../model/change.js";
import { latestRun, type RunRow } from "../model/ledger.js";
import type { RunInputs } from "../model/token.js";
import { diffInputs, inputsDigest } from "./run-inputs.js";
import type { Situation } from "./situation.js";

/** Says why a task is held and what a person must decide, by row of the decision table. */
export function heldTask(row: string, input: Situation): Held {
  const texts: { readonly [row: string]: (input: Situation) => Pick<Held, "reason" | "decide"> } = {
    "4": twinTexts,
    "6": lookalikeTexts,
    "10": unresolvedTexts,
    "15": editedTexts,
  };
  const text = texts[row] ?? twinTexts;
  return { row, object: "task", name: input.name, diff: row === "15" ? editOf(input) : [], ...text(input) };
}

function twinTexts({ name, task, twin, row }: Situation): Pick<Held, "reason" | "decide"> {
  if (task !== undefined && row === undefined) {
    return {
      reason: `${twin} vanished, and runs the same command at the same target: this may be its new name`,
      decide: [
        `renamed: write \`movedFrom: ${twin}\` (its memory moves, nothing is sent)`,
        "not renamed: write `movedFrom: none` (it will be issued)",
      ],
    };
  }
  if (task === undefined) {
    return {
      reason: `its file is gone, and ${twin} is new with the same command and target: this may be a rename`,
      decide: [`write \`movedFrom: ${name}\` or \`movedFrom: none\` in ${twin}`],
    };
  }
  return {
    reason: `the ledger gives one task_id to this task and to ${twin}: cancelling one would cancel the other`,
    decide: ["restore the ledger from its history; nothing is sent for either until then"],
  };
}

function lookalikeTexts({ task }: Situation): Pick<Held, "reason" | "decide"> {
  return {
    reason: `the queue has an entry with the context ${task?.context} that cannot be proven to be ours`,
    decide: [
      "wait until it is delivered or expires, or cancel it where it was made",
      "if it should run all the same: give the task another `context`",
    ],
  };
}

function unresolvedTexts({ row }: Situation): Pick<Held, "reason" | "decide"> {
  const run = row && (latestRun(row) as RunRow);
  return {
    reason: `run ${run?.run} was about to be sent when an earlier apply ended, and nothing shows whether it was`,
    decide: [
      "look for answers that carry its token; when it ran, nothing needs to be done until it should run again",
      `to run it (again): raise \`run\` to ${(run?.run ?? 0) + 1}`,
    ],
  };
}

function editedTexts(input: Situation): Pick<Held, "reason" | "decide"> {
  const run = input.row && (latestRun(input.row) as RunRow);
  const reach = input.reach();
  const digest = inputsDigest(input.inputs as RunInputs).slice(0, 8);
  return {
    reason: `edited since run ${run?.run} was issued${run?.counts ? ` to ${run.counts.total} sensors` : ""}; \`run\` is the same`,
    decide: [
      `to run the new version: raise \`run\` to ${(run?.run ?? 0) + 1}${reach.known ? ` (would reach ${reach.total} sensors)` : ""}`,
      `when the edit needs no new run: write \`accept: "${digest}"\``,
    ],
  };
}

function editOf({ row, inputs }: Situation): FieldDiff[] {
  const before = row && latestRun(row)?.inputs;
  return before === undefined ? [] : diffInputs(before, inputs as RunInputs);
}
