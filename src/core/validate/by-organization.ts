import type { Finding } from "../model/finding.js";
import { listed } from "./describe.js";

/** Most organizations that a message names. */
const most = 5;

/** What a group is called while findings are collected. No alias has a comma. */
export const labelOfGroup = (aliases: readonly string[]): string => aliases.join(", ");

/**
 * Findings about the texts of several groups of organizations; `organization` has the label of the group, or is absent. What every
 * group of a task gets is said once and without them; what some get is said once, with all of theirs.
 */
export function mergedByOrganization(
  findings: readonly Finding[],
  groupsOf: (finding: Finding) => number,
): Finding[] {
  const merged = new Map<string, { readonly finding: Finding; readonly of: Set<string> }>();
  for (const { organization, ...finding } of findings) {
    const key = JSON.stringify(finding);
    const known = merged.get(key) ?? { finding, of: new Set<string>() };
    if (organization !== undefined) known.of.add(organization);
    merged.set(key, known);
  }
  return [...merged.values()].map(({ finding, of }) =>
    of.size === 0 || of.size >= groupsOf(finding) ? finding : named(finding, [...of]),
  );
}

function named(finding: Finding, groups: readonly string[]): Finding {
  const aliases = groups.flatMap((group) => group.split(", "));
  const [only, ...others] = aliases;
  const shown =
    aliases.length > most ? [...aliases.slice(0, most), `${aliases.length - most} others`] : aliases;
  return {
    ...finding,
    message: `${finding.message} (in ${listed(shown)})`,
    ...(only === undefined || others.length > 0 ? {} : { organization: only }),
  };
}
