import { type Action, sensorTargets } from "../action.js";
import { text } from "../parameter-types.js";
import { required } from "../parameter.js";

/** A tag less on a record of a hive. */
export const removeHiveTag: Action = {
  name: "remove hive tag",
  status: "documented",
  about: "removes a tag from a record of a hive, such as a rule",
  parameters: [
    required("hive name", text, "name of the hive, such as dr-general"),
    required("record name", text, "name of the record"),
    required("tag", text, "the tag"),
  ],
  mistaken: { hive_name: "hive name", record_name: "record name" },
  effect: "state-changing",
  effectReason: "edits configuration, which shows as drift where that is kept in Git",
  actsOnSensor: false,
  leavesPlatform: false,
  targets: sensorTargets,
};
