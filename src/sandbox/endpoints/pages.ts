import type { Json, JsonObject } from "../../core/model/json.js";
import { refuse } from "../answer.js";
import { booleanParameter, countParameter, pack, parameter, type ApiRequest } from "../request.js";

const defaultPage = 200;

/** One page of a store, as every listing of Insight gives it (reference: API, section 11). */
export interface Page {
  /** Entries, packed when the request asks for compression. */
  readonly entries: Json;
  /** Empty at the end. */
  readonly next: string;
}

/** The page that `cursor` and `limit` of a request name. Throws a 400 for a cursor that is none. */
export function pageOf(request: ApiRequest, all: readonly JsonObject[]): Page {
  const start = cursor(parameter(request, "cursor") ?? "");
  const end = start + (countParameter(request, "limit") || defaultPage);
  const entries = all.slice(start, end);
  return {
    entries: booleanParameter(request, "is_compressed") ? pack(entries) : entries,
    next: end < all.length ? String(end) : "",
  };
}

/** Clients start with `-` or nothing (reference: API, section 11). */
function cursor(text: string): number {
  if (text === "" || text === "-") return 0;
  if (!/^\d{1,9}$/.test(text)) throw refuse(400, "bad cursor");
  return Number(text);
}

/** True for instants (epoch milliseconds) between `start` and `end` of a request, which are whole seconds, both included. */
export function inWindow(request: ApiRequest): (ms: number) => boolean {
  const startMs = (countParameter(request, "start") ?? 0) * 1000;
  const endMs = (countParameter(request, "end") ?? Number.MAX_SAFE_INTEGER) * 1000 + 999;
  return (ms) => ms >= startMs && ms <= endMs;
}
