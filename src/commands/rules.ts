import { Command } from "commander";
import { type ExitCode, exitCode } from "../core/model/exit-code.js";
import { hasErrors } from "../core/model/finding.js";
import type { Walked } from "../core/model/report.js";
import type { RulesFileReport } from "../core/model/rules-file-report.js";
import { renderFindings } from "../core/report/findings.js";
import { inert } from "../core/report/inert.js";
import { renderRulesFile, renderRulesFilesJson } from "../core/report/rules-files.js";
import { bringRulesFileUpToDate } from "../flow/rules-files/bring-up-to-date.js";
import type { Loaded } from "../flow/load.js";
import { inEach } from "../flow/reconcile.js";
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

interface RulesOptions extends SourceOptions, OrganizationOptions {
  readonly write: boolean;
  readonly check: boolean;
  readonly format: "text" | "json";
}

/** `lctasks rules`: the files that bring the response rules into the organizations, where `rulesTo` says so. Nothing is sent. */
export function rulesCommand(context: CommandContext): Command {
  const command = new Command("rules")
    .description("write the response rules into files that git-sync applies (`rulesTo`); sends nothing")
    .option("--write", "write the files that differ", false)
    .option("--check", "exit with 2 when a file differs", false)
    .action((options: RulesOptions) => rules(options, context));
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

async function rules(options: RulesOptions, context: CommandContext): Promise<void> {
  const { world, finish } = context;
  const { directory } = options;
  const loaded = await loadProject(world, options);
  const { configuration, findings } = loaded;
  if (configuration === undefined || hasErrors(findings)) {
    if (options.format === "text") world.console.note(`${renderFindings(findings, world.style.error)}\n`);
    else world.console.print(renderRulesFilesJson(nothingLookedAt(loaded), exitCode.invalid));
    return finish(exitCode.invalid);
  }
  if (configuration.rulesTo === undefined)
    throw new Error(
      "Cannot write rules into files: apply writes them here. Write `rulesTo: <folder>` in lctasks.yaml when git-sync shall bring them there",
    );
  const report = await inEach({
    loaded,
    history: await world.history(directory),
    chosen: chosenBy(options),
    pace: paceOf(options, context),
    allowEmpty: false,
    sensors: false,
    open: (organization) => world.reading(organization, configuration, directory),
    step: (organization, desired) =>
      bringRulesFileUpToDate(organization, desired, {
        files: world.files(directory),
        write: options.write,
        create: (path, text) => world.createText(directory, path, text),
        replace: (path, text) => world.replaceText(`${directory}/${path}`, text),
      }),
  });
  const { organizations } = report;
  const code = codeOf(organizations, options);
  if (options.format === "json") world.console.print(renderRulesFilesJson(report, code));
  else print(organizations, context);
  finish(code);
}

/** What is said of files that are wrong. */
const nothingLookedAt = ({ configuration, findings }: Loaded): Walked<RulesFileReport> => ({
  project: configuration?.project ?? "",
  findings,
  organizations: [],
});

function print(organizations: Walked<RulesFileReport>["organizations"], { world }: CommandContext): void {
  for (const each of organizations) {
    if ("failure" in each) world.console.note(`${inert(each.organization)}: ${inert(each.failure)}\n`);
    else world.console.print(renderRulesFile(each, world.style.output));
  }
}

function codeOf(
  organizations: readonly (RulesFileReport | { readonly failure: string })[],
  { check }: Pick<RulesOptions, "check">,
): ExitCode {
  const results = organizations.map((each) => ("failure" in each ? "failed" : each.result));
  if (results.includes("failed")) return exitCode.failed;
  if (results.includes("refused")) return exitCode.refused;
  return check && results.includes("stale") ? exitCode.changes : exitCode.done;
}
