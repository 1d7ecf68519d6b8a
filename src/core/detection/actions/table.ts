import type { Action } from "../action.js";
import { addHiveTag } from "./add-hive-tag.js";
import { addTag } from "./add-tag.js";
import { addVar } from "./add-var.js";
import { delVar } from "./del-var.js";
import { extensionRequest } from "./extension-request.js";
import { isolateNetwork } from "./isolate-network.js";
import { output } from "./output.js";
import { reEnroll } from "./re-enroll.js";
import { rejoinNetwork } from "./rejoin-network.js";
import { removeHiveTag } from "./remove-hive-tag.js";
import { removeTag } from "./remove-tag.js";
import { report } from "./report.js";
import { seal } from "./seal.js";
import { serviceRequest } from "./service-request.js";
import { startAiAgent } from "./start-ai-agent.js";
import { task } from "./task.js";
import { undeleteSensor } from "./undelete-sensor.js";
import { unseal } from "./unseal.js";
import { wait } from "./wait.js";

/** Every action of the language; a new one is a file and a line here. */
export const actions: readonly Action[] = [
  report,
  output,
  task,
  addTag,
  removeTag,
  addVar,
  delVar,
  addHiveTag,
  removeHiveTag,
  extensionRequest,
  serviceRequest,
  isolateNetwork,
  rejoinNetwork,
  seal,
  unseal,
  undeleteSensor,
  reEnroll,
  wait,
  startAiAgent,
];

const byName: ReadonlyMap<string, Action> = new Map(actions.map((action) => [action.name, action]));

/** The action of this name; undefined when there is none. */
export function findAction(name: string): Action | undefined {
  return byName.get(name);
}

/** Names that look like actions and are none, with what to write (reference: D&R data, not_actions). */
export const notActions: { readonly [name: string]: string } = {
  "webhook reject": "remove it: it stands in one example only and nothing documents it",
  isolate_network: "write isolate network",
  segregate_network: "write isolate network, which persists; or action: task with command: segregate_network",
  rejoin_network: "write rejoin network",
  os_kill_process: "write action: task with command: os_kill_process --pid …",
};
