import type { Shapes } from "../../schema/schemas.js";
import {
  type Configuration,
  defaultLimits,
  defaultOrganization,
  type Limits,
  type Organization,
  type Share,
} from "../model/configuration.js";
import type { Finding } from "../model/finding.js";
import { checks } from "./checks.js";
import { defaultTasks } from "./default-tasks.js";
import { durationFindings, secondsOf, type WrittenDuration } from "./durations.js";
import type { Source } from "./source.js";

/** `lctasks.yaml` as its schema accepts it. */
type ConfigFile = Shapes["config"];

/** A configuration whose shape is right, with its defaults, as the program uses it. */
export function toConfiguration(file: ConfigFile, source: Source): Configuration {
  const settle = secondsOf(ruleSettle(file, source));
  return {
    project: file.project,
    tasks: file.tasks ?? defaultTasks,
    organizations: organizationsOf(file),
    ledger: file.ledger ?? "hive",
    witness: file.witness ?? "none",
    subscribe: file.subscribe ?? false,
    limits: limitsOf(file, source),
    policy: { deny: file.policy?.deny ?? [] },
    ...(settle === undefined ? {} : { ruleSettleSeconds: settle }),
    at: source.value([]),
  };
}

/** What is wrong with a configuration beyond its shape. */
export function configurationFindings(file: ConfigFile, source: Source): Finding[] {
  return [
    ...sameOids(file, source),
    ...durationFindings(ruleSettle(file, source)),
    ...durationFindings(limitDuration("planAge", file, source)),
    ...durationFindings(limitDuration("ttl", file, source)),
  ];
}

function organizationsOf({ organizations }: ConfigFile): readonly Organization[] {
  if (organizations === undefined) return [defaultOrganization];
  return Object.entries(organizations).map(([alias, written]) => ({
    ...defaultOrganization,
    ...written,
    alias,
    oid: written.oid.toLowerCase(),
  }));
}

function limitsOf(file: ConfigFile, source: Source): Limits {
  const ttlSeconds = secondsOf(limitDuration("ttl", file, source));
  const { deletions, sensorDrift, planAge: _planAge, ttl: _ttl, ...counts } = file.limits ?? {};
  return {
    ...defaultLimits,
    ...counts,
    deletions: shareOf(deletions, defaultLimits.deletions),
    sensorDrift: shareOf(sensorDrift, defaultLimits.sensorDrift),
    planAgeSeconds: secondsOf(limitDuration("planAge", file, source)) ?? defaultLimits.planAgeSeconds,
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
}

const shareOf = (written: Partial<Share> | undefined, byDefault: Share): Share => ({
  ...byDefault,
  ...written,
});

const ruleSettle = (file: ConfigFile, source: Source): WrittenDuration => ({
  kind: "config",
  path: ["ruleSettle"],
  value: file.ruleSettle,
  minimumSeconds: 0,
  source,
});

const limitDuration = (name: "planAge" | "ttl", file: ConfigFile, source: Source): WrittenDuration => ({
  kind: "config",
  path: ["limits", name],
  value: file.limits?.[name],
  minimumSeconds: 1,
  source,
});

/** Two aliases of one organization would run everything there twice. */
function sameOids({ organizations = {} }: ConfigFile, source: Source): Finding[] {
  const aliases = new Map<string, string>();
  return Object.entries(organizations).flatMap(([alias, { oid }]) => {
    const first = aliases.get(oid.toLowerCase());
    if (first === undefined) {
      aliases.set(oid.toLowerCase(), alias);
      return [];
    }
    return [
      {
        check: checks.configSameOid,
        severity: "error",
        message: `Cannot use one organization under two aliases: ${first} and ${alias} have the same oid`,
        fix: `Remove one of the two, or correct its oid`,
        at: source.value(["organizations", alias, "oid"]),
        related: [source.value(["organizations", first, "oid"])],
      },
    ];
  });
}
