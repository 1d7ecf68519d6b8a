import { Command } from "commander";
import { unlock } from "../../flow/ledger/unlock.js";
import type { CommandContext } from "../context.js";
import { type DecisionOptions, decideEach, withDecision } from "../decision.js";

/** `lctasks ledger unlock`: takes a lease out of the ledger. Rarely needed, because every lease ends by itself. */
export function unlockCommand(context: CommandContext): Command {
  const command = new Command("unlock")
    .description(
      "take the lease of an apply that died out of the ledger; rarely needed, leases end by themselves in minutes",
    )
    .action((options: DecisionOptions) =>
      decideEach({ options, context, despiteTaskFiles: true }, (organization, { agree }) =>
        unlock(organization, agree),
      ),
    );
  return withDecision(command);
}
