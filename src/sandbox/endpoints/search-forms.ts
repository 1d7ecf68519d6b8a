import { isJsonObject, type JsonObject } from "../../core/model/json.js";
import type { Stream } from "../lcql/run-query.js";
import type { Search } from "../searches.js";

/**
 * A row has the record under `data` and its identity under `mtd`: `ts` in epoch milliseconds and `stream` (seen in both official clients;
 * the other members of `mtd` are inferred).
 */
export const wrappedAs =
  (stream: Stream) =>
  (record: JsonObject): JsonObject => {
    const routing = isJsonObject(record.routing) ? record.routing : {};
    const id = record.detect_id ?? routing.event_id ?? "";
    const ts = record.gen_time ?? routing.event_time ?? record.time ?? 0;
    return { data: record, mtd: { id, sid: routing.sid ?? "", ts, stream } };
  };

/** A price: its `value` (seen in the Python client's tests) and currency. */
export const noPrice: JsonObject = { value: 0, currency: "USD cents" };

/** What a page did, in the names of the official clients; events that do not match are not counted. */
export const statsOf = ({ mode, pageSize: most }: Search, rows: readonly JsonObject[]): JsonObject => ({
  searchMode: mode,
  pageSize: most,
  eventsScanned: rows.length,
  eventsProcessed: rows.length,
  eventsMatched: rows.length,
  bytesScanned: JSON.stringify(rows).length,
  walltime: 0,
  estimatedPrice: noPrice,
});
