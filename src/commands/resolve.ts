import { Command } from "commander";
import { resolve } from "../flow/decisions/resolve.js";
import type { CommandContext } from "./context.js";
import { type DecisionOptions, decideEach, withDecision } from "./decision.js";

/** `lctasks resolve`: a run whose answer nobody knows is closed as issued. */
export function resolveCommand(context: CommandContext): Command {
  const command = new Command("resolve")
    .description("close a run whose answer nobody knows as issued; only a higher run runs it again")
    .argument("<task>", "the task's name")
    .action((name: string, options: DecisionOptions) =>
      decideEach({ options, context }, (organization, { agree, declared }) =>
        resolve(organization, { name, agree, declared }),
      ),
    );
  return withDecision(command);
}
