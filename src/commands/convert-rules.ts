import { Command, InvalidArgumentError } from "commander";
import { bareConfiguration } from "../core/model/configuration.js";
import { exitCode, type ExitCode } from "../core/model/exit-code.js";
import type { RuleMigration } from "../core/model/migration.js";
import { taskingExtension } from "../core/plan/held-organization.js";
import { renderMigrations } from "../core/report/migrations.js";
import { convertLiveRules } from "../flow/convert-live-rules.js";
import { convertRuleFile } from "../flow/convert-rule-files.js";
import { load } from "../flow/load.js";
import type { CommandContext } from "./context.js";
import { eachOrganization } from "./each-organization.js";
import {
  type OrganizationOptions,
  type SourceOptions,
  withFormat,
  withOrganizations,
  withSource,
} from "./options.js";

interface ConvertOptions extends SourceOptions, OrganizationOptions {
  readonly dryRun: boolean;
  readonly format: "text" | "json";
}

/** `lctasks convert-rules`: rules that call the legacy service become extension requests. */
export function convertRulesCommand(context: CommandContext): Command {
  const command = new Command("convert-rules")
    .description("convert rules that call the legacy service reliable-tasking; a dry run by default")
    .argument("[paths...]", "YAML files of rules; left out: the organization's dr-general and dr-managed")
    .option("--dry-run", "show what would be converted", true)
    .option("--no-dry-run", "convert")
    .option(
      "--name <extension>",
      `the extension, for those who type the documented command: ${taskingExtension}`,
      extensionName,
    )
    .action((paths: readonly string[], options: ConvertOptions) =>
      paths.length === 0 ? convertOrganizations(options, context) : convertFiles(paths, options, context),
    );
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

function extensionName(name: string): string {
  if (name === taskingExtension) return name;
  throw new InvalidArgumentError(`Only ${taskingExtension} has rules to convert.`);
}

async function convertOrganizations(options: ConvertOptions, context: CommandContext): Promise<void> {
  const files = context.world.files(options.directory);
  const without = { configuration: bareConfiguration, tasks: [], findings: [], silenced: [], taskFiles: 0 };
  const loaded =
    files.read(options.config) === undefined ? without : await load({ files, configPath: options.config });
  await eachOrganization({ loaded, options, context }, async (organization) => {
    const migrations = await convertLiveRules(organization, !options.dryRun);
    return () => {
      print(migrations, options, context);
      return codeOf(migrations);
    };
  });
}

function convertFiles(paths: readonly string[], options: ConvertOptions, context: CommandContext): void {
  const { world } = context;
  const migrations = paths.flatMap((path) => {
    const { text, migrations: found } = convertRuleFile(path, world.readText(path));
    const changed = found.some(({ result }) => result === "convertible");
    if (options.dryRun || !changed) return found;
    world.replaceText(path, text);
    return found.map(
      (each): RuleMigration => (each.result === "convertible" ? { ...each, result: "converted" } : each),
    );
  });
  print(migrations, options, context);
  context.finish(codeOf(migrations));
}

function print(
  migrations: readonly RuleMigration[],
  { format }: ConvertOptions,
  { world }: CommandContext,
): void {
  const text =
    format === "json"
      ? `${JSON.stringify({ rules: migrations }, null, 2)}\n`
      : renderMigrations(migrations, world.style.output);
  world.console.print(text);
}

/** Failures before refusals before success. */
function codeOf(migrations: readonly RuleMigration[]): ExitCode {
  if (migrations.some(({ result }) => result === "failed")) return exitCode.failed;
  return migrations.some(({ result }) => result === "refused" || result === "unreadable")
    ? exitCode.refused
    : exitCode.done;
}
