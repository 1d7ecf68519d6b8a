import type { Shapes } from "../../schema/schemas.js";
import {
  type Configuration,
  defaultLimits,
  defaultOrganization,
  type Organization,
} from "../model/configuration.js";
import type { Finding } from "../model/finding.js";
import { namesOrganization } from "../model/rules-file.js";
import { checks } from "./checks.js";
import { defaultOrganizationFiles, defaultTasks } from "./default-files.js";
import { durationFindings, secondsOf, type WrittenDuration } from "./durations.js";
import { limitsFindings, limitsOver } from "./limits.js";
import { type DeclaredOrganization, entryFindings, toOrganization } from "./organization-entries.js";
import type { Place } from "./place.js";
import type { Source } from "./source.js";
import { defaultsFindings, defaultsOver } from "./task-defaults.js";

/** `lctasks.yaml` as its schema accepts it. */
export type ConfigFile = Shapes["config"];

/** A configuration whose shape is right, with its defaults, as the program uses it. `others` stand in organization files. */
export function toConfiguration(
  file: ConfigFile,
  others: readonly DeclaredOrganization[],
  source: Source,
): Configuration {
  const settle = secondsOf(ruleSettle(file, source));
  const project = projectWide(file, source);
  const declared = [...entriesOf(file, source), ...others];
  return {
    project: file.project,
    tasks: file.tasks ?? defaultTasks,
    organizationFiles: file.organizationFiles ?? defaultOrganizationFiles,
    organizations: declared.length === 0 ? [project] : declared.map((one) => toOrganization(one, project)),
    ledger: file.ledger ?? "hive",
    witness: file.witness ?? "none",
    subscribe: file.subscribe ?? false,
    limits: project.limits,
    policy: { deny: file.policy?.deny ?? [] },
    ...(settle === undefined ? {} : { ruleSettleSeconds: settle }),
    ...(file.rulesTo === undefined ? {} : { rulesTo: file.rulesTo }),
    at: source.value([]),
  };
}

/** What is wrong with a configuration beyond its shape. `others` stand in organization files. */
export function configurationFindings(
  file: ConfigFile,
  others: readonly DeclaredOrganization[],
  source: Source,
): Finding[] {
  const place = root(source);
  const declared = [...entriesOf(file, source), ...others];
  return [
    ...entryFindings(declared),
    ...rulesToFindings(file, declared, source),
    ...durationFindings(ruleSettle(file, source)),
    ...limitsFindings(file.limits, place),
    ...defaultsFindings(file.defaults, place),
  ];
}

/** One file for several organizations would give each the rules of the others. */
function rulesToFindings(
  { rulesTo }: ConfigFile,
  declared: readonly DeclaredOrganization[],
  source: Source,
): Finding[] {
  if (rulesTo === undefined || declared.length < 2 || namesOrganization(rulesTo)) return [];
  return [
    {
      check: checks.configValue,
      severity: "error",
      message: `Cannot write the rules of ${declared.length} organizations to one folder`,
      fix: "Write {oid} or {alias} in `rulesTo`, for example orgs/{oid}/hives",
      at: source.value(["rulesTo"]),
    },
  ];
}

/** What the project says for every organization: the only one, where none is declared. */
function projectWide(file: ConfigFile, source: Source): Organization {
  const place = root(source);
  return {
    ...defaultOrganization,
    apiKeyEnv: file.apiKeyEnv ?? defaultOrganization.apiKeyEnv,
    uidEnv: file.uidEnv ?? defaultOrganization.uidEnv,
    limits: limitsOver(file.limits, defaultLimits, place),
    defaults: defaultsOver(file.defaults, {}, place),
    vars: { ...file.vars },
  };
}

const root = (source: Source): Place => ({ kind: "config", path: [], source });

function entriesOf({ organizations = {} }: ConfigFile, source: Source): DeclaredOrganization[] {
  return Object.entries(organizations).map(([alias, written]) => ({
    alias,
    written,
    place: { kind: "config", path: ["organizations", alias], source },
  }));
}

const ruleSettle = (file: ConfigFile, source: Source): WrittenDuration => ({
  kind: "config",
  path: ["ruleSettle"],
  value: file.ruleSettle,
  minimumSeconds: 0,
  source,
});
