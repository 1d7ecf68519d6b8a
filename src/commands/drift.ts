import { Command } from "commander";
import { inEach } from "../flow/reconcile.js";
import { readDrift } from "../flow/status/drift.js";
import type { CommandContext } from "./context.js";
import { finishWithDrift } from "./drift-output.js";
import { ruleTreeOf } from "../flow/iac/rule-tree.js";
import { loadProject } from "./load-project.js";
import {
  chosenBy,
  type OrganizationOptions,
  type ShardOptions,
  type SourceOptions,
  shardIn,
  withFormat,
  withOrganizations,
  withShard,
  withSource,
} from "./options.js";
import { paceOf } from "./pace.js";
import { type ReportFormat, reportFormats } from "./report-output.js";

interface DriftOptions extends SourceOptions, OrganizationOptions, ShardOptions {
  readonly format: ReportFormat;
  readonly detailedExitcode: boolean;
}

/** `lctasks drift`: what moved in live without Git, with a world that cannot change it. */
export function driftCommand(context: CommandContext): Command {
  const command = new Command("drift")
    .description("show what moved in live without Git, and change nothing")
    .option("--detailed-exitcode", "exit with 2 when something moved", false)
    .action((options: DriftOptions) => drift(options, context));
  return withFormat(withShard(withOrganizations(withSource(command))), reportFormats);
}

async function drift(options: DriftOptions, context: CommandContext): Promise<void> {
  const { world } = context;
  const report = await inEach({
    loaded: await loadProject(world, options),
    history: await world.history(options.directory),
    chosen: chosenBy(options),
    ...shardIn(options),
    pace: paceOf(options, context),
    elsewhere: (oid) => ruleTreeOf(world.files(options.directory), oid),
    allowEmpty: false,
    sensors: true,
    open: (organization, configuration) => world.reading(organization, configuration, options.directory),
    step: readDrift,
  });
  finishWithDrift(report, { format: options.format, detailed: options.detailedExitcode }, context);
}
