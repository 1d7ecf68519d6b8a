import { Command } from "commander";
import { pause } from "../flow/decisions/pause.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, decideEach, withDecision } from "./decision.js";
import { tasksOrAll } from "./tasks-or-all.js";

interface PauseOptions extends DecisionOptions {
  readonly all: boolean;
}

/** `lctasks pause`: tasks, or a whole organization, get nothing issued and nothing cancelled. */
export function pauseCommand(context: CommandContext): Command {
  const command = new Command("pause")
    .description("issue and cancel nothing for tasks, or at all, until somebody resumes")
    .argument("[tasks...]", "names of tasks")
    .option("--all", "the whole organization", false)
    .action((tasks: readonly string[], options: PauseOptions) => {
      const chosen = tasksOrAll(tasks, options, context);
      if (chosen === undefined) return;
      return decideEach(
        { options, context, despiteTaskFiles: true },
        (organization, { agree, declared, desired }) =>
          pause(organization, { ...chosen, agree, declared, meant: desired.tasks.map(({ name }) => name) }),
      );
    });
  return withDecision(command);
}
