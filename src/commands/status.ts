import { Command } from "commander";
import type { Walked } from "../core/model/report.js";
import { type OrganizationStatus, statusExitCode } from "../core/model/status-report.js";
import { renderStatusHtml } from "../core/report/html/status-page.js";
import { jsonText } from "../core/report/json.js";
import { renderStatus } from "../core/report/status.js";
import { renderStatusMarkdown } from "../core/report/status-markdown.js";
import { statusVerdict } from "../core/report/status-words.js";
import { inEach } from "../flow/reconcile.js";
import { readStatus } from "../flow/status/status.js";
import { recordStatus } from "../flow/status/record-status.js";
import type { CommandContext } from "./context.js";
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

/** The formats of a status, the default first. */
const formats = ["text", "json", "markdown", "html"] as const;
type StatusFormat = (typeof formats)[number];

interface StatusOptions extends SourceOptions, OrganizationOptions {
  readonly format: StatusFormat;
  readonly record: boolean;
}

/** `lctasks status`: how far every task is, as far as anybody can know. */
export function statusCommand(context: CommandContext): Command {
  const command = new Command("status")
    .description("show how far the tasks are: delivered, waiting, expired, unknown")
    .argument("[task...]", "only these tasks")
    .option("--record", "append what is seen to the ledger: the queue forgets it", false)
    .action((names: string[], options: StatusOptions) => status(names, options, context));
  return withFormat(withOrganizations(withSource(command)), formats);
}

async function status(
  names: readonly string[],
  options: StatusOptions,
  context: CommandContext,
): Promise<void> {
  const { world, finish } = context;
  const walk = {
    loaded: await loadProject(world, options),
    history: await world.history(options.directory),
    chosen: chosenBy(options),
    pace: paceOf(options, context),
    allowEmpty: false,
    sensors: true,
  };
  const report = options.record
    ? await inEach({
        ...walk,
        open: (organization, configuration) => world.writing(organization, configuration, options.directory),
        step: async (organization, desired) => {
          const { status: shown, planned } = await readStatus(organization, desired, names);
          return { ...shown, recording: await recordStatus(organization, planned) };
        },
      })
    : await inEach({
        ...walk,
        open: (organization, configuration) => world.reading(organization, configuration, options.directory),
        step: async (organization, desired) => (await readStatus(organization, desired, names)).status,
      });
  finish(statusExitCode(report));
  world.console.print(rendered(report, options.format, world.style.output));
}

function rendered(
  report: Walked<OrganizationStatus>,
  format: StatusFormat,
  style: Parameters<typeof renderStatus>[1],
): string {
  if (format === "text") return renderStatus(report, style);
  if (format === "markdown") return renderStatusMarkdown(report);
  if (format === "html") return renderStatusHtml(report);
  const head = { version: 1, verdict: statusVerdict(report), exitCode: statusExitCode(report) };
  return jsonText({ ...head, command: "status", ...report });
}
