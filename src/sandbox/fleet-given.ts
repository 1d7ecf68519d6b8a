import type { ArchitectureName, PatternName, PlatformName } from "../core/model/fleet-names.js";

/** Sensors that are alike, as a fleet file or a caller gives them. */
export interface GivenSensors {
  /** Default 1. */
  readonly count?: number;
  /** Only where `count` is 1; default: drawn from the seed. */
  readonly sid?: string;
  /** `{n}` is the number of the sensor among those like it, from 1. */
  readonly hostname: string;
  readonly plat: PlatformName;
  /** Default x64. */
  readonly arch?: ArchitectureName;
  readonly tags?: readonly string[];
  /** Default true. */
  readonly online?: boolean;
  /** Default server. */
  readonly pattern?: PatternName;
}

/** What is wrong with the sensor ids of given sensors; undefined when nothing is. */
export function hasOneSidEach(sensors: readonly GivenSensors[]): string | undefined {
  const several = sensors.find(({ sid, count = 1 }) => sid !== undefined && count > 1);
  if (several) return `${several.hostname} has a sid and a count of ${several.count}`;
  const sids = sensors.flatMap(({ sid }) => (sid === undefined ? [] : [sid.toLowerCase()]));
  const twice = sids.find((sid, index) => sids.indexOf(sid) < index);
  return twice === undefined ? undefined : `two sensors have the sid ${twice}`;
}
