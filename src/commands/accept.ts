import { Command } from "commander";
import { needsWord } from "../core/plan/next-wording.js";
import { acceptable, runInputs } from "../core/plan/run-inputs.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, withDecision } from "./decision.js";
import { editTask, withTask } from "./edit-task.js";

/** `lctasks accept`: writes in a task's file that its present wording needs no new run. */
export function acceptCommand(context: CommandContext): Command {
  const command = withTask(new Command("accept"))
    .description("write `accept:` in the task's file: its edit needs no new run")
    .action((name: string, options: DecisionOptions) =>
      editTask({ name, options, context }, (task, ledgers) => {
        const digest = acceptable(runInputs(task));
        if (task.accept.some((accepted) => accepted.startsWith(digest)))
          return `${name}: its file accepts this wording already`;
        if (!ledgers.some((ledger) => needsWord(task, ledger)))
          return `${name}: nothing to accept: run ${task.run} was not issued with another wording`;
        return { key: "accept", written: `"${digest}"`, wanted: { accept: [digest] } };
      }),
    );
  return withDecision(command);
}
