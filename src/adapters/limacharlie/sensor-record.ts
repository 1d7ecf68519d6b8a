import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { SensorRecord } from "../../core/model/sensor.js";
import { architectureName, platformName } from "./platforms.js";

/** Reads one sensor of a listing (reference: API, 7.2); undefined when it has no sensor id. */
export function readSensor(value: Json): SensorRecord | undefined {
  if (!isJsonObject(value)) return undefined;
  const sid = text(value["sid"]);
  if (sid === undefined) return undefined;
  return present({
    sid: sid.toLowerCase(),
    ...textMembers(value),
    plat: platformName(value["plat"]),
    ext_plat: platformName(value["ext_plat"]),
    arch: architectureName(value["arch"]),
    enroll: epochSeconds(value["enroll"]),
    alive: epochSeconds(value["alive"]),
    isolated: flag(value["isolated"]),
    should_isolate: flag(value["should_isolate"]),
    kernel: flag(value["kernel"]),
    tags: readTags(value["tags"]),
  });
}

const textNames = ["oid", "iid", "did", "hostname", "int_ip", "ext_ip", "mac_addr"] as const;

/** Text that is carried but empty stays empty: it is known, unlike what is not carried. */
function textMembers(value: JsonObject): { [name in (typeof textNames)[number]]?: string } {
  const carried = textNames.filter((name) => typeof value[name] === "string");
  return Object.fromEntries(carried.map((name) => [name, value[name]]));
}

type Possibly<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The members that the listing carried: absent is "unknown", so nothing is kept as undefined. */
function present(record: Possibly<SensorRecord> & { readonly sid: string }): SensorRecord {
  const members = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as { sid: string };
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const flag = (value: Json | undefined): boolean | undefined =>
  typeof value === "boolean" ? value : undefined;

function readTags(value: Json | undefined): readonly string[] | undefined {
  return Array.isArray(value) && value.every((tag) => typeof tag === "string") ? value : undefined;
}

/** Times above this are milliseconds. */
const millisecondsFrom = 1e11;

/** `YYYY-MM-DD HH:MM:SS` in UTC, or a number of seconds or milliseconds; undefined for anything else (reference: API, 7.2). */
function epochSeconds(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value > millisecondsFrom ? value / 1000 : value;
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?$/.exec(text(value) ?? "");
  if (match === null) return undefined;
  const ms = Date.parse(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}
