import { Command } from "commander";
import { exitCode } from "../../core/model/exit-code.js";
import type { FirstLedger } from "../../core/plan/new-ledger.js";
import { counted } from "../../core/report/describe.js";
import { renderFindings } from "../../core/report/findings.js";
import { inert } from "../../core/report/inert.js";
import { createLedger, type LedgerCreation } from "../../flow/create-ledger.js";
import { load } from "../../flow/load.js";
import type { CommandContext } from "../context.js";
import { eachOrganization } from "../each-organization.js";
import { type OrganizationOptions, type SourceOptions, withOrganizations, withSource } from "../options.js";

interface CreateOptions extends SourceOptions, OrganizationOptions {
  readonly runExisting: boolean;
  readonly baseline: boolean;
}

/** `lctasks ledger create`: begins the record, by a person's choice. */
export function createCommand(context: CommandContext): Command {
  const command = new Command("create")
    .description("begin the record in a new organization; refused where this project was before")
    .option("--run-existing", "all present tasks will run with the next apply", false)
    .option("--baseline", "present tasks are recorded as not wanted; only later runs will run", false)
    .action((options: CreateOptions) => createLedgers(options, context));
  return withOrganizations(withSource(command));
}
async function createLedgers(options: CreateOptions, context: CommandContext): Promise<void> {
  const choice = choiceOf(options);
  if (choice === undefined) {
    context.world.console.note(
      "Choose one: --run-existing (all present tasks will run) or --baseline (only later runs will run).\n",
    );
    context.finish(exitCode.refused);
    return;
  }
  const loaded = load({ files: context.world.files(options.directory), configPath: options.config });
  await eachOrganization({ loaded, options, context }, async (organization, desired) => {
    const creation = await createLedger(organization, desired, choice);
    context.world.console.print(`${inert(organization.alias)}: ${describe(creation)}\n`);
    if (creation.created && creation.findings.length > 0)
      context.world.console.note(`${renderFindings(creation.findings, context.world.style.error)}\n`);
    return creation.created ? exitCode.done : exitCode.refused;
  });
}

function choiceOf({ runExisting, baseline }: CreateOptions): FirstLedger | undefined {
  if (runExisting === baseline) return undefined;
  return runExisting ? "run-existing" : "baseline";
}

function describe(creation: LedgerCreation): string {
  if (!creation.created) return `refused: ${inert(creation.reason)}`;
  const tasks = counted(creation.tasks, "present task");
  return creation.choice === "baseline"
    ? `ledger created; ${tasks} recorded as not wanted, later runs will run`
    : `ledger created; the next apply issues ${tasks}`;
}
