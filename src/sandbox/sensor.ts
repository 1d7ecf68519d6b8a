import type { PatternName } from "../core/model/fleet-names.js";
import type { JsonObject } from "../core/model/json.js";
import type { SensorRecord } from "../core/model/sensor.js";
import { clockText } from "./clock.js";
import { type Architecture, architectureNumbers, type Platform, platformNumbers } from "./platforms.js";

/** A tag on a sensor: who put it there and when. */
export interface SensorTag {
  readonly by: string;
  /** Epoch milliseconds. */
  readonly addedMs: number;
  /** Epoch milliseconds at which it ends; left out: never. */
  readonly untilMs?: number | undefined;
}

/** One simulated sensor: an agent, or an adapter (`usp_adapter`) that cannot run commands. */
export interface SimulatedSensor {
  readonly sid: string;
  readonly oid: string;
  readonly iid: string;
  readonly did: string;
  readonly plat: Platform;
  readonly arch: Architecture;
  readonly hostname: string;
  readonly int_ip: string;
  readonly ext_ip: string;
  readonly mac_addr: string;
  readonly kernel: boolean;
  /** Epoch milliseconds. */
  readonly enrolledMs: number;
  /** Epoch milliseconds of the last connection. */
  aliveMs: number;
  isolated: boolean;
  shouldIsolate: boolean;
  online: boolean;
  sealed: boolean;
  /** Set: what is sent to it fails. */
  failing: boolean;
  /** How it connects and disconnects where patterns are followed. */
  readonly pattern: PatternName;
  readonly tags: Map<string, SensorTag>;
  /** Name to values, each with the instant (epoch milliseconds) at which it ends. */
  readonly variables: Map<string, Map<string, number>>;
}

/** What both forms of a record say alike. */
function common(sensor: SimulatedSensor) {
  const { sid, oid, iid, did, hostname, int_ip, ext_ip, mac_addr, kernel, isolated } = sensor;
  const should_isolate = sensor.shouldIsolate;
  return { sid, oid, iid, did, hostname, int_ip, ext_ip, mac_addr, kernel, isolated, should_isolate };
}

/** The fields that selectors see: names for platform and architecture, epoch seconds for times (reference: API, 7.2). */
export function selectorRecord(sensor: SimulatedSensor): SensorRecord {
  return {
    ...common(sensor),
    plat: sensor.plat,
    ext_plat: "",
    arch: sensor.arch,
    enroll: Math.floor(sensor.enrolledMs / 1000),
    alive: Math.floor(sensor.aliveMs / 1000),
    tags: [...sensor.tags.keys()],
  };
}

/** The record on the wire: numbers for platform and architecture, text for times (reference: API, 7.2). */
export function wireRecord(sensor: SimulatedSensor, withTags: boolean): JsonObject {
  return {
    ...common(sensor),
    plat: platformNumbers[sensor.plat],
    arch: architectureNumbers[sensor.arch],
    enroll: clockText(sensor.enrolledMs),
    alive: clockText(sensor.aliveMs),
    should_seal: sensor.sealed,
    ...(withTags ? { tags: [...sensor.tags.keys()] } : {}),
  };
}

/** True when the sensor is an agent; adapters carry events of other products and run nothing. */
export function isAgent(sensor: SimulatedSensor): boolean {
  return sensor.arch !== "usp_adapter";
}
