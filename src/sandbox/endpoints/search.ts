import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Answer, ok, Refusal, refuse } from "../answer.js";
import { admit, type Call, part } from "../call.js";
import type { LcqlQuery } from "../lcql/query.js";
import { readQuery } from "../lcql/read-query.js";
import { runQuery, type Stream, type Window } from "../lcql/run-query.js";
import type { Organization } from "../organization.js";
import type { SubmittedSearch } from "../searches.js";
import { parameter } from "../request.js";
import { selectSensors } from "../targets.js";
import type { Endpoint } from "./endpoint.js";
import { noPrice, statsOf, wrappedAs } from "./search-forms.js";

/** Rows on one page. */
export const pageSize = 1000;

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
  const rows = runQuery(organization, query, { stream, window });
  const { paginated, mode } = body(call);
  searches.set(id, {
    submitted: submitted(call, stream),
    rows: call.world.variants.current().search_rows === "wrapped" ? rows.map(wrappedAs(stream)) : rows,
    notes: notesOn(query),
    pageSize: paginated === false ? rows.length : pageSize,
    mode: mode === "batch" ? "batch" : "interactive",
  });
  return ok({ queryId: id });
}

function submitted(call: Call, stream: Stream): SubmittedSearch {
  const { query, startTime, endTime } = body(call);
  const [text, from, to] = [query, startTime, endTime].map((value) =>
    typeof value === "string" ? value : "",
  );
  const { caller, world } = call;
  return {
    query: text ?? "",
    stream,
    startTime: from ?? "",
    endTime: to ?? "",
    by: caller.ident,
    atMs: world.clock.nowMs(),
  };
}

const notesOn = ({ projection }: LcqlQuery): readonly string[] =>
  projection === undefined ? [] : [`projection ignored: ${projection}`];

/** Its concurrency limit answers as the rate limit does (reference: API, 2.4; the text: seen in the Python client). */
function tooMany() {
  return refuse(429, "maximum concurrent queries reached", {
    "X-RateLimit-Quota": "10",
    "X-RateLimit-Period": "60",
  });
}

/**
 * `POST search/validate`: reads the query and searches nothing; what it would cost is nothing. Times come back as numbers, and a query
 * that makes no sense is a 200 whose `error` says so (seen in the Go client).
 */
function validate(call: Call): Answer {
  const { organization, window } = scopeOf(call);
  const { startS, endS } = window;
  const text = needed(body(call).query, "query");
  const parsed = selectable(organization, readQuery(text));
  return ok({
    query: text,
    startTime: startS,
    endTime: endS,
    ...("problem" in parsed ? { error: parsed.problem, notes: [] } : { notes: [...notesOn(parsed)] }),
    stats: {},
    estimatedPrice: noPrice,
  });
}

/** `GET search/{id}`: one page; `nextToken` and what the page cost stand in the result, not on top (reference: API, section 11; the Go client). */
function page(call: Call): Answer {
  const [, search] = found(call);
  const token = parameter(call.request, "token") ?? "";
  if (!/^\d{0,9}$/.test(token)) throw refuse(400, "bad token");
  const from = Number(token);
  const rows = search.rows.slice(from, from + search.pageSize);
  const nextToken = from + search.pageSize < search.rows.length ? String(from + search.pageSize) : "";
  const searchResultId = `${part(call, "id")}/${from}`;
  const results: Json = [{ searchResultId, type: "events", rows, nextToken, stats: statsOf(search, rows) }];
  const stats = { n_events: search.rows.length, notes: search.notes };
  return ok({ queryId: part(call, "id"), completed: true, nextPollInMs: 0, results, stats });
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

/** Streams by their names; the Go client writes `detection`. */
const streams: Readonly<Record<string, Stream>> = {
  event: "event",
  detect: "detect",
  detection: "detect",
  audit: "audit",
};

/** Where a request looks, all but its query. */
function scopeOf(call: Call): Omit<Asked, "query"> {
  const { oid, stream: given } = body(call);
  const name = given ?? "event";
  const stream = typeof name === "string" && Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (!stream) throw refuse(400, "stream is event, detect or audit");
  const organization = admit(call, needed(oid, "oid"), permissions[stream]);
  return { organization, stream, window: windowOf(call) };
}

function asked(call: Call): Asked {
  const scope = scopeOf(call);
  const query = readQuery(needed(body(call).query, "query"));
  if ("problem" in query) throw refuse(400, query.problem);
  return { ...scope, query };
}

type Problem = { readonly problem: string };

/** A query, or what is wrong with its selector, which the sensors of an organization must understand. */
function selectable(organization: Organization, query: LcqlQuery | Problem): LcqlQuery | Problem {
  if ("problem" in query || query.selector === "*") return query;
  try {
    selectSensors(organization, query.selector);
    return query;
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.reason };
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
