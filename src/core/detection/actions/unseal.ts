import { type Action, sensorTargets } from "../action.js";

/** A sensor that no longer resists tampering. */
export const unseal: Action = {
  name: "unseal",
  status: "documented",
  about: "takes seal back",
  parameters: [],
  effect: "state-changing",
  effectReason: "the sensor no longer resists tampering",
  actsOnSensor: true,
  leavesPlatform: false,
  persistent: true,
  undo: "seal",
  counterpart: "seal --disable",
  targets: sensorTargets,
};
