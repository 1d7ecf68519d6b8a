import { Command, Option } from "commander";
import { exitCode } from "../../core/model/exit-code.js";
import type { LedgerBackend } from "../../core/model/configuration.js";
import type { FirstLedger } from "../../core/plan/new-ledger.js";
import { counted } from "../../core/report/describe.js";
import { renderFindings } from "../../core/report/findings.js";
import { inert } from "../../core/report/inert.js";
import { createLedger, type LedgerCreation } from "../../flow/create-ledger.js";
import { loadProject } from "../load-project.js";
import { lookElsewhere, type OtherBackend } from "../../flow/ledger/other-backends.js";
import type { Desired } from "../../flow/organization.js";
import type { WritableOrganization } from "../../ports/organization.js";
import type { CommandContext } from "../context.js";
import { eachOrganization } from "../each-organization.js";
import { type OrganizationOptions, type SourceOptions, withOrganizations, withSource } from "../options.js";

interface CreateOptions extends SourceOptions, OrganizationOptions {
  readonly runExisting: boolean;
  readonly baseline: boolean;
  readonly unchecked: readonly LedgerBackend[];
}

/** `lctasks ledger create`: begins the record, by a person's choice. */
export function createCommand(context: CommandContext): Command {
  const command = new Command("create")
    .description("begin the record in a new organization; refused where this project was before")
    .option("--run-existing", "all present tasks will run with the next apply", false)
    .option("--baseline", "present tasks are recorded as not wanted; only later runs will run", false)
    .addOption(
      new Option("--unchecked <backend...>", "other places that are known to hold no ledger of this project")
        .choices(["hive", "git", "file"])
        .default([]),
    )
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
  const loaded = await loadProject(context.world, options);
  await eachOrganization({ loaded, options, context }, async (organization, desired) => {
    const creation = await createLedger(organization, desired, {
      choice,
      elsewhere: await elsewhere(organization, desired, { options, context }),
    });
    return () => {
      context.world.console.print(`${inert(organization.alias)}: ${describe(creation)}\n`);
      if (creation.created && creation.findings.length > 0)
        context.world.console.note(`${renderFindings(creation.findings, context.world.style.error)}\n`);
      return creation.created ? exitCode.done : exitCode.refused;
    };
  });
}

/** What the other backends hold for this organization; Git is asked where the clone has a remote. */
async function elsewhere(
  { alias }: WritableOrganization,
  { configuration }: Desired,
  { options, context }: { readonly options: CreateOptions; readonly context: CommandContext },
): Promise<OtherBackend[]> {
  const { world } = context;
  const declared = configuration.organizations.filter((each) => each.alias === alias);
  const places = (["hive", "git", "file"] as const).filter(
    (backend) => backend !== configuration.ledger && !options.unchecked.includes(backend),
  );
  const asked: OtherBackend[] = [];
  for (const backend of places) {
    if (backend === "git" && !(await world.hasRemote(options.directory))) continue;
    const open = declared.map(
      (each) => () =>
        world.reading(each, { ...configuration, ledger: backend, witness: "none" }, options.directory),
    );
    for (const each of open) asked.push(await lookElsewhere(backend, each));
  }
  return asked;
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
