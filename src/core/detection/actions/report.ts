import type { Action } from "../action.js";
import { anything, boolean, integer, text } from "../parameter-types.js";
import { optional, required } from "../parameter.js";
import { targets } from "../targets.js";

/** A detection. */
export const report: Action = {
  name: "report",
  status: "documented",
  about: "creates a detection of this name; a name that begins with __ stays inside the platform",
  parameters: [
    required("name", text, "name of the detection (cat)", { template: "detection" }),
    optional("publish", boolean, "send it to outputs", { default: true }),
    optional("priority", integer, "copied to the root of the detection"),
    optional("metadata", anything, "copied to detect_mtd", { template: "detection" }),
    optional("detect_data", anything, "free-form extraction", { template: "detection" }),
  ],
  effect: "notify",
  effectReason: "creates a detection",
  actsOnSensor: false,
  leavesPlatform: false,
  targets: targets.map(({ name }) => name),
};
