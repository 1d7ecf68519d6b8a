import type { PatternName } from "../core/model/fleet-names.js";
import { connect, disconnect } from "./delivery.js";
import type { Organization } from "./organization.js";
import type { SimulatedSensor } from "./sensor.js";

/** How long a sensor is connected and away, in turn, in seconds; null is for good. */
interface Rhythm {
  readonly onlineS: number | null;
  readonly offlineS: number;
}

const hourS = 3600;
const dayS = 24 * hourS;

/** Every pattern: one line each. */
const rhythms: Readonly<Record<PatternName, Rhythm>> = {
  server: { onlineS: null, offlineS: 120 },
  laptop: { onlineS: 9 * hourS, offlineS: 15 * hourS },
  returning: { onlineS: null, offlineS: 21 * dayS },
  flapping: { onlineS: 10 * 60, offlineS: 60 },
};

/** Lets the sensors of an organization live by their patterns from now on; each is somewhere in its present phase. */
export function startPatterns(organization: Organization): void {
  for (const sensor of organization.fleet.values()) {
    const phaseS = phaseOf(sensor);
    if (phaseS === null) continue;
    const left =
      sensor.pattern === "returning" ? 1 : organization.chance.branch(`phase ${sensor.sid}`).fraction();
    scheduleTurn(organization, sensor, phaseS * left);
  }
}

/** A phase of a sensor's pattern ends: it connects or disconnects. */
export function turn(organization: Organization, sensor: SimulatedSensor): void {
  if (sensor.online) disconnect(organization, sensor);
  else connect(organization, sensor);
  const phaseS = phaseOf(sensor);
  if (phaseS !== null) scheduleTurn(organization, sensor, phaseS);
}

function phaseOf({ pattern, online }: SimulatedSensor): number | null {
  const { onlineS, offlineS } = rhythms[pattern];
  return online ? onlineS : offlineS;
}

function scheduleTurn({ clock, oid }: Organization, { sid }: SimulatedSensor, inS: number): void {
  clock.schedule(clock.nowMs() + Math.max(1, Math.round(inS)) * 1000, { kind: "pattern", oid, sid });
}
