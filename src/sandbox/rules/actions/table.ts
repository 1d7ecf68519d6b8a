import type { JsonObject } from "../../../core/model/json.js";
import { ActionError, type Occasion, textOf } from "../occasion.js";
import { filled } from "../render.js";
import { changeHiveTag, withoutTag, withTag } from "./hive-tags.js";
import { addTag, addVar, delVar, isolate, removeTag, seal } from "./sensor-state.js";
import { requestExtension, taskSensor } from "./tasks.js";

/** Does one action. Throws an ActionError, or a Refusal of what it asks. */
export type Act = (occasion: Occasion, action: JsonObject) => void;

/** `output`: the record goes to a tailored output, where it is kept (reference: API, 9.1). */
function output(occasion: Occasion, action: JsonObject): void {
  const name = filled(textOf(action, "name"), occasion);
  const { outputs } = occasion.organization;
  if (outputs.get(name)?.for !== "tailored") throw new ActionError(`no tailored output ${name}`);
  occasion.organization.publish(name, occasion.record);
}

const notSimulated: Act = (_occasion, { action }) => {
  throw new ActionError(`${JSON.stringify(action)} is not simulated`);
};

/** Every action but `report` and `wait`, which the engine does itself: one line each (reference: D&R data, actions). */
export const actions: Readonly<Record<string, Act>> = {
  output,
  task: taskSensor,
  "extension request": requestExtension,
  "add tag": addTag,
  "remove tag": removeTag,
  "add var": addVar,
  "del var": delVar,
  "isolate network": isolate(true),
  "rejoin network": isolate(false),
  seal: seal(true),
  unseal: seal(false),
  "add hive tag": changeHiveTag(withTag),
  "remove hive tag": changeHiveTag(withoutTag),
  "undelete sensor": notSimulated,
  "re-enroll": notSimulated,
  "service request": notSimulated,
  "start ai agent": notSimulated,
  "webhook reject": notSimulated,
};
