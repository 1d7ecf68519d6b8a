import { Command } from "commander";
import { resume } from "../flow/decisions/pause.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, decideEach, withDecision } from "./decision.js";
import { tasksOrAll } from "./tasks-or-all.js";

interface ResumeOptions extends DecisionOptions {
  readonly all: boolean;
}

/** `lctasks resume`: the next apply decides again about what was paused. */
export function resumeCommand(context: CommandContext): Command {
  const command = new Command("resume")
    .description("end a pause, or what cancel --all left paused")
    .argument("[tasks...]", "names of tasks")
    .option("--all", "the whole organization", false)
    .action((tasks: readonly string[], options: ResumeOptions) => {
      const chosen = tasksOrAll(tasks, options, context);
      if (chosen === undefined) return;
      return decideEach(
        { options, context, despiteTaskFiles: true },
        (organization, { agree, declared, desired }) =>
          resume(organization, { ...chosen, agree, declared, meant: desired.tasks.map(({ name }) => name) }),
      );
    });
  return withDecision(command);
}
