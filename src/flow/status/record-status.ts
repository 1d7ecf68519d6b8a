import { nextLedger } from "../../core/model/ledger.js";
import type { Recording } from "../../core/model/status-report.js";
import { withObservations } from "../../core/status/observed.js";
import type { WritableOrganization } from "../../ports/organization.js";
import { liveLease } from "../apply/lease.js";
import { untold, usable } from "../decisions/usable-ledger.js";
import type { PlannedOrganization } from "../organization.js";
import { seeRuns } from "./see-runs.js";

/**
 * Appends what was seen to the ledger, by compare-and-swap over exactly the ledger that it was compared with, and only when a number is
 * new. While an apply is under way it is left alone: a write of ours would end it.
 */
export async function recordStatus(
  organization: WritableOrganization,
  { observation }: PlannedOrganization,
): Promise<Recording> {
  const read = usable(observation, organization);
  if (!("state" in read)) return { result: "not-recorded", reason: read.message };
  if (!observation.queue.readable) return { result: "not-recorded", reason: "the queue could not be read" };
  const lease = liveLease(read.ledger, organization);
  if (lease !== undefined) return { result: "not-recorded", reason: lease };
  const { tasks, news } = withObservations(read.ledger.tasks, seeRuns(observation));
  if (!news) return { result: "nothing-new" };
  const next = nextLedger(read.ledger, { tasks });
  const written = await organization.ledger.write(next, read.version);
  if (!written.written)
    return {
      result: "not-recorded",
      reason: `somebody else wrote the ledger meanwhile: ${written.conflict}`,
    };
  const left = await untold(organization, next);
  return { result: "recorded", ...(left.length === 0 ? {} : { reason: left.join("; ") }) };
}
