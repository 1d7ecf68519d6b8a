import { connect, disconnect } from "./delivery.js";
import type { Organization } from "./organization.js";
import type { SimulatedSensor } from "./sensor.js";
import type { WhichSensors } from "./which-sensors.js";
import type { World } from "./world.js";

/** Throws a RangeError that names the first sid that no sensor has. */
export function checkKnown(world: World, which: WhichSensors): void {
  if (which === "all") return;
  const fleets = [...world.organizations.values()].map(({ fleet }) => fleet);
  const unknown = which.find((sid) => !fleets.some((fleet) => fleet.has(sid)));
  if (unknown !== undefined) throw new RangeError(`Cannot reach sensor ${unknown}: there is none`);
}

/** Connects sensors, which lets what waits for them be delivered. Returns how many were not connected before. Throws a RangeError for an unknown sid. */
export function connectSensors(world: World, which: WhichSensors): number {
  return change(world, which, connect);
}

/** Cuts sensors off. Returns how many were connected before. Throws a RangeError for an unknown sid. */
export function disconnectSensors(world: World, which: WhichSensors): number {
  return change(world, which, disconnect);
}

/** From now on what is sent to these sensors fails. Returns how many were well before. Throws a RangeError for an unknown sid. */
export function failSensors(world: World, which: WhichSensors): number {
  return change(world, which, (_, sensor) => setFailing(sensor, true));
}

/** These sensors get what is sent to them again. Returns how many did not before. Throws a RangeError for an unknown sid. */
export function mendSensors(world: World, which: WhichSensors): number {
  return change(world, which, (_, sensor) => setFailing(sensor, false));
}

function setFailing(sensor: SimulatedSensor, failing: boolean): boolean {
  const isNew = sensor.failing !== failing;
  sensor.failing = failing;
  return isNew;
}

function change(
  world: World,
  which: WhichSensors,
  act: (organization: Organization, sensor: SimulatedSensor) => boolean,
): number {
  checkKnown(world, which);
  let changed = 0;
  for (const organization of world.organizations.values()) {
    for (const sid of which === "all" ? organization.fleet.keys() : which) {
      const sensor = organization.fleet.get(sid);
      if (sensor && act(organization, sensor)) changed += 1;
    }
  }
  return changed;
}
