import type { Organization } from "../model/configuration.js";
import type { Finding } from "../model/finding.js";
import { matchesOrganization } from "../model/organization-terms.js";
import type { DeclaredTask } from "../model/task.js";

import { checks } from "./checks.js";
import { listed, quoted } from "./describe.js";
import type { Source } from "./source.js";

/** A term that chooses nothing is a mistake: the task would silently not run there. */
export function organizationFindings(
  task: DeclaredTask,
  organizations: readonly Organization[],
  source: Source,
): Finding[] {
  const terms = task.organizations ?? [];
  return terms.flatMap((term, index) => {
    if (organizations.some((organization) => matchesOrganization(term, organization))) return [];
    const labels = [...new Set(organizations.flatMap((organization) => organization.labels))];
    const known = term.startsWith("label:")
      ? labels.map((label) => `label:${label}`)
      : organizations.map(({ alias }) => alias);
    return [
      {
        check: checks.taskOrganizations,
        severity: "error",
        message: `Cannot find the organization ${quoted(term)}: no ${term.startsWith("label:") ? "label" : "alias"} matches`,
        fix:
          known.length === 0
            ? "Remove it"
            : `Write one of ${listed(known.slice(0, 10), "or")}, or add it to organizations`,
        at: source.value(["organizations", index]),
        task: task.name,
      },
    ];
  });
}
