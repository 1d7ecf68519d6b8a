import type { Drift, OrganizationDrift } from "../model/drift-report.js";
import { hasErrors } from "../model/finding.js";
import { lookedAt, notLookedAt, type Walked } from "../model/report.js";
import { counted, grouped } from "./describe.js";

/** The first line of a search for drift. Where something could not be looked at, it never says that nothing moved. */
export function driftVerdict(report: Walked<OrganizationDrift>): string {
  if (hasErrors(report.findings)) return "Invalid: nothing was looked at";
  const looked = lookedAt(report);
  const drift = looked.flatMap((organization) => organization.drift);
  const blind = looked.filter((organization) => organization.blind.length > 0).length;
  const failed = notLookedAt(report).length;
  const isWhole = blind + failed === 0;
  const none = isWhole ? ["No drift"] : [];
  return [
    ...(drift.length === 0 ? none : [`Drift: ${counted(drift.length, "thing")} moved in live without Git`]),
    ...(blind === 0
      ? []
      : [`${grouped(blind)} of ${counted(looked.length, "organization")} not wholly looked at`]),
    ...(failed === 0 ? [] : [`${counted(failed, "organization")} failed`]),
  ].join("; ");
}

/** What moved, as a title. */
export const driftTitle = ({ object, name }: Drift): string =>
  object === "organization" ? name : `${object} ${name}`;
