import { Command } from "commander";
import { exitCode } from "../../core/model/exit-code.js";
import { type LedgerOverview, ledgerOverview } from "../../core/model/ledger-overview.js";
import { jsonText } from "../../core/report/json.js";
import { renderLedgerOverview } from "../../core/report/ledger-overview.js";
import { loadProject } from "../load-project.js";
import type { CommandContext } from "../context.js";
import { eachOrganization } from "../each-organization.js";
import {
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "../options.js";

interface ShowOptions extends SourceOptions, OrganizationOptions {
  readonly format: "text" | "json";
}

/** `lctasks ledger show`: what the ledger knows, also of one that is damaged. */
export function showCommand(context: CommandContext): Command {
  const command = new Command("show")
    .description("show who may apply now, how far the ledger is, and every task and rule in it")
    .action((options: ShowOptions) => show(options, context));
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

async function show(options: ShowOptions, context: CommandContext): Promise<void> {
  const { console, style } = context.world;
  const loaded = await loadProject(context.world, options);
  const overviews: LedgerOverview[] = [];
  await eachOrganization(
    { loaded, options, context, despiteTaskFiles: true },
    async ({ alias, ledger, clock }, { configuration }) => {
      const reading = await ledger.read();
      const nowMs = clock.nowMs();
      const overview = ledgerOverview({ organization: alias, backend: configuration.ledger, reading, nowMs });
      return () => {
        overviews.push(overview);
        if (options.format === "text") console.print(renderLedgerOverview(overview, style.output));
        return overview.state === "unreadable" ? exitCode.refused : exitCode.done;
      };
    },
  );
  if (options.format === "json") console.print(jsonText({ version: 1, organizations: overviews }));
}
