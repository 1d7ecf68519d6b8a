import type { Fleet, Observation } from "../core/model/observation.js";
import type { QueueReading } from "../core/model/queue.js";
import { haltingRuns } from "../core/plan/halting-runs.js";
import { taskingExtension } from "../core/plan/held-organization.js";
import type { ReadableOrganization } from "../ports/organization.js";
import { type Needs, noTasks } from "./needs.js";
import { observeEvidence } from "./observe-evidence.js";
import { observeFailures } from "./observe-failures.js";
import { observeFleet } from "./observe-fleet.js";
import { besideRules, observeLedger } from "./observe-ledger.js";

/** Reads everything that decisions about one organization need: a constant number of requests, plus one per page of sensors. */
export async function observe(
  organization: ReadableOrganization,
  needs: Needs = noTasks,
): Promise<Observation> {
  const [subscriptions, { ledger: read, witness }, rules, fleet, outputs] = await Promise.all([
    organization.account.subscriptions(),
    observeLedger(organization),
    organization.rules.list(),
    observeFleet(organization.sensors, needs),
    needs.outputs ? organization.account.outputs() : undefined,
  ]);
  const ledger = await besideRules(organization, read, rules);
  const subscribed = subscriptions.has(taskingExtension);
  const queue = subscribed ? await readQueue(organization, fleet) : emptyQueue;
  const nowMs = organization.clock.nowMs();
  const known = ledger.state === "present" && subscribed ? ledger.ledger : undefined;
  const [evidence, failures] = await Promise.all([
    known === undefined ? new Map() : observeEvidence(organization, { ledger: known, queue, fleet }),
    known === undefined
      ? new Map()
      : observeFailures(organization, haltingRuns(needs.halting, known, nowMs), { ledger: known, fleet }),
  ]);
  return {
    nowMs,
    subscribed,
    ledger,
    witness,
    queue,
    rules,
    fleet,
    evidence,
    failures,
    ...(outputs === undefined ? {} : { outputs }),
  };
}

/** Without the extension nothing can be queued, and asking for it is an error. */
const emptyQueue: QueueReading = { readable: true, entries: [] };

function readQueue(organization: ReadableOrganization, fleet: Fleet): Promise<QueueReading> {
  return organization.queue.list(new Set(fleet.sensors.map((sensor) => sensor.sid)));
}
