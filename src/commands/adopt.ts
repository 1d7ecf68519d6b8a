import { Command } from "commander";
import { decided } from "../core/model/decision.js";
import { adopt } from "../flow/decisions/adopt.js";
import { isKnown, unknownName } from "../flow/decisions/known-names.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, decideEach, withDecision } from "./decision.js";

interface AdoptOptions extends DecisionOptions {
  readonly taskId?: string;
  readonly own: boolean;
}

/** `lctasks adopt`: what somebody else queued becomes the declared run of a task, without sending anything. */
export function adoptCommand(context: CommandContext): Command {
  const command = new Command("adopt")
    .description("record what somebody else queued as the declared run of a task; nothing is sent")
    .argument("<task>", "the task's name")
    .option("--task-id <id>", "the entry of the queue that is meant; left out: the only one that could be it")
    .option("--own", "let a higher run, or the removal of the task, cancel it", false)
    .action((name: string, options: AdoptOptions) =>
      decideEach({ options, context }, async (organization, { desired, agree, declared }) => {
        if (!isKnown(name, declared, { tasks: {} })) {
          const { result, message } = unknownName(name, declared, { tasks: {} });
          return decided(organization.alias, result, message);
        }
        const { taskId, own } = options;
        return adopt(organization, {
          name,
          own,
          desired,
          agree,
          ...(taskId === undefined ? {} : { taskId }),
        });
      }),
    );
  return withDecision(command);
}
