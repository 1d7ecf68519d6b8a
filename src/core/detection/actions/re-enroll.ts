import type { Action } from "../action.js";

/** A cloned sensor with an identity of its own. */
export const reEnroll: Action = {
  name: "re-enroll",
  status: "used",
  about: "gives a cloned sensor a new identity",
  parameters: [],
  effect: "state-changing",
  effectReason: "the sensor enrolls again under a new id",
  actsOnSensor: true,
  leavesPlatform: false,
  targets: ["deployment"],
};
