import type { Outcome } from "./change.js";
import type { Finding } from "./finding.js";
import { hasErrors } from "./finding.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import type { SilencedFinding } from "./ignore.js";
import type { Plan } from "./plan.js";
import type { ReportedShard } from "./shard.js";

/** What came of one organization: its plan, and after an apply what became of each change. */
export interface OrganizationReport {
  readonly plan: Plan;
  readonly outcomes?: readonly Outcome[];
  /** Why the organization could not be finished. */
  readonly failure?: string;
  /** Only in a plan file: ids of the sensors that each run would reach, by its fingerprint. */
  readonly reached?: { readonly [fingerprint: string]: readonly string[] };
}

/** An organization that could not even be looked at. */
export interface FailedOrganization {
  readonly organization: string;
  readonly failure: string;
}

/** What came of each organization, and what was said about the files before. */
export interface Walked<T> {
  readonly project: string;
  readonly findings: readonly Finding[];
  /** What the files silence; absent when that is nothing. */
  readonly silenced?: readonly SilencedFinding[];
  /** Set when only one shard of the organizations was gone through. */
  readonly shard?: ReportedShard;
  readonly organizations: readonly (T | FailedOrganization)[];
}

/** Everything a command has to say, for every output format. */
export interface Report extends Walked<OrganizationReport> {
  readonly command: "plan" | "apply";
}

/** The organizations that could be looked at; `T` has no member `failure`. */
export function lookedAt<T extends object>({ organizations }: Walked<T>): readonly T[] {
  return organizations.filter(couldBeLookedAt);
}

/** True for what came of an organization that could be looked at. */
export const couldBeLookedAt = <T extends object>(each: T | FailedOrganization): each is T =>
  !("failure" in each);

/** The organizations that could not. */
export function notLookedAt<T extends object>({ organizations }: Walked<T>): readonly FailedOrganization[] {
  return organizations.filter((each): each is FailedOrganization => "failure" in each);
}

/** True for an organization that was looked at. */
export function wasPlanned(
  organization: OrganizationReport | FailedOrganization,
): organization is OrganizationReport {
  return "plan" in organization;
}

/** The exit code of a report. Invalid files before failures, failures before refusals, refusals before changes. */
export function exitCodeOf(report: Report, options: { readonly detailed: boolean }): ExitCode {
  if (hasErrors(report.findings)) return exitCode.invalid;
  if (report.organizations.some(hasFailed)) return exitCode.failed;
  const planned = report.organizations.filter(wasPlanned);
  if (planned.some(({ plan }) => plan.held.length > 0)) return exitCode.refused;
  const changed = planned.some(({ plan }) => plan.changes.length > 0);
  return options.detailed && changed ? exitCode.changes : exitCode.done;
}

function hasFailed(organization: OrganizationReport | FailedOrganization): boolean {
  if (!wasPlanned(organization)) return true;
  const { plan, outcomes = [], failure } = organization;
  return (
    failure !== undefined || plan.state === "stopped" || outcomes.some(({ result }) => result !== "done")
  );
}
