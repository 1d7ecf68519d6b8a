import type { Organization } from "./configuration.js";
import { matchesWildcard } from "./wildcard.js";

/** What aliases and labels look like. */
export const aliasPattern = "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$";
export const aliasRule = "use letters, digits, dots, - and _, with a letter or digit at both ends";

/** True when a term of a task's `organizations:` names an organization: its alias, a glob, or `label:<name>`. */
export function matchesOrganization(
  term: string,
  { alias, labels }: Pick<Organization, "alias" | "labels">,
): boolean {
  if (!term.startsWith("label:")) return matchesWildcard(term, alias);
  return labels.some((label) => matchesWildcard(term.slice("label:".length), label));
}

/** True when a task is meant for an organization; without terms it is meant for all. */
export function isMeantFor(
  terms: readonly string[] | undefined,
  organization: Pick<Organization, "alias" | "labels">,
): boolean {
  return terms === undefined || terms.some((term) => matchesOrganization(term, organization));
}
