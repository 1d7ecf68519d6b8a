import { Command } from "commander";
import { mergeReports, type WalkedReport } from "../core/model/merge-reports.js";
import { exitCodeOf } from "../core/model/report.js";
import { mostShards } from "../core/model/shard.js";
import { renderJson } from "../core/report/json.js";
import { readReport } from "../flow/read-reports.js";
import type { World } from "../world.js";
import type { CommandContext } from "./context.js";
import { finishWithDrift } from "./drift-output.js";
import { withFormat } from "./options.js";
import { finishWith, type ReportFormat, reportFormats } from "./report-output.js";
import { finishWithStatus } from "./status-output.js";

interface MergeOptions {
  readonly format: ReportFormat;
  readonly config: string;
  readonly detailedExitcode: boolean;
  readonly out?: string;
}

/** `lctasks merge-reports`: what the shards said, as one run over all organizations would have said it. */
export function mergeReportsCommand(context: CommandContext): Command {
  const command = new Command("merge-reports")
    .description("join the JSON reports of shards (plan, apply, status or drift) to one report")
    .argument("<files...>", "reports; a folder, with / at its end, stands for the .json files in it")
    .option("--config <file>", "the configuration that a comment names", "lctasks.yaml")
    .option("--detailed-exitcode", "exit with 2 when there are changes or drift", false)
    .option("--out <file>", "write merged plans to a plan file that apply takes")
    .action((paths: readonly string[], options: MergeOptions) => merge(paths, options, context));
  return withFormat(command, reportFormats);
}

function merge(paths: readonly string[], options: MergeOptions, context: CommandContext): void {
  const { world } = context;
  const files = paths.flatMap((path) => filesOf(path, world));
  if (files.length > mostShards)
    throw new Error(`Cannot merge ${files.length} reports: there are at most ${mostShards} shards`);
  const report = mergeReports(files.map((file) => readReport(file, world.readText(file))));
  if (options.out !== undefined) world.replaceText(options.out, planFile(report));
  print(report, options, context);
}

/** Throws for a folder without reports: a job that found none must not look like one that had nothing to say. */
function filesOf(path: string, world: World): readonly string[] {
  if (!path.endsWith("/")) return [path];
  const files = world.files(path).find(["**/*.json"]);
  if (files.length === 0) throw new Error(`Cannot merge reports: no .json file is in ${path}`);
  return files.map((file) => `${path}${file.path}`);
}

/** Throws for what no plan was made from: nobody agreed to it. */
function planFile(report: WalkedReport): string {
  if (report.command !== "plan")
    throw new Error(`Cannot write a plan file: these are reports of ${report.command}`);
  return renderJson(report, exitCodeOf(report, { detailed: true }));
}

function print(
  report: WalkedReport,
  { format, config, detailedExitcode: detailed }: MergeOptions,
  context: CommandContext,
): void {
  switch (report.command) {
    case "drift":
      return finishWithDrift(report, { format, detailed }, context);
    case "status":
      return finishWithStatus(report, format === "comment" ? "markdown" : format, context);
    default:
      return finishWith(report, { format, detailed, configuration: config }, context);
  }
}
