import { Command, Option } from "commander";
import { knownCommands } from "../core/doctor/command-needs.js";
import { diagnoseMachine, diagnoseOrganization } from "../core/doctor/diagnose.js";
import type { AddressFacts, CredentialFacts, MachineFacts } from "../core/doctor/facts.js";
import { bareConfiguration, type Configuration, type Organization } from "../core/model/configuration.js";
import {
  type DoctorReport,
  doctorExitCode,
  type OrganizationDiagnosis,
} from "../core/model/doctor-report.js";
import { messageOf } from "../core/model/message-of.js";
import { doctorJson, renderDoctor } from "../core/report/doctor.js";
import { checks } from "../core/validate/checks.js";
import { examine } from "../flow/doctor/examine.js";
import type { Loaded } from "../flow/load.js";
import { inOrganizations } from "../flow/organizations.js";
import type { ReadableOrganization } from "../ports/organization.js";
import type { World } from "../world.js";
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

interface DoctorOptions extends SourceOptions, OrganizationOptions {
  readonly format: "text" | "json";
  readonly for: readonly string[];
}

/** `lctasks doctor`: whether machine, credentials and organization are as the commands need them; it changes nothing. */
export function doctorCommand(context: CommandContext): Command {
  const command = new Command("doctor")
    .description("say what is wrong with machine, credentials and organization, and what to do")
    .addOption(
      new Option("--for <command...>", "what the key is meant for: it should have this and nothing more")
        .choices([...new Set(knownCommands)])
        .default(["plan", "apply"]),
    )
    .action((options: DoctorOptions) => doctor(options, context));
  return withFormat(withOrganizations(withSource(command)), ["text", "json"]);
}

async function doctor(options: DoctorOptions, context: CommandContext): Promise<void> {
  const { world, finish } = context;
  const loaded = await loadProject(world, options);
  const configuration = loaded.configuration ?? bareConfiguration;
  const machine = diagnoseMachine(await machineFacts(world, { options, loaded, configuration }));
  const organizations: OrganizationDiagnosis[] = [];
  await inOrganizations({
    organizations: chosenBy(options)(configuration.organizations),
    pace: paceOf(options, context),
    open: (organization) => opened(world, { organization, configuration, root: options.directory }),
    step: (found, organization) => diagnosed(found, { organization, configuration, options, world }),
    tell: (result) => {
      if ("failure" in result) throw new Error(result.failure);
      organizations.push(result);
    },
  });
  const report: DoctorReport = { wanted: options.for, machine, organizations };
  world.console.print(
    options.format === "json" ? doctorJson(report) : renderDoctor(report, world.style.output),
  );
  finish(doctorExitCode(report));
}

interface Project {
  readonly options: DoctorOptions;
  readonly loaded: Loaded;
  readonly configuration: Configuration;
}

async function machineFacts(
  world: World,
  { options, loaded, configuration }: Project,
): Promise<MachineFacts> {
  const errors = loaded.findings.filter(({ severity }) => severity === "error");
  const isAbsent =
    errors.length > 0 && errors.every(({ check, at }) => check === checks.fileMissing && at === undefined);
  return {
    nodeVersion: process.versions.node,
    files: {
      path: options.config,
      present: loaded.configuration !== undefined || !isAbsent,
      errors: errors.length,
      tasks: loaded.tasks.length,
    },
    staleSchemas: await staleIn(world, options.directory),
    git: await world.git(options.directory),
    ledger: configuration.ledger,
    witness: configuration.witness,
    addresses: await addressFacts(world),
    environment: world.process.environment,
  };
}

/** None where the folder cannot be opened: that is said of the files. */
async function staleIn(world: World, directory: string): Promise<readonly string[]> {
  const { staleSchemas } = await import("../flow/init/stale-schemas.js");
  try {
    return staleSchemas(world.files(directory)).map(({ path }) => path);
  } catch {
    return [];
  }
}

async function addressFacts(world: World): Promise<AddressFacts> {
  try {
    return { usable: true, ...(await world.addresses()) };
  } catch (error) {
    return { usable: false, reason: messageOf(error) };
  }
}

/** An organization that was opened, or why it could not be. */
type Found = { readonly close: () => Promise<void> } & (
  | { readonly organization: ReadableOrganization }
  | { readonly unopened: string }
);

async function opened(
  world: World,
  {
    organization,
    configuration,
    root,
  }: { organization: Organization; configuration: Configuration; root: string },
): Promise<Found> {
  try {
    const made = await world.reading(organization, configuration, root);
    return { organization: made, close: made.close };
  } catch (error) {
    return { unopened: messageOf(error), close: async () => undefined };
  }
}

interface Subject {
  readonly organization: Organization;
  readonly configuration: Configuration;
  readonly options: DoctorOptions;
  readonly world: World;
}

async function diagnosed(
  found: Found,
  { organization, configuration, options, world }: Subject,
): Promise<OrganizationDiagnosis> {
  const facts = {
    alias: organization.alias,
    credentials: credentialFacts(organization, world.process.environment),
    subscribes: configuration.subscribe,
    writesRules: configuration.rulesTo === undefined,
    backend: configuration.ledger,
    ...("unopened" in found ? { unopened: found.unopened } : await examine(found.organization)),
  };
  return diagnoseOrganization(facts, options.for);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the variables say, and nothing of what a secret one holds. */
function credentialFacts(
  { oid: declared, apiKeyEnv, uidEnv }: Organization,
  environment: { readonly [name: string]: string | undefined },
): CredentialFacts {
  const oid = declared ?? (environment["LC_OID"] || undefined);
  const key = environment[apiKeyEnv]?.trim() ?? "";
  return {
    ...(oid === undefined ? {} : { oid }),
    oidIsUuid: oid !== undefined && uuid.test(oid.trim()),
    apiKeyEnv,
    uidEnv,
    apiKey: key === "" ? "missing" : uuid.test(key) ? "set" : "not-uuid",
    uid: Boolean(environment[uidEnv]),
  };
}
