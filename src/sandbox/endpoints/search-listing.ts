import type { JsonObject } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import { largestBody } from "../limits.js";
import type { Search } from "../searches.js";
import { countParameter, parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";
import { pageSize } from "./search.js";

const states = ["all", "executing", "idle"];

/** Entries on one page of the listing: what is usual, and the most (seen in both official clients). */
const usual = 50;
const most = 200;

/** What clients are told: a search can be gone on with for about 8 hours (seen in the Python client). Here it can until it is cancelled. */
const resumableS = 28_800;

/**
 * `GET search/{oid}/queries`: the searches that are open, newest first (seen in both official clients). Each that is open counts against
 * the limit here, so all are `executing`.
 */
function open(call: Call): Answer {
  const organization = admit(call, part(call, "oid"), "insight.evt.get");
  const state = parameter(call.request, "state") ?? "all";
  if (!states.includes(state)) throw refuse(400, `state is ${states.join(", ")}`);
  const all = [...organization.searches].toReversed();
  const offset = countParameter(call.request, "offset") ?? 0;
  const end = offset + Math.min(countParameter(call.request, "limit") || usual, most);
  return ok({
    oid: organization.oid,
    limit: call.world.variants.current().search_limit,
    slotsHeld: all.length,
    count: all.length,
    truncated: end < all.length,
    queries: state === "idle" ? [] : all.slice(offset, end).map(entry),
  });
}

function entry([queryId, { submitted, rows }]: readonly [string, Search]): JsonObject {
  const { query, stream, startTime, endTime, by, atMs } = submitted;
  return {
    queryId,
    state: "executing",
    holdsSlot: true,
    query,
    stream,
    startTime,
    endTime,
    submittedBy: by,
    submittedAt: new Date(atMs).toISOString(),
    pagesCompleted: 0,
    batchesCompleted: 0,
    batchesInScope: 0,
    eventsScanned: rows.length,
    billedEvents: 0,
    resumableUntil: new Date(atMs + resumableS * 1000).toISOString(),
  };
}

/** `GET search/{oid}/limits`: null where there is none (seen in both official clients). */
function limits(call: Call): Answer {
  const { oid } = admit(call, part(call, "oid"), "insight.evt.get");
  return ok({
    oid,
    concurrency: { maxConcurrentQueries: call.world.variants.current().search_limit },
    pagination: { resultsPerPage: pageSize, maxPageDurationSeconds: null, maxCursorBytes: 9 },
    retention: { resumableForSeconds: resumableS, pageResultsForSeconds: resumableS },
    execution: {
      maxQueryDurationSeconds: null,
      maxAggregationDurationSeconds: null,
      maxResponseBytes: null,
    },
    request: { maxRequestBodyBytes: largestBody },
    capabilities: { openQueryListing: true },
  });
}

export const searchListingEndpoints: readonly Endpoint[] = [
  { method: "GET", path: "/v1/search/{oid}/queries", access: "token", handle: open },
  { method: "GET", path: "/v1/search/{oid}/limits", access: "token", handle: limits },
];
