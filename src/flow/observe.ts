import type { Fleet, Observation } from "../core/model/observation.js";
import type { QueueReading } from "../core/model/queue.js";
import type { SensorRecord } from "../core/model/sensor.js";
import { taskingExtension } from "../core/plan/held-organization.js";
import type { ReadableOrganization } from "../ports/organization.js";
import { observeLedger } from "./observe-ledger.js";

/** Reads everything that decisions about one organization need: a constant number of requests, plus one per page of sensors. */
export async function observe(organization: ReadableOrganization): Promise<Observation> {
  const [subscriptions, { ledger, witness }, rules, fleet] = await Promise.all([
    organization.account.subscriptions(),
    observeLedger(organization),
    organization.rules.list(),
    observeFleet(organization),
  ]);
  const subscribed = subscriptions.has(taskingExtension);
  const queue = subscribed ? await readQueue(organization, fleet) : emptyQueue;
  return { nowMs: organization.clock.nowMs(), subscribed, ledger, witness, queue, rules, fleet };
}

/** Without the extension nothing can be queued, and asking for it is an error. */
const emptyQueue: QueueReading = { readable: true, entries: [] };

function readQueue(organization: ReadableOrganization, fleet: Fleet): Promise<QueueReading> {
  return organization.queue.list(new Set(fleet.sensors.map((sensor) => sensor.sid)));
}

async function observeFleet({ sensors }: ReadableOrganization): Promise<Fleet> {
  const [records, online] = await Promise.all([allSensors(sensors), sensors.online()]);
  return { sensors: records, online };
}

async function allSensors(sensors: ReadableOrganization["sensors"]): Promise<SensorRecord[]> {
  const records: SensorRecord[] = [];
  for await (const page of sensors.list()) records.push(...page);
  return records;
}
