import type { Configuration, Organization } from "../core/model/configuration.js";
import { hasErrors } from "../core/model/finding.js";
import { messageOf } from "../core/model/message-of.js";
import { isMeantFor } from "../core/model/organization-terms.js";
import type { FailedOrganization, OrganizationReport, Report, Walked } from "../core/model/report.js";
import type { Task } from "../core/model/task.js";
import type { History } from "../ports/history.js";
import type { ReadableOrganization } from "../ports/organization.js";
import type { Loaded } from "./load.js";
import type { Desired } from "./organization.js";

type Closable = { readonly close: () => Promise<void> };

/** One way through all chosen organizations; `step` makes a `T` of each. */
export interface Walk<O extends ReadableOrganization, T> {
  readonly loaded: Loaded;
  readonly history: History;
  /** Chooses from all that are declared. Throws an Error when that cannot be. */
  readonly chosen: (organizations: readonly Organization[]) => readonly Organization[];
  readonly allowEmpty: boolean;
  /** False: the sensors are not listed. */
  readonly sensors: boolean;
  /** Opens one organization: read-only for a plan, writable for an apply. */
  readonly open: (organization: Organization, configuration: Configuration) => Promise<O & Closable>;
  /** What is done in one organization. */
  readonly step: (organization: O, desired: Desired) => Promise<T>;
}

/** One run over all chosen organizations. */
export interface Reconciliation<O extends ReadableOrganization> extends Walk<O, OrganizationReport> {
  readonly command: Report["command"];
}

/** load → validate → (observe → plan → apply, one organization after the other) → report. Invalid files send nothing at all. */
export async function reconcile<O extends ReadableOrganization>(run: Reconciliation<O>): Promise<Report> {
  return { command: run.command, ...(await inEach(run)) };
}

/** load → validate → one step in each organization, one after the other. Invalid files look at none. */
export async function inEach<O extends ReadableOrganization, T>(run: Walk<O, T>): Promise<Walked<T>> {
  const { loaded } = run;
  const { configuration, findings } = loaded;
  const said = { findings, ...(loaded.silenced.length === 0 ? {} : { silenced: loaded.silenced }) };
  if (configuration === undefined || hasErrors(findings)) {
    return { project: configuration?.project ?? "", ...said, organizations: [] };
  }
  const revision = await run.history.revision([configuration.at.file, ...configuration.tasks]);
  const organizations: (T | FailedOrganization)[] = [];
  for (const organization of run.chosen(configuration.organizations)) {
    const desired = {
      configuration,
      ...wantedIn(organization, loaded.tasks, run.allowEmpty),
      sensors: run.sensors,
      ...(revision === undefined ? {} : { revision }),
    };
    organizations.push(await attempt(run, organization, desired));
  }
  return { project: configuration.project, ...said, organizations };
}

/** The tasks that are meant for an organization; in a retired one none is, and that is meant so. */
function wantedIn(
  organization: Organization,
  tasks: readonly Task[],
  allowEmpty: boolean,
): Pick<Desired, "tasks" | "allowEmpty"> {
  if (organization.retired) return { tasks: [], allowEmpty: true };
  return { tasks: tasks.filter((task) => isMeantFor(task.organizations, organization)), allowEmpty };
}

/** One organization that cannot be reached does not hide the others. */
async function attempt<O extends ReadableOrganization, T>(
  run: Pick<Walk<O, T>, "open" | "step">,
  organization: Organization,
  desired: Desired,
): Promise<T | FailedOrganization> {
  try {
    const opened = await run.open(organization, desired.configuration);
    try {
      return await run.step(opened, desired);
    } finally {
      await opened.close();
    }
  } catch (error) {
    return { organization: organization.alias, failure: messageOf(error) };
  }
}
