import { type Action, sensorTargets } from "../action.js";

/** A sensor that resists tampering. */
export const seal: Action = {
  name: "seal",
  status: "documented",
  about: "makes the sensor resist tampering, on Windows",
  parameters: [],
  effect: "state-changing",
  effectReason: "the sensor resists tampering, also after a reboot",
  actsOnSensor: true,
  leavesPlatform: false,
  persistent: true,
  undo: "unseal",
  counterpart: "seal (ends with a reboot)",
  targets: sensorTargets,
};
