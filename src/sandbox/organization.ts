import type { JsonObject } from "../core/model/json.js";
import type { Chance } from "./chance.js";
import type { Clock } from "./clock.js";
import type { Delivery } from "./delivery-log.js";
import { EventLog, formEvent, type PlatformEvent, type Utterance } from "./events.js";
import type { GivenSensors } from "./fleet-given.js";
import { extensionHostname, type Fleet, generateFleet } from "./fleet.js";
import { createHives, type Hives } from "./hives.js";
import { addInstallationKey, type InstallationKey } from "./installation-keys.js";
import { allPermissions } from "./permissions.js";
import type { SuppressionState } from "../core/detection/suppress.js";
import type { StatefulState } from "../core/detection/stateful.js";
import type { Search } from "./searches.js";
import type { SimulatedSensor } from "./sensor.js";
import { TaskQueue } from "./task-queue.js";
import type { Variants } from "./variants.js";

/** An organization's API key. */
export interface ApiKey {
  readonly ident: string;
  readonly secret: string;
  readonly permissions: readonly string[];
}

/** What an organization shares with everything else in its sandbox. */
export interface Surroundings {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly variants: Variants;
  /** Sees everything that a sensor says, after it was stored. */
  readonly onEvent: (organization: Organization, event: PlatformEvent, sensor: SimulatedSensor) => void;
  /** Sees what the platform itself says to rules of other targets. */
  readonly onRecord: (organization: Organization, subject: PlatformRecord) => void;
}

/** A record that rules of a target other than `edr` and `detection` are about. */
export interface PlatformRecord {
  readonly target: "audit" | "deployment" | "schedule";
  readonly record: JsonObject;
  /** The sensor that it is about, if it is about one. */
  readonly sensor: SimulatedSensor | undefined;
}

/** One tenant: all its state. */
export interface Organization extends Surroundings {
  readonly oid: string;
  readonly name: string;
  readonly apiKey: ApiKey;
  readonly subscriptions: Set<string>;
  readonly hives: Hives;
  readonly fleet: Fleet;
  /** The sensor that the extension reports through; undefined in a fleet too small for one. */
  readonly extensionSensor: SimulatedSensor | undefined;
  readonly queue: TaskQueue;
  /** By name, as the listing shows them. */
  readonly outputs: Map<string, JsonObject>;
  /** Configuration values by name. */
  readonly values: Map<string, string>;
  /** Rules of services that are kept and do nothing here, by kind and name: `integrity/<name>`. */
  readonly serviceRules: Map<string, JsonObject>;
  /** By iid. */
  readonly installationKeys: Map<string, InstallationKey>;
  /** What went wrong in a component, by its name. */
  readonly errors: Map<string, ComponentError>;
  readonly events: EventLog;
  readonly detections: EventLog<JsonObject>;
  /** Ids of detections that their rules keep from outputs. */
  readonly unpublished: Set<string>;
  /** What rules sent to tailored outputs, by output. */
  readonly published: ReadonlyMap<string, EventLog<JsonObject>>;
  /** Keeps what a rule sends to a tailored output. */
  publish(name: string, record: JsonObject): void;
  /** How often what is suppressed happened. */
  readonly suppressions: { state: SuppressionState };
  /** What rules about sequences of events remember, by hive and name, for the version of the rule that its etag names. */
  readonly sequences: Map<string, Sequence>;
  /** How many rules set each other off at this moment. */
  readonly chain: { length: number };
  readonly audit: EventLog<JsonObject>;
  /** Searches that were started and not ended, by id. */
  readonly searches: Map<string, Search>;
  readonly deliveries: Delivery[];
}

/** An error of a component, until it is dismissed. */
export interface ComponentError {
  readonly component: string;
  readonly error: string;
  readonly oid: string;
  /** Epoch milliseconds. */
  readonly ts: number;
}

/** What one version of a rule remembers. */
export interface Sequence {
  readonly etag: string;
  readonly state: StatefulState;
}

/** What an organization starts with. */
export interface OrganizationOptions {
  readonly name: string;
  /** How many sensors, or which. */
  readonly sensors: number | readonly GivenSensors[];
  /** Permissions of its API key; left out: all. */
  readonly permissions?: readonly string[] | undefined;
}

/** Events that an organization keeps at least. */
const eventsKept = 100_000;

/** A new organization: its fleet and ids drawn from the seed, subscribed to reliable tasking, with the tailored output of the vendor's page. */
export function createOrganization(around: Surroundings, options: OrganizationOptions): Organization {
  const chance = around.chance.branch(`organization ${options.name}`);
  const oid = chance.branch("oid").uuid();
  const fleet = generateFleet({
    oid,
    sensors: options.sensors,
    chance: chance.branch("fleet"),
    nowMs: around.clock.nowMs(),
  });
  const published = new Map<string, EventLog<JsonObject>>();
  const installationKeys = new Map<string, InstallationKey>();
  const keys = {
    oid,
    installationKeys,
    clock: around.clock,
    chance: chance.branch("first installation key"),
  };
  addInstallationKey(keys, { desc: options.name, tags: [] }, [...fleet.values()][0]?.iid);
  return {
    ...around,
    chance,
    oid,
    name: options.name,
    apiKey: {
      ident: `${options.name}-automation`,
      secret: chance.branch("api key").uuid(),
      permissions: options.permissions ?? allPermissions,
    },
    subscriptions: new Set([extensionHostname, "ext-infrastructure"]),
    hives: createHives(chance.branch("hives"), () => around.variants.current().hive_expiry_unit),
    fleet,
    extensionSensor: [...fleet.values()].find((sensor) => sensor.hostname === extensionHostname),
    queue: new TaskQueue(),
    outputs: new Map([["tasks-output", { name: "tasks-output", module: "slack", for: "tailored" }]]),
    values: new Map(),
    serviceRules: new Map(),
    installationKeys,
    errors: new Map(),
    events: new EventLog(eventsKept),
    detections: new EventLog(eventsKept),
    unpublished: new Set(),
    published,
    publish(name, record) {
      const kept = published.get(name) ?? new EventLog<JsonObject>(eventsKept);
      published.set(name, kept);
      kept.add(record);
    },
    suppressions: { state: {} },
    sequences: new Map(),
    chain: { length: 0 },
    audit: new EventLog(eventsKept),
    searches: new Map(),
    deliveries: [],
  };
}

/** Lets a sensor say something: the event goes to the organization's event store, then to its rules. */
export function say(organization: Organization, sensor: SimulatedSensor, utterance: Utterance): void {
  const now = { ms: organization.clock.nowMs(), chance: organization.chance };
  const event = formEvent(sensor, utterance, now);
  organization.events.add(event);
  organization.onEvent(organization, event, sensor);
}

/** An event of the extension itself, through its webhook adapter (reference: API, 4.5). */
export function report(organization: Organization, type: string, body: JsonObject): void {
  if (organization.variants.current().extension_events === "none") return;
  if (organization.extensionSensor) say(organization, organization.extensionSensor, { type, body });
}
