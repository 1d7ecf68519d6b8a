import { type Action, sensorTargets } from "../action.js";

/** A host back on the network. */
export const rejoinNetwork: Action = {
  name: "rejoin network",
  status: "documented",
  about: "takes isolate network back",
  parameters: [],
  effect: "state-changing",
  effectReason: "the host has its network again",
  actsOnSensor: true,
  leavesPlatform: false,
  persistent: true,
  undo: "isolate network",
  counterpart: "rejoin_network",
  targets: sensorTargets,
};
