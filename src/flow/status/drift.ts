import type { OrganizationDrift } from "../../core/model/drift-report.js";
import { tracesOf } from "../../core/plan/new-ledger.js";
import { driftOf } from "../../core/status/drift.js";
import type { ReadableOrganization } from "../../ports/organization.js";
import { type Desired, planOrganization } from "../organization.js";
import { seeRuns } from "./see-runs.js";

/** What moved in an organization without Git. A subscription that is gone hides nothing else: it is planned as if it came back. */
export async function readDrift(
  organization: ReadableOrganization,
  desired: Desired,
): Promise<OrganizationDrift> {
  const { configuration, tasks } = desired;
  const { plan, observation } = await planOrganization(organization, {
    ...desired,
    configuration: { ...configuration, subscribe: true },
  });
  const found = driftOf({
    plan,
    observation,
    see: seeRuns(observation),
    traces: tracesOf(configuration.project, tasks, observation),
  });
  const would = configuration.subscribe
    ? found.would
    : found.would.filter(({ verb }) => verb !== "subscribe");
  return { ...found, would };
}
