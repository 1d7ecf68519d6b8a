import { Command } from "commander";
import { driftExitCode } from "../core/model/drift-report.js";
import { renderDrift } from "../core/report/drift.js";
import { renderDriftMarkdown } from "../core/report/drift-markdown.js";
import { driftVerdict } from "../core/report/drift-words.js";
import { jsonText } from "../core/report/json.js";
import { inEach } from "../flow/reconcile.js";
import { readDrift } from "../flow/status/drift.js";
import type { CommandContext } from "./context.js";
import { ruleTreeOf } from "../flow/iac/rule-tree.js";
import { loadProject } from "./load-project.js";
import {
  chosenBy,
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "./options.js";
import { paceOf } from "./pace.js";
import { type ReportFormat, reportFormats } from "./report-output.js";

interface DriftOptions extends SourceOptions, OrganizationOptions {
  readonly format: ReportFormat;
  readonly detailedExitcode: boolean;
}

/** `lctasks drift`: what moved in live without Git, with a world that cannot change it. */
export function driftCommand(context: CommandContext): Command {
  const command = new Command("drift")
    .description("show what moved in live without Git, and change nothing")
    .option("--detailed-exitcode", "exit with 2 when something moved", false)
    .action((options: DriftOptions) => drift(options, context));
  return withFormat(withOrganizations(withSource(command)), reportFormats);
}

async function drift(options: DriftOptions, context: CommandContext): Promise<void> {
  const { world, finish } = context;
  const report = await inEach({
    loaded: await loadProject(world, options),
    history: await world.history(options.directory),
    chosen: chosenBy(options),
    pace: paceOf(options, context),
    elsewhere: (oid) => ruleTreeOf(world.files(options.directory), oid),
    allowEmpty: false,
    sensors: true,
    open: (organization, configuration) => world.reading(organization, configuration, options.directory),
    step: readDrift,
  });
  const code = driftExitCode(report, { detailed: options.detailedExitcode });
  const { console, style } = world;
  if (options.format === "text") console.print(renderDrift(report, style.output));
  else if (options.format === "markdown") console.print(renderDriftMarkdown(report));
  else
    console.print(
      jsonText({ version: 1, verdict: driftVerdict(report), exitCode: code, command: "drift", ...report }),
    );
  finish(code);
}
