import { asText } from "../../as-text.js";
import { isJsonObject, type Json, type JsonObject } from "../../../core/model/json.js";
import { tellDirectly } from "../../delivery.js";
import { list, task, untask } from "../../reliable-tasking.js";
import type { Organization } from "../../organization.js";
import { ActionError, type Occasion, sensorOf, textOf } from "../occasion.js";
import { filled, transformed } from "../render.js";

/** `task`: once, to the sensor of the event, if it is connected (reference: D&R, section 8, reach). */
export function taskSensor(occasion: Occasion, action: JsonObject): void {
  const sensor = sensorOf(occasion);
  const investigation =
    typeof action.investigation === "string" ? filled(action.investigation, occasion) : "";
  const suffixed = occasion.organization.variants.current().investigation_id === "suffix";
  const investigationId =
    investigation !== "" && suffixed
      ? `${investigation}/${occasion.organization.chance.uuid()}`
      : investigation;
  tellDirectly(occasion.organization, sensor, { task: commandOf(occasion, action), investigationId });
}

/** A command as text, or as words that keep their bounds whatever is filled in. */
function commandOf(occasion: Occasion, { command }: JsonObject): string {
  if (typeof command === "string") return filled(command, occasion);
  const words: readonly Json[] = Array.isArray(command) ? command : [];
  return words.map((word: Json) => quoted(filled(asText(word), occasion))).join(" ");
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, "\\$&")}"`;

/** What rules may ask of the extension (reference: API, 4). */
const requests: Readonly<Record<string, (organization: Organization, data: JsonObject) => void>> = {
  task: (organization, data) => void task(organization, data),
  untask: (organization, data) => void untask(organization, data),
  list: (organization, data) => void list(organization, data, organization.clock.nowMs()),
};

/** `extension request`: its values are a transform of the event, or of what an earlier report made (reference: D&R, section 8). */
export function requestExtension(occasion: Occasion, action: JsonObject): void {
  const { organization } = occasion;
  const name = textOf(action, "extension name");
  const request = textOf(action, "extension action");
  if (!organization.subscriptions.has(name)) {
    throw new ActionError(`organization is not subscribed to ${name}`);
  }
  const act =
    name === "ext-reliable-tasking" && Object.hasOwn(requests, request) ? requests[request] : undefined;
  if (!act) throw new ActionError(`unknown request action: ${request}`);
  const data = transformed(action["extension request"] ?? {}, contextOf(occasion, action));
  if (!isJsonObject(data)) throw new ActionError("extension request is not a map");
  act(organization, withoutNulls(data));
}

function contextOf({ record, metadata, reported }: Occasion, action: JsonObject): JsonObject {
  if (action["based on report"] !== true) return { ...record, mtd: metadata };
  if (!reported.detection) throw new ActionError("based on report needs an earlier report");
  return reported.detection;
}

/** A selector that finds nothing gives null, which an extension takes as left out. */
const withoutNulls = (data: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
