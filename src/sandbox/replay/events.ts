import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import { parseQuery } from "../lcql/query.js";
import { runQuery } from "../lcql/run-query.js";
import type { Organization } from "../organization.js";
import { countMember, objectMember, streamMember, textMember } from "./members.js";

/** Events that a request carries, or those of the store that it names: `sid`, `sids` (Go), `selector`, times in epoch seconds. */
export function replayedEvents(organization: Organization, source: JsonObject): readonly JsonObject[] {
  if (Array.isArray(source.events)) return source.events.filter(isJsonObject);
  const stream = streamMember(source.stream);
  const stored = objectMember(source.sensor_events ?? {}, "sensor_events");
  const nowS = Math.ceil(organization.clock.nowMs() / 1000);
  const window = { startS: countMember(stored.start_time), endS: countMember(stored.end_time) || nowS };
  const query = { ...parseQuery("*"), selector: textMember(stored.selector) || "*" };
  const found = runQuery(organization, query, { stream, window });
  const only = namedSensors(stored);
  return only.size === 0 ? found : found.filter(({ routing }) => only.has(sidOf(routing)));
}

function namedSensors({ sid, sids }: JsonObject): ReadonlySet<string> {
  const named = [textMember(sid), ...(Array.isArray(sids) ? sids.map(textMember) : [])];
  return new Set(named.filter((one) => one !== "").map((one) => one.toLowerCase()));
}

const sidOf = (routing: JsonObject[string] | undefined): string =>
  isJsonObject(routing) ? textMember(routing.sid) : "";
