import { type Action, sensorTargets } from "../action.js";

/** A host cut off. */
export const isolateNetwork: Action = {
  name: "isolate network",
  status: "documented",
  about: "cuts the host off from everything but the platform",
  parameters: [],
  effect: "destructive",
  effectReason: "the host has no network, also after a reboot",
  actsOnSensor: true,
  leavesPlatform: false,
  persistent: true,
  undo: "rejoin network",
  counterpart: "segregate_network (ends with a reboot)",
  targets: sensorTargets,
};
