import { Command } from "commander";
import { cancelAll, cancelTasks } from "../flow/decisions/cancel.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, decideEach, withDecision } from "./decision.js";
import { progressIn } from "./progress-in.js";
import { stopRequest } from "./stop-request.js";
import { tasksOrAll } from "./tasks-or-all.js";

interface CancelOptions extends DecisionOptions {
  readonly all: boolean;
}

/** `lctasks cancel`: what is pending of tasks is cancelled now; with `--all` everything, and nothing is issued until somebody resumes. */
export function cancelCommand(context: CommandContext): Command {
  const command = new Command("cancel")
    .description("cancel what is pending of tasks, now")
    .argument("[tasks...]", "names of tasks")
    .option("--all", "the kill switch: everything, and nothing is issued until somebody resumes", false)
    .action((tasks: readonly string[], options: CancelOptions) => cancel(tasks, options, context));
  return withDecision(command);
}

async function cancel(
  tasks: readonly string[],
  options: CancelOptions,
  context: CommandContext,
): Promise<void> {
  const chosen = tasksOrAll(tasks, options, context);
  if (chosen === undefined) return;
  const stop = stopRequest(context);
  const { names } = chosen;
  const run = { options, context, despiteTaskFiles: true, stopping: stop.asked };
  await decideEach(run, (organization, { agree, declared, desired }) => {
    const progress = progressIn(organization.alias, desired, context);
    const input = { agree, declared, stopping: stop.asked, progress };
    return names === undefined ? cancelAll(organization, input) : cancelTasks(organization, names, input);
  });
  stop.end();
}
