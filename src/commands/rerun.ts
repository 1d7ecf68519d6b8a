import { Command } from "commander";
import { nextRunOf } from "../core/plan/next-wording.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, withDecision } from "./decision.js";
import { editTask, withTask } from "./edit-task.js";

/** `lctasks rerun`: raises a task's `run` in its file, so that the next apply issues it (again). */
export function rerunCommand(context: CommandContext): Command {
  const command = withTask(new Command("rerun"))
    .description("raise `run` in the task's file above every run there was: the next apply issues it")
    .action((name: string, options: DecisionOptions) =>
      editTask({ name, options, context }, (task, ledgers) => {
        const run = nextRunOf(task, ledgers);
        return { key: "run", written: String(run), wanted: { run } };
      }),
    );
  return withDecision(command);
}
