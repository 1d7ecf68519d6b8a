import { Command } from "commander";
import type { ExitCode } from "../core/model/exit-code.js";
import { matchesWildcard } from "../core/model/wildcard.js";
import { renderImport, renderNewFiles } from "../core/report/import.js";
import { jsonText } from "../core/report/json.js";
import { importQueue, type ImportReport } from "../flow/import/import-queue.js";
import { withFiles } from "../flow/import/with-files.js";
import type { CommandContext } from "./context.js";
import { agreeOn, type DecisionOptions, decisionCodes, withDecision } from "./decision.js";
import { eachOrganization } from "./each-organization.js";
import { loadProject } from "./load-project.js";
import { paceOf } from "./pace.js";

interface ImportOptions extends DecisionOptions {
  readonly to?: string;
  readonly dryRun: boolean;
  readonly taskId?: readonly string[];
  readonly context?: readonly string[];
  readonly rules?: readonly string[];
  readonly from?: readonly string[];
  readonly ruleTag?: readonly string[];
}

/** `lctasks import`: what others queued becomes task files, and the ledger knows it, so that nothing runs again. */
export function importCommand(context: CommandContext): Command {
  const command = new Command("import")
    .description(
      "make task files of what others queued, with the rules that hear its answers; nothing is sent",
    )
    .option("--to <folder>", "where the new files go; left out: tasks/imported beside the configuration")
    .option("--task-id <id...>", "only these requests of the queue")
    .option("--context <glob...>", "only requests whose context matches")
    .option("--rules <glob...>", "only rules whose name matches")
    .option("--rule-tag <tag...>", "only rules that have one of these tags")
    .option("--from <path...>", "only rules of these IaC files or git-sync folders, with their comments")
    .option("--dry-run", "show the files, and write nothing", false)
    .action((options: ImportOptions) => importEach(options, context));
  return withDecision(command);
}

async function importEach(options: ImportOptions, context: CommandContext): Promise<void> {
  const { world } = context;
  const reports: ImportReport[] = [];
  const shown: ImportReport["files"][number][] = [];
  const loaded = await loadProject(world, options);
  const pace = paceOf(options, context, { asks: true });
  await eachOrganization({ loaded, options, context, pace }, async (organization, { tasks: here }) => {
    // What a dry run does not write for one organization is there all the same for the next.
    const files = withFiles(world.files(options.directory), options.dryRun ? shown : []);
    const request = { files, configPath: options.config };
    const now = await loadProject(world, options);
    const report = await importQueue(organization, {
      request,
      declared: now.tasks,
      here,
      folder: folderOf(options),
      wantsEntry: ({ taskId, context: wire }) =>
        (options.taskId?.includes(taskId) ?? true) && matches(options.context, wire),
      wantsRule: ({ key, userMetadata }) =>
        matches(options.rules, key) &&
        (options.ruleTag?.some((tag) => userMetadata.tags.includes(tag)) ?? true),
      ...(options.from === undefined ? {} : { from: options.from }),
      dryRun: options.dryRun,
      agree: agreeOn(options, context),
      create: (path, text) => world.createText(options.directory, path, text),
    });
    shown.push(...report.files);
    return () => tell(report, { options, context, reports });
  });
  if (options.format === "json") world.console.print(jsonText({ version: 1, organizations: reports }));
}

function tell(
  report: ImportReport,
  { options, context, reports }: { options: ImportOptions; context: CommandContext; reports: ImportReport[] },
): ExitCode {
  const { console, style } = context.world;
  reports.push(report);
  if (options.format === "text") {
    if (options.dryRun) console.print(renderNewFiles(report.files, style.output));
    console.print(renderImport(report, style.output));
  }
  return decisionCodes[report.result];
}

const matches = (globs: readonly string[] | undefined, name: string): boolean =>
  globs?.some((glob) => matchesWildcard(glob, name)) ?? true;

/** Relative to the root, without a slash at its end. */
function folderOf({ to, config }: ImportOptions): string {
  const beside = config.slice(0, config.lastIndexOf("/") + 1);
  return (to ?? `${beside}tasks/imported`).replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
}
