import type { Shapes } from "../../schema/schemas.js";
import type { Organization } from "../model/configuration.js";
import type { Finding, Position } from "../model/finding.js";
import { checks } from "./checks.js";
import { quoted } from "./describe.js";
import { limitsFindings, limitsOver } from "./limits.js";
import type { Place } from "./place.js";
import { defaultsFindings, defaultsOver } from "./task-defaults.js";

/** An organization as its file writes it: an entry of `organizations:`, or a document of an organization file. */
export interface DeclaredOrganization {
  readonly alias: string;
  readonly written: Omit<Shapes["organization"], "alias">;
  readonly place: Place;
}

/** An organization with all that the project says for every one, and its own over it. */
export function toOrganization(
  { alias, written, place }: DeclaredOrganization,
  project: Organization,
): Organization {
  return {
    alias,
    oid: written.oid.toLowerCase(),
    apiKeyEnv: written.apiKeyEnv ?? project.apiKeyEnv,
    uidEnv: written.uidEnv ?? project.uidEnv,
    labels: written.labels ?? [],
    retired: written.retired ?? false,
    limits: limitsOver(written.limits, project.limits, place),
    defaults: defaultsOver(written.defaults, project.defaults, place),
    vars: { ...project.vars, ...written.vars },
  };
}

/** What is wrong with organizations beyond their shape, each by itself and between them. */
export function entryFindings(declared: readonly DeclaredOrganization[]): Finding[] {
  const own = declared.flatMap(({ written, place }) => [
    ...limitsFindings(written.limits, place),
    ...defaultsFindings(written.defaults, place),
  ]);
  return [...own, ...sameAliases(declared), ...sameOids(declared)];
}

function sameAliases(declared: readonly DeclaredOrganization[]): Finding[] {
  return repeats(declared, ({ alias }) => alias).map(([one, first]) => {
    const at = aliasPlace(first);
    return {
      check: checks.configSameAlias,
      severity: "error",
      message: `Cannot use the alias ${quoted(one.alias)} twice: ${at.file}:${at.line}:${at.column} has it too`,
      fix: "Write another alias, or remove one of the two",
      at: aliasPlace(one),
      related: [at],
    };
  });
}

/** An entry's alias is its key; a document may leave it to the name of its file. */
function aliasPlace({ place: { path, source } }: DeclaredOrganization): Position {
  return path.length > 0 ? source.key(path) : source.value(["alias"]);
}

/** Two aliases of one organization would run everything there twice. */
function sameOids(declared: readonly DeclaredOrganization[]): Finding[] {
  return repeats(declared, ({ written }) => written.oid.toLowerCase()).map(([one, first]) => ({
    check: checks.configSameOid,
    severity: "error",
    message: `Cannot use one organization under two aliases: ${first.alias} and ${one.alias} have the same oid`,
    fix: "Remove one of the two, or correct its oid",
    at: oidPlace(one),
    related: [oidPlace(first)],
  }));
}

const oidPlace = ({ place: { path, source } }: DeclaredOrganization): Position =>
  source.value([...path, "oid"]);

/** Each whose key an earlier one has, with the first that has it. */
function repeats(
  declared: readonly DeclaredOrganization[],
  keyOf: (one: DeclaredOrganization) => string,
): (readonly [DeclaredOrganization, DeclaredOrganization])[] {
  const firsts = new Map<string, DeclaredOrganization>();
  return declared.flatMap((one) => {
    const first = firsts.get(keyOf(one));
    if (first !== undefined) return [[one, first] as const];
    firsts.set(keyOf(one), one);
    return [];
  });
}
