import { Command } from "commander";
import { rebuildLedger } from "../../flow/ledger/rebuild.js";
import type { CommandContext } from "../context.js";
import { type DecisionOptions, decideEach, withDecision } from "../decision.js";

interface RebuildOptions extends DecisionOptions {
  readonly from?: string;
}

/** `lctasks ledger rebuild`: a lost ledger made again; what cannot be proven is held. */
export function rebuildCommand(context: CommandContext): Command {
  const command = new Command("rebuild")
    .description(
      "make a lost ledger again from queue, rules and journal; what nothing proves is held until a person decides",
    )
    .option("--from <file>", "begin with an older export")
    .action(({ from, ...options }: RebuildOptions) => {
      const text = from === undefined ? {} : { from: context.world.readText(from) };
      return decideEach({ options, context }, (organization, { desired, agree }) =>
        rebuildLedger(organization, { ...text, desired, agree }),
      );
    });
  return withDecision(command);
}
