import type { Fleet } from "../core/model/observation.js";
import { isTaskable } from "../core/model/sensor.js";
import { taskingExtension } from "../core/plan/held-organization.js";

/** Ids of the adapters through which the extension speaks (reference: API, 4.5); a host that is called like it is none. */
export const taskingSpeakers = ({ sensors }: Fleet): string[] =>
  sensors.flatMap((sensor) =>
    sensor.hostname === taskingExtension && !isTaskable(sensor) ? [sensor.sid] : [],
  );
