import { join } from "node:path";
import { Command, Option } from "commander";
import { sameJson } from "../../core/model/canonical.js";
import type { Configuration, LedgerBackend } from "../../core/model/configuration.js";
import type { DecisionReport } from "../../core/model/decision.js";
import { exitCode } from "../../core/model/exit-code.js";
import { inert } from "../../core/report/inert.js";
import { withBackend } from "../../flow/ledger/configured-backend.js";
import { migrateLedger } from "../../flow/ledger/migrate.js";
import { loadProject } from "../load-project.js";
import type { WritableOrganization } from "../../ports/organization.js";
import type { CommandContext } from "../context.js";
import { type DecisionInput, type DecisionOptions, decideEach, withDecision } from "../decision.js";

interface MigrateOptions extends DecisionOptions {
  readonly to: LedgerBackend;
  readonly write: boolean;
}

/** `lctasks ledger migrate`: the ledger goes on in another place, and the old one says so. */
export function migrateCommand(context: CommandContext): Command {
  const command = new Command("migrate")
    .description("move the ledger to another place; an old checkout is refused from then on")
    .addOption(
      new Option("--to <backend>", "where to").choices(["hive", "git", "file"]).makeOptionMandatory(),
    )
    .option("--write", "write `ledger:` in the configuration as well, comments stay", false)
    .action((options: MigrateOptions) => migrate(options, context));
  return withDecision(command);
}

async function migrate(options: MigrateOptions, context: CommandContext): Promise<void> {
  let configuration: Configuration | undefined;
  const reports: DecisionReport[] = [];
  await decideEach({ options, context }, async (organization, input) => {
    ({ configuration } = input.desired);
    const report = await moveOne(organization, input, { options, context });
    reports.push(report);
    return report;
  });
  if (configuration === undefined || configuration.ledger === options.to) return;
  const moved = reports.filter(({ result }) => result === "done" || result === "nothing");
  if (moved.length === 0) return;
  if (moved.length < configuration.organizations.length) {
    context.world.console.note(
      "Not every organization's ledger has moved: the configuration stays until they have.\n",
    );
    return;
  }
  await configure(configuration, options, context);
}

async function moveOne(
  organization: WritableOrganization,
  { desired, agree }: DecisionInput,
  { options, context }: { readonly options: MigrateOptions; readonly context: CommandContext },
): Promise<DecisionReport> {
  const { configuration } = desired;
  const { to, directory } = options;
  const declared = configuration.organizations.find(({ alias }) => alias === organization.alias);
  if (declared === undefined) throw new Error(`${organization.alias} is not in the configuration`);
  const place = await context.world.writing(declared, { ...configuration, ledger: to }, directory);
  try {
    const { ledger: from, project } = configuration;
    return await migrateLedger(organization, { project, from, to, target: place.ledger, agree });
  } finally {
    await place.close();
  }
}

/** Says what the configuration has to say now, or writes it: read again, it must say what it said but for that. */
async function configure(
  before: Configuration,
  options: MigrateOptions,
  context: CommandContext,
): Promise<void> {
  const { world } = context;
  const { to, directory, config, write } = options;
  const path = join(directory, config);
  if (!write) {
    world.console.note(`Now write \`ledger: ${to}\` in ${inert(config)}, and commit it.\n`);
    return;
  }
  const text = world.readText(path);
  const edited = withBackend(text, to);
  if (edited !== undefined) {
    world.replaceText(path, edited);
    const { configuration } = await loadProject(world, { directory, config });
    if (configuration !== undefined && sameJson(said(configuration), said({ ...before, ledger: to }))) {
      world.console.note(`${inert(config)} says \`ledger: ${to}\`; review and commit it\n`);
      return;
    }
    world.replaceText(path, text);
  }
  world.console.note(`Cannot edit ${inert(config)} safely: write \`ledger: ${to}\` by hand.\n`);
  context.finish(exitCode.refused);
}

/** What a configuration says, wherever it stands. */
const said = (configuration: Configuration) => JSON.parse(JSON.stringify({ ...configuration, at: null }));
