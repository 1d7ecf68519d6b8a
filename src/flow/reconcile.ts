import { type Configuration, configurationIn, type Organization } from "../core/model/configuration.js";
import { hasErrors } from "../core/model/finding.js";
import type { FailedOrganization, OrganizationReport, Report, Walked } from "../core/model/report.js";
import type { RulesElsewhere } from "../core/model/rules-elsewhere.js";
import { inShard, type Shard } from "../core/model/shard.js";
import type { DeclaredTask } from "../core/model/task.js";
import { tasksIn } from "../core/validate/task-in-organization.js";
import type { History } from "../ports/history.js";
import type { ReadableOrganization } from "../ports/organization.js";
import type { Loaded } from "./load.js";
import type { Desired } from "./organization.js";
import { inOrganizations, type Pace } from "./organizations.js";

/** One way through all chosen organizations; `step` makes a `T` of each. */
export interface LoadedWalk<O extends ReadableOrganization, T> {
  readonly loaded: Loaded;
  readonly history: History;
  /** Chooses from all that are declared. Throws an Error when that cannot be. */
  readonly chosen: (organizations: readonly Organization[]) => readonly Organization[];
  /** One shard of those; left out: all of them. */
  readonly shard?: Shard;
  readonly allowEmpty: boolean;
  /** False: the sensors are not listed. */
  readonly sensors: boolean;
  readonly pace: Pace;
  /** Who else writes rules in an organization, by its id; left out: nobody is looked for. */
  readonly elsewhere?: (oid: string) => Promise<RulesElsewhere | undefined>;
  /** Opens one organization: read-only for a plan, writable for an apply. */
  readonly open: (
    organization: Organization,
    configuration: Configuration,
  ) => Promise<O & { readonly close: () => Promise<void> }>;
  /** What is done in one organization. */
  readonly step: (organization: O, desired: Desired) => Promise<T>;
}

/** One run over all chosen organizations. */
export interface Reconciliation<O extends ReadableOrganization> extends LoadedWalk<O, OrganizationReport> {
  readonly command: Report["command"];
}

/** load → validate → (observe → plan → apply, several organizations at a time) → report. Invalid files send nothing at all. */
export async function reconcile<O extends ReadableOrganization>(run: Reconciliation<O>): Promise<Report> {
  return { command: run.command, ...(await inEach(run)) };
}

/** load → validate → one step in each organization, several at a time. Invalid files look at none. */
export async function inEach<O extends ReadableOrganization, T extends object>(
  run: LoadedWalk<O, T>,
): Promise<Walked<T>> {
  const { loaded } = run;
  const { configuration, findings } = loaded;
  const said = { findings, ...(loaded.silenced.length === 0 ? {} : { silenced: loaded.silenced }) };
  if (configuration === undefined || hasErrors(findings)) {
    return { project: configuration?.project ?? "", ...said, ...shardOf(run, []), organizations: [] };
  }
  const revision = await run.history.revision([
    configuration.at.file,
    ...configuration.organizationFiles,
    ...configuration.tasks,
  ]);
  const chosen = run.chosen(configuration.organizations);
  const organizations: (T | FailedOrganization)[] = [];
  await inOrganizations({
    organizations: run.shard === undefined ? chosen : inShard(run.shard, chosen, loaded.tasks),
    pace: run.pace,
    open: (organization) => run.open(organization, configuration),
    step: async (opened: O, organization) => {
      const elsewhere = await run.elsewhere?.(opened.oid);
      return run.step(opened, {
        configuration: configurationIn(organization, configuration),
        ...wantedIn(organization, loaded.tasks, run.allowEmpty),
        sensors: run.sensors,
        ...(revision === undefined ? {} : { revision }),
        ...(elsewhere === undefined ? {} : { elsewhere }),
      });
    },
    tell: (result) => organizations.push(result),
  });
  return { project: configuration.project, ...said, ...shardOf(run, chosen), organizations };
}

/** Which shard a report is about, and what all shards have together. */
function shardOf(
  { shard }: { readonly shard?: Shard },
  chosen: readonly Organization[],
): Pick<Walked<never>, "shard"> {
  return shard === undefined ? {} : { shard: { ...shard, organizations: chosen.map(({ alias }) => alias) } };
}

/** The tasks that are meant for an organization; in a retired one none is, and that is meant so. */
function wantedIn(
  organization: Organization,
  tasks: readonly DeclaredTask[],
  allowEmpty: boolean,
): Pick<Desired, "tasks" | "allowEmpty"> {
  if (organization.retired) return { tasks: [], allowEmpty: true };
  return { tasks: tasksIn(organization, tasks), allowEmpty };
}
