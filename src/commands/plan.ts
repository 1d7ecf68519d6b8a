import { Command } from "commander";
import { load } from "../flow/load.js";
import { planOrganization } from "../flow/organization.js";
import { reconcile } from "../flow/reconcile.js";
import type { CommandContext } from "./context.js";
import {
  chosenBy,
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "./options.js";
import { finishWith, type ReportFormat, reportFormats } from "./report-output.js";

interface PlanOptions extends SourceOptions, OrganizationOptions {
  readonly format: ReportFormat;
  readonly allowEmpty: boolean;
  readonly detailedExitcode: boolean;
}

/** `lctasks plan`: says what apply would do, with a world that cannot do it. */
export function planCommand(context: CommandContext): Command {
  const command = new Command("plan")
    .description("show what apply would do, and change nothing")
    .option("--allow-empty", "accept that no task is declared", false)
    .option("--detailed-exitcode", "exit with 2 when there are changes", false)
    .action((options: PlanOptions) => plan(options, context));
  return withFormat(withOrganizations(withSource(command)), reportFormats);
}

async function plan(options: PlanOptions, context: CommandContext): Promise<void> {
  const { world } = context;
  const report = await reconcile({
    command: "plan",
    loaded: load({ files: world.files(options.directory), configPath: options.config }),
    history: await world.history(options.directory),
    chosen: chosenBy(options),
    allowEmpty: options.allowEmpty,
    open: (organization, configuration) => world.reading(organization, configuration, options.directory),
    step: async (organization, desired) => ({ plan: await planOrganization(organization, desired) }),
  });
  finishWith(report, { format: options.format, detailed: options.detailedExitcode }, context);
}
