import { canonicalJson, sameJson } from "./canonical.js";
import type { Configuration, Organization } from "./configuration.js";

/** What a new configuration changed. */
export interface ChangedConfiguration {
  /** True when something changed that holds for all organizations. */
  readonly forAll: boolean;
  /** The organizations that are new, or declared differently. */
  readonly changed: ReadonlySet<Organization>;
  /** Those that were declared, not retired, and are declared no more. */
  readonly dropped: readonly Organization[];
}

/** Compares two configurations. Organizations are the same by their oid; an alias may change. */
export function compareConfigurations(before: Configuration, now: Configuration): ChangedConfiguration {
  const earlier = new Map(before.organizations.map((one) => [idOf(one), canonicalJson(one)]));
  const declared = new Set(now.organizations.map(idOf));
  return {
    forAll: !sameJson(projectWide(before), projectWide(now)),
    changed: new Set(now.organizations.filter((one) => earlier.get(idOf(one)) !== canonicalJson(one))),
    dropped: before.organizations.filter(
      (one) => one.oid !== undefined && !one.retired && !declared.has(idOf(one)),
    ),
  };
}

/** Where only the environment knows the oid, there is one organization. */
const idOf = ({ oid }: Organization): string => oid ?? "";

/** Everything but the organizations; the limits of each are in it already, and where the file says it does not count. */
function projectWide({ organizations: _organizations, at: _at, ...rest }: Configuration): object {
  return rest;
}
