import { compareText } from "../core/model/finding.js";
import type { Chance } from "./chance.js";
import type { GivenSensors } from "./fleet-given.js";
import type { SimulatedSensor } from "./sensor.js";
import { type SensorGroup, sensorGroups } from "./sensor-groups.js";

/** The sensors of one organization by sid, in the order of their sids, so that pages of a listing are stable. */
export type Fleet = Map<string, SimulatedSensor>;

/** What a fleet is generated from. */
export interface FleetOptions {
  readonly oid: string;
  /** How many sensors, adapters included; or which. */
  readonly sensors: number | readonly GivenSensors[];
  readonly chance: Chance;
  readonly nowMs: number;
}

/** Host name of the webhook adapter that the extension reports through (reference: API, 3.6 and 4.5). */
export const extensionHostname = "ext-reliable-tasking";

const dayMs = 86_400_000;

/** One group for each of twenty consecutive sensors, mixed so that a small fleet has a bit of everything. */
const cycle: readonly SensorGroup[] = Array.from({ length: 6 }, (_, round) =>
  sensorGroups.filter((group) => group.share > round),
).flat();

/** The same options, the same fleet. From two sensors on, one of them is the extension's webhook adapter. */
export function generateFleet(options: FleetOptions): Fleet {
  const sensors =
    typeof options.sensors === "number"
      ? generated(options, options.sensors)
      : [...options.sensors.flatMap((given) => givenSensors(options, given)), webhookAdapter(options)];
  sensors.sort((a, b) => compareText(a.sid, b.sid));
  return new Map(sensors.map((sensor) => [sensor.sid, sensor]));
}

function generated(options: FleetOptions, count: number): SimulatedSensor[] {
  return Array.from({ length: count }, (_, number) =>
    number > 0 && number === count - 1 ? webhookAdapter(options) : generateSensor(options, number),
  );
}

/** The sensors that one entry of a given fleet means. */
export function givenSensors(options: FleetOptions, given: GivenSensors): readonly SimulatedSensor[] {
  const { arch = "x64", tags = [], online = true, pattern = "server" } = given;
  return Array.from({ length: given.count ?? 1 }, (_, index) => {
    const hostname = given.hostname.replaceAll("{n}", String(index + 1));
    const chance = options.chance.branch(`given ${hostname} ${given.plat} ${index}`);
    const ids = identity(options, chance);
    return {
      ...ids,
      sid: given.sid?.toLowerCase() ?? ids.sid,
      plat: given.plat,
      arch,
      hostname,
      ...addresses(chance, chance.below(0x10000)),
      kernel: arch !== "usp_adapter",
      aliveMs: options.nowMs,
      online,
      pattern,
      tags: new Map(tags.map((tag) => [tag, { by: "fleet", addedMs: options.nowMs }])),
    };
  });
}

function generateSensor(options: FleetOptions, number: number): SimulatedSensor {
  const chance = options.chance.branch(`sensor ${number}`);
  const group = cycle[number % cycle.length] as SensorGroup;
  const online = chance.happens(group.online);
  const arch = chance.pick(group.arches);
  return {
    ...identity(options, chance),
    plat: group.plat,
    arch,
    hostname: group.hostname(chance, number + 1),
    ...addresses(chance, number),
    kernel: arch !== "usp_adapter",
    aliveMs: options.nowMs - (online ? chance.below(3_600_000) : chance.below(21 * dayMs)),
    online,
    pattern: group.pattern(chance.branch("pattern")),
    tags: new Map(
      group.tags(chance).map((tag) => [tag, { by: "installer", addedMs: options.nowMs - dayMs }]),
    ),
  };
}

function webhookAdapter(options: FleetOptions): SimulatedSensor {
  const chance = options.chance.branch("webhook adapter");
  const tags = ["lc:system", `ext:${extensionHostname}`];
  return {
    ...identity(options, chance),
    plat: "json",
    arch: "usp_adapter",
    hostname: extensionHostname,
    int_ip: "",
    ext_ip: "",
    mac_addr: "",
    kernel: false,
    aliveMs: options.nowMs,
    online: true,
    pattern: "server",
    tags: new Map(tags.map((tag) => [tag, { by: extensionHostname, addedMs: options.nowMs - dayMs }])),
  };
}

function identity(options: FleetOptions, chance: Chance) {
  return {
    sid: chance.uuid(),
    oid: options.oid,
    iid: options.chance.branch("installation key").uuid(),
    did: "",
    isolated: false,
    shouldIsolate: false,
    sealed: false,
    failing: false,
    variables: new Map<string, Map<string, number>>(),
    enrolledMs: options.nowMs - dayMs * (30 + chance.below(700)),
  };
}

/** Addresses out of the ranges set aside for private networks and for documentation. */
function addresses(chance: Chance, number: number) {
  const mac = chance.hex(10).toUpperCase().match(/../g) ?? [];
  return {
    int_ip: `10.${1 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`,
    ext_ip: `203.0.113.${1 + chance.below(254)}`,
    mac_addr: ["42", ...mac].join("-"),
  };
}
