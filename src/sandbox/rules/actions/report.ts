import { isJsonObject, type JsonObject } from "../../../core/model/json.js";
import { architectureNumbers, platformNumbers } from "../../platforms.js";
import type { SimulatedSensor } from "../../sensor.js";
import { type Occasion, textOf } from "../occasion.js";
import { reported, reportedThroughout } from "../render.js";

/** `report`: makes a detection (reference: events, section 1; D&R, section 8). */
export function report(occasion: Occasion, action: JsonObject): JsonObject {
  const base = detectionOf(occasion);
  const detection: JsonObject = {
    ...base,
    cat: reported(textOf(action, "name"), { ...base, cat: textOf(action, "name") }),
  };
  const { metadata, detect_data, priority } = action;
  return {
    ...detection,
    ...(metadata === undefined ? {} : { detect_mtd: reportedThroughout(metadata, detection) }),
    ...(detect_data === undefined ? {} : { detect_data: reportedThroughout(detect_data, detection) }),
    ...(typeof priority === "number" ? { priority } : {}),
  };
}

function detectionOf({ organization, rule, reports: record, sensor }: Occasion): JsonObject {
  const nowMs = organization.clock.nowMs();
  const routing = isJsonObject(record.routing) ? record.routing : {};
  const { event_time } = routing;
  const latency = typeof event_time === "number" ? { latency: nowMs - event_time } : {};
  return {
    cat: "",
    source: sensor ? sourceOf(sensor) : organization.oid,
    routing: { ...routing, ...latency },
    detect: record,
    detect_id: organization.chance.uuid(),
    gen_time: nowMs,
    ts: nowMs,
    author: rule.author,
    namespace: rule.hive === "dr-general" ? "general" : "managed",
    source_rule: `${rule.hive === "dr-general" ? "general" : "managed"}.${rule.name}`,
    rule_tags: [...rule.tags],
  };
}

/** `oid.iid.sid.plat(hex).arch`. */
function sourceOf({ oid, iid, sid, plat, arch }: SimulatedSensor): string {
  return [oid, iid, sid, platformNumbers[plat].toString(16), architectureNumbers[arch].toString(16)].join(
    ".",
  );
}
