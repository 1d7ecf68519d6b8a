import { connect, disconnect } from "./delivery.js";
import type { Organization } from "./organization.js";
import type { SimulatedSensor } from "./sensor.js";
import type { World } from "./world.js";

/** Sensors by sid, or every one. */
export type WhichSensors = "all" | readonly string[];

/** Connects sensors, which lets what waits for them be delivered. Returns how many were not connected before. */
export function connectSensors(world: World, which: WhichSensors): number {
  return change(world, which, connect);
}

/** Cuts sensors off. Returns how many were connected before. */
export function disconnectSensors(world: World, which: WhichSensors): number {
  return change(world, which, disconnect);
}

function change(
  world: World,
  which: WhichSensors,
  act: (organization: Organization, sensor: SimulatedSensor) => boolean,
): number {
  let changed = 0;
  for (const organization of world.organizations.values()) {
    for (const sid of which === "all" ? organization.fleet.keys() : which) {
      const sensor = organization.fleet.get(sid);
      if (sensor && act(organization, sensor)) changed += 1;
    }
  }
  return changed;
}
