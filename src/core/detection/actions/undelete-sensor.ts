import type { Action } from "../action.js";

/** A deleted sensor back. */
export const undeleteSensor: Action = {
  name: "undelete sensor",
  status: "documented",
  about: "re-admits a sensor that was deleted",
  parameters: [],
  effect: "state-changing",
  effectReason: "the sensor is part of the organization again",
  actsOnSensor: true,
  leavesPlatform: false,
  targets: ["deployment"],
};
