import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import { LcqlError } from "../lcql/lcql-error.js";
import { type LcqlQuery, parseQuery } from "../lcql/query.js";
import { runQuery, type Stream, type Window } from "../lcql/run-query.js";
import type { Organization } from "../organization.js";
import { parameter } from "../request.js";
import type { Endpoint } from "./endpoint.js";

/** Rows on one page. */
const pageSize = 1000;

interface Asked {
  readonly organization: Organization;
  readonly query: LcqlQuery;
  readonly stream: Stream;
  readonly window: Window;
}

/** `POST search`: runs the query, whose rows are fetched page by page (reference: API, section 11). */
function start(call: Call): Answer {
  const { organization, query, stream, window } = asked(call);
  const { searches } = organization;
  if (searches.size >= call.world.variants.current().search_limit) throw tooMany();
  const id = organization.chance.uuid();
  const note = query.projection === undefined ? [] : [`projection ignored: ${query.projection}`];
  searches.set(id, { rows: runQuery(organization, query, { stream, window }), notes: note });
  return ok({ queryId: id });
}

/** Its concurrency limit answers as the rate limit does (reference: API, 2.4). */
function tooMany() {
  return refuse(429, "too many concurrent searches", {
    "X-RateLimit-Quota": "10",
    "X-RateLimit-Period": "60",
  });
}

/** `POST search/validate`: reads the query and searches nothing; what it would cost is nothing. */
function validate(call: Call): Answer {
  const { query } = asked(call);
  return ok({
    query: body(call).query ?? "",
    notes: query.projection === undefined ? [] : [`projection ignored: ${query.projection}`],
    estimatedPrice: { price: 0, currency: "USD cents" },
  });
}

/** `GET search/{id}`: one page; `nextToken` stands in the result, not on top (reference: API, section 11). */
function page(call: Call): Answer {
  const [, search] = found(call);
  const token = parameter(call.request, "token") ?? "";
  if (!/^\d{0,9}$/.test(token)) throw refuse(400, "bad token");
  const from = Number(token);
  const rows = search.rows.slice(from, from + pageSize);
  const nextToken = from + pageSize < search.rows.length ? String(from + pageSize) : "";
  const results: Json = [{ type: "events", rows, nextToken }];
  const stats = { n_events: search.rows.length, notes: search.notes };
  return ok({ completed: true, nextPollInMs: 0, results, stats });
}

function cancel(call: Call): Answer {
  const [organization] = found(call);
  organization.searches.delete(part(call, "id"));
  return ok({});
}

function found(call: Call) {
  for (const oid of Object.keys(call.caller.permissions)) {
    const organization = call.world.organizations.get(oid);
    const search = organization?.searches.get(part(call, "id"));
    if (organization && search) return [admit(call, oid, "insight.evt.get"), search] as const;
  }
  throw refuse(404, "no such query");
}

const permissions: Readonly<Record<Stream, string>> = {
  event: "insight.evt.get",
  detect: "insight.det.get",
  audit: "audit.get",
};

const isStream = (text: string): text is Stream => Object.hasOwn(permissions, text);

function asked(call: Call): Asked {
  const { oid, query, stream: given } = body(call);
  const stream = given ?? "event";
  if (typeof stream !== "string" || !isStream(stream)) throw refuse(400, "stream is event, detect or audit");
  const organization = admit(call, needed(oid, "oid"), permissions[stream]);
  return { organization, query: parsed(needed(query, "query")), stream, window: windowOf(call) };
}

function parsed(query: string): LcqlQuery {
  try {
    return parseQuery(query);
  } catch (error) {
    if (error instanceof LcqlError) throw refuse(400, `error parsing query: ${error.message}`);
    throw error;
  }
}

/** Times are texts of seconds; the service takes no numbers (reference: API, section 11). */
function windowOf(call: Call): Window {
  const { startTime, endTime } = body(call);
  return { startS: seconds(startTime, "startTime"), endS: seconds(endTime, "endTime") };
}

function seconds(value: Json | undefined, name: string): number {
  if (typeof value === "string" && /^\d{1,12}$/.test(value) && Number(value) > 0) return Number(value);
  throw refuse(400, `${name} must be text of epoch seconds`);
}

function needed(value: Json | undefined, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw refuse(400, `missing ${name}`);
}

function body({ request }: Call): JsonObject {
  if (isJsonObject(request.json)) return request.json;
  throw refuse(400, "the body is not a JSON object");
}

export const searchEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/v1/search", access: "token", handle: start },
  { method: "POST", path: "/v1/search/validate", access: "token", handle: validate },
  { method: "GET", path: "/v1/search/{id}", access: "token", handle: page },
  { method: "DELETE", path: "/v1/search/{id}", access: "token", handle: cancel },
];
