import type { Appointment } from "./appointments.js";
import type { Scheduled } from "./clock.js";
import type { EventLog } from "./events.js";
import type { ActiveFault } from "./faults.js";
import { hiveNames } from "./hive-kinds.js";
import type { HiveMemory } from "./hive.js";
import type { Organization } from "./organization.js";
import type { LoggedRequest } from "./request-log.js";
import type { SimulatedSensor } from "./sensor.js";
import type { QueueMemory } from "./task-queue.js";
import type { VariantValues } from "./variants.js";
import type { World } from "./world.js";
import { addSensors } from "./enrolment.js";

/** Collections of an organization that are kept whole. */
const maps = [
  "outputs",
  "values",
  "serviceRules",
  "installationKeys",
  "errors",
  "sequences",
  "searches",
] as const;
const logs = ["events", "detections", "audit"] as const;

type Kept = { readonly [Name in (typeof maps)[number]]: Organization[Name] } & {
  readonly [Name in (typeof logs)[number]]: ReturnType<Organization[Name]["all"]>;
};

/** Everything that an organization remembers. */
interface OrganizationMemory extends Kept {
  readonly oid: string;
  readonly chance: readonly number[];
  readonly subscriptions: ReadonlySet<string>;
  readonly unpublished: ReadonlySet<string>;
  readonly published: ReadonlyMap<string, ReturnType<EventLog<never>["all"]>>;
  readonly suppressions: Organization["suppressions"];
  readonly hives: readonly (readonly [string, HiveMemory])[];
  readonly sensors: readonly SimulatedSensor[];
  readonly queue: QueueMemory;
  readonly deliveries: Organization["deliveries"];
}

/** Everything that a sandbox remembers: plain data, maps and sets. */
export interface WorldMemory {
  readonly nowMs: number;
  readonly agenda: readonly Scheduled<Appointment>[];
  readonly variants: VariantValues;
  readonly faults: readonly ActiveFault[];
  readonly requests: readonly LoggedRequest[];
  readonly organizations: readonly OrganizationMemory[];
}

/** What a world remembers at this moment. It shares parts with the world: to be written at once, not kept. */
export function remember(world: World): WorldMemory {
  return {
    nowMs: world.clock.nowMs(),
    agenda: world.clock.agenda(),
    variants: world.variants.current(),
    faults: world.faults.list(),
    requests: world.requests,
    organizations: [...world.organizations.values()].map(rememberOrganization),
  };
}

/** Lets a world that was just made from the same options go on from what was remembered. */
export function recall(world: World, memory: WorldMemory): void {
  world.clock.resume(memory.nowMs, memory.agenda);
  world.variants.set(memory.variants);
  world.faults.recall(memory.faults);
  world.requests.push(...memory.requests);
  for (const kept of memory.organizations) {
    const organization = world.organizations.get(kept.oid);
    if (organization) recallOrganization(organization, kept);
  }
}

function rememberOrganization(organization: Organization): OrganizationMemory {
  const { oid, subscriptions, unpublished, suppressions, deliveries, fleet, queue, hives } = organization;
  const { outputs, values, errors, sequences, searches, events, detections, audit, published } = organization;
  const { serviceRules, installationKeys } = organization;
  return {
    oid,
    subscriptions,
    unpublished,
    suppressions,
    deliveries,
    outputs,
    values,
    serviceRules,
    installationKeys,
    errors,
    sequences,
    searches,
    events: events.all(),
    detections: detections.all(),
    audit: audit.all(),
    published: new Map([...published].map(([name, log]) => [name, log.all() as never])),
    chance: organization.chance.state(),
    hives: hiveNames.map((name) => [name, hives[name].remember()]),
    sensors: [...fleet.values()],
    queue: queue.remember(),
  };
}

function recallOrganization(organization: Organization, kept: OrganizationMemory): void {
  organization.chance.resume(kept.chance);
  organization.suppressions.state = kept.suppressions.state;
  refill(organization.subscriptions, kept.subscriptions);
  refill(organization.unpublished, kept.unpublished);
  for (const name of maps) refillMap<unknown>(organization[name], kept[name]);
  for (const name of logs) for (const entry of kept[name]) organization[name].add(entry as never);
  for (const [name, records] of kept.published) {
    for (const record of records) organization.publish(name, record);
  }
  for (const [name, memory] of kept.hives) {
    const hive = hiveNames.find((known) => known === name);
    if (hive) organization.hives[hive].recall(memory);
  }
  for (const sensor of kept.sensors) recallSensor(organization, sensor);
  organization.queue.recall(kept.queue);
  organization.deliveries.push(...kept.deliveries);
}

function recallSensor(organization: Organization, kept: SimulatedSensor): void {
  const sensor = organization.fleet.get(kept.sid);
  if (!sensor) {
    addSensors(organization, [kept]);
    return;
  }
  const { aliveMs, isolated, shouldIsolate, online, sealed, failing } = kept;
  Object.assign(sensor, { aliveMs, isolated, shouldIsolate, online, sealed, failing });
  refillMap(sensor.tags, kept.tags);
  refillMap(sensor.variables, kept.variables);
}

function refill(set: Set<string>, kept: ReadonlySet<string>): void {
  set.clear();
  for (const member of kept) set.add(member);
}

function refillMap<Value>(map: Map<string, Value>, kept: ReadonlyMap<string, Value>): void {
  map.clear();
  for (const [key, value] of kept) map.set(key, value);
}
