import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import type { SensorRecord } from "../../core/model/sensor.js";
import { architectureName, platformName } from "./platforms.js";

/** Reads one sensor of a listing (reference: API, 7.2); undefined when it has no sensor id. */
export function readSensor(value: Json): SensorRecord | undefined {
  const sid = isJsonObject(value) ? value["sid"] : undefined;
  if (!isJsonObject(value) || typeof sid !== "string" || sid === "") return undefined;
  return {
    sid: sid.toLowerCase(),
    ...texts(value),
    ...carried("plat", platformName(value["plat"])),
    ...carried("ext_plat", platformName(value["ext_plat"])),
    ...carried("arch", architectureName(value["arch"])),
    ...carried("enroll", epochSeconds(value["enroll"])),
    ...carried("alive", epochSeconds(value["alive"])),
    ...carried("isolated", flag(value["isolated"])),
    ...carried("should_isolate", flag(value["should_isolate"])),
    ...carried("kernel", flag(value["kernel"])),
    ...carried("tags", readTags(value["tags"])),
  };
}

/** A member that the listing carried; absent is "unknown", so nothing is kept as undefined. */
function carried<Name extends keyof SensorRecord>(
  name: Name,
  value: SensorRecord[Name] | undefined,
): Partial<Pick<SensorRecord, Name>> {
  const member: Partial<Pick<SensorRecord, Name>> = {};
  return value === undefined ? member : { ...member, [name]: value };
}

/** Text that is carried but empty stays empty: it is known, unlike what is not carried. */
function texts(value: JsonObject): Partial<SensorRecord> {
  const names = ["oid", "iid", "did", "hostname", "int_ip", "ext_ip", "mac_addr"] as const;
  return Object.fromEntries(
    names.map((name) => [name, value[name]]).filter(([, text]) => typeof text === "string"),
  );
}

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
  if (typeof value !== "string") return undefined;
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?$/.exec(value);
  if (match === null) return undefined;
  const ms = Date.parse(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}
