import { canonicalJson } from "./canonical.js";
import type { OrganizationDrift } from "./drift-report.js";
import {
  type FailedOrganization,
  type OrganizationReport,
  type Report,
  type Walked,
  wasPlanned,
} from "./report.js";
import { type ReportedShard, shardName } from "./shard.js";
import type { OrganizationStatus } from "./status-report.js";

/** What a command says that goes through the organizations. */
export type WalkedReport =
  | Report
  | (Walked<OrganizationDrift> & { readonly command: "drift" })
  | (Walked<OrganizationStatus> & { readonly command: "status" });

/** A report, and the file that it was read from. */
export interface ReportInFile {
  readonly file: string;
  readonly report: WalkedReport;
}

/**
 * Joins reports of one command about different organizations to the report that one run over all of them would have made. An organization
 * whose shard's report is missing is one that could not be looked at. Throws an Error for reports that do not belong together.
 */
export function mergeReports(reports: readonly ReportInFile[]): WalkedReport {
  const [first] = reports;
  if (first === undefined) throw new Error("Cannot merge reports: there is none");
  for (const [problem, valueOf] of mustAgree) agree(problem, reports, valueOf);
  const organizations = new Map<string, Entry & { readonly file: string }>();
  for (const { file, report } of reports) {
    for (const organization of report.organizations) {
      const alias = aliasOf(organization);
      const other = organizations.get(alias);
      if (other !== undefined)
        throw new Error(`Cannot merge reports: ${other.file} and ${file} both have organization ${alias}`);
      organizations.set(alias, { organization, file });
    }
  }
  const { shard, ...rest } = first.report;
  const all = shard === undefined ? [...organizations.values()] : complete(shard, reports, organizations);
  const silenced = distinct(reports.flatMap(({ report }) => report.silenced ?? []));
  return {
    ...rest,
    findings: distinct(reports.flatMap(({ report }) => report.findings)),
    ...(silenced.length === 0 ? {} : { silenced }),
    organizations: all.map(({ organization }) => organization),
  } as WalkedReport; // All are of one command, and so are their organizations.
}

type AnyOrganization = OrganizationReport | OrganizationDrift | OrganizationStatus | FailedOrganization;

interface Entry {
  readonly organization: AnyOrganization;
}

const aliasOf = (organization: AnyOrganization): string =>
  "plan" in organization ? organization.plan.organization : organization.organization;

type ValueOf = (report: WalkedReport) => string | undefined;

/** What all reports must have in common, and what is said when they have not; a report that does not say it agrees with all. */
const mustAgree: readonly (readonly [problem: string, valueOf: ValueOf])[] = [
  ["they are of different commands", ({ command }) => command],
  ["they are of different projects", ({ project }) => project],
  ["they are not shards of the same number", ({ shard }) => (shard ? `${shard.of} shards` : "no shard")],
  [
    "their shards are not of the same organizations, so files or options differed",
    ({ shard }) => shard && `${shard.organizations.length} (${shard.organizations.join(", ")})`,
  ],
  ["they are of different commits", (report) => commitsOf(report)],
];

function agree(problem: string, reports: readonly ReportInFile[], valueOf: ValueOf): void {
  const known = reports.flatMap(({ file, report }) => {
    const value = valueOf(report);
    return value === undefined ? [] : [{ file, value }];
  });
  const [first] = known;
  const other = known.find(({ value }) => value !== first?.value);
  if (first === undefined || other === undefined) return;
  throw new Error(
    `Cannot merge reports: ${problem}: ${first.file} has ${shortened(first.value)}, ${other.file} has ${shortened(other.value)}`,
  );
}

const shortened = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 200)}…`);

/** The commit that plans were made of; only they say it of the files, and not of an apply before. */
function commitsOf({ command, organizations }: WalkedReport): string | undefined {
  if (command !== "plan" && command !== "apply") return undefined;
  const commits = organizations.filter(wasPlanned).map(({ plan: { commit } }) => {
    if (commit === undefined) return "none";
    return `${commit.sha}${commit.uncommitted ? " with uncommitted changes" : ""}`;
  });
  const distinctCommits = [...new Set(commits)];
  return distinctCommits.length === 0 ? undefined : distinctCommits.join(" and ");
}

/** The organizations of all shards, in the order in which one run has them, each there or said to be missing. */
function complete(
  { of, organizations: aliases }: ReportedShard,
  reports: readonly ReportInFile[],
  found: ReadonlyMap<string, Entry & { readonly file: string }>,
): readonly Entry[] {
  const known = new Set(aliases);
  const foreign = [...found].find(([alias]) => !known.has(alias));
  if (foreign !== undefined)
    throw new Error(
      `Cannot merge reports: ${foreign[1].file} has organization ${foreign[0]}, which is in no shard`,
    );
  const there = new Set(reports.map(({ report }) => report.shard?.part));
  const parts = Array.from({ length: of }, (_, index) => index + 1).filter((part) => !there.has(part));
  const failure = `not looked at: ${missing(parts.map((part) => shardName({ part, of })))}`;
  return aliases.map((alias) => found.get(alias) ?? { organization: { organization: alias, failure } });
}

function missing(shards: readonly string[]): string {
  if (shards.length === 0) return "no report has it";
  return shards.length === 1
    ? `the report of shard ${shards.join("")} is missing`
    : `the reports of shards ${shards.join(", ")} are missing`;
}

/** Each once, where it stands first. */
function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.toReversed().map((item) => [canonicalJson(item), item])).values()].toReversed();
}
