import { Command } from "commander";
import { importLedger } from "../../flow/ledger/import.js";
import type { CommandContext } from "../context.js";
import { type DecisionOptions, decideEach, withDecision } from "../decision.js";

/** `lctasks ledger import`: an export comes back, or the local journal tells what became of runs. */
export function importCommand(context: CommandContext): Command {
  const command = new Command("import")
    .description(
      "bring an export back, or take from a journal (.lctasks/journal/) the answers that the ledger does not have",
    )
    .argument("<file>", "an export of this ledger, or a journal")
    .action((file: string, options: DecisionOptions) => {
      const text = context.world.readText(file);
      return decideEach({ options, context }, (organization, { desired, agree }) =>
        importLedger(organization, { text, desired, agree }),
      );
    });
  return withDecision(command);
}
