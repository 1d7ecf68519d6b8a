import type { DetectionSeen } from "../../core/model/detection.js";
import { isJsonObject, type Json } from "../../core/model/json.js";
import type { Detections } from "../../ports/detections.js";
import type { Connection } from "./connection.js";
import { insightPage } from "./insight-list.js";

const purpose = "read the detections";
/** Detections that one request asks for, and requests that one look may take. */
const pageSize = 1000;
const mostPages = 10;
/** Instants of the wire are seconds or milliseconds (inferred: nothing is published about it); no second of ours is above this. */
const mostSeconds = 100_000_000_000;

/** What rules detected, by `GET insight/{oid}/detections` (reference: API, section 11; seen in the Python client). Throws LimaCharlieError. */
export function limacharlieDetections(connection: Connection): Detections {
  return {
    since: async (sinceMs) => {
      const detections: DetectionSeen[] = [];
      let cursor = "-";
      for (let page = 0; page < mostPages && cursor !== ""; page += 1) {
        const answer = await connection.sendForObject({
          method: "GET",
          path: ["insight", connection.oid, "detections"],
          query: {
            start: String(Math.floor(sinceMs / 1000)),
            end: String(Math.ceil(connection.serverNowMs() / 1000)),
            limit: String(pageSize),
            is_compressed: "true",
            cursor,
          },
          purpose,
        });
        const { entries, next } = insightPage(answer, "detects", purpose);
        detections.push(...entries.flatMap(detectionOf));
        cursor = next;
      }
      return { detections, isCut: cursor !== "" };
    },
  };
}

/** `source_rule` is `<namespace>.<key of the rule>`; what does not say its rule cannot be one of ours. */
function detectionOf(json: Json): DetectionSeen[] {
  if (!isJsonObject(json)) return [];
  const { source_rule: source, cat, gen_time: generated, ts } = json;
  const at = typeof generated === "number" ? generated : ts;
  if (typeof source !== "string" || typeof at !== "number") return [];
  const rule = source.slice(source.indexOf(".") + 1);
  return [{ rule, name: typeof cat === "string" ? cat : "", atMs: at < mostSeconds ? at * 1000 : at }];
}
