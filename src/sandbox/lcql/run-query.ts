import type { JsonObject } from "../../core/model/json.js";
import type { Organization } from "../organization.js";
import { sensorsOf } from "../targets.js";
import { isJsonObject } from "../../core/model/json.js";
import type { LcqlQuery } from "./query.js";

/** Which store a search looks into (reference: API, section 11). */
export type Stream = "event" | "detect" | "audit";

/** The window of a request, for queries that name none: epoch seconds, both included. */
export interface Window {
  readonly startS: number;
  readonly endS: number;
}

interface Row {
  readonly record: JsonObject;
  readonly atMs: number;
  readonly sid: string;
  readonly type: string;
}

/** The records that a query wants, oldest first. Throws a Refusal for a bad selector. */
export function runQuery(
  organization: Organization,
  query: LcqlQuery,
  where: { readonly stream: Stream; readonly window: Window },
): readonly JsonObject[] {
  const { startS, endS } = windowOf(query, where.window, organization.clock.nowMs() / 1000);
  const sids = query.selector === "*" ? undefined : selected(organization, query.selector);
  return stores[where.stream](organization)
    .filter(({ atMs }) => atMs >= startS * 1000 && atMs < endS * 1000 + 1000)
    .filter(({ sid }) => !sids || sids.has(sid))
    .filter(({ type }) => query.types.length === 0 || query.types.includes(type))
    .filter(({ record }) => query.filter(record))
    .map(({ record }) => record);
}

const selected = (organization: Organization, selector: string): ReadonlySet<string> =>
  new Set(sensorsOf(organization, { selector }).map(({ sid }) => sid));

/** The window that a query names, else the one of its request. */
export function windowOf({ time }: LcqlQuery, window: Window, nowS: number): Window {
  if (!time) return window;
  return "lastSeconds" in time
    ? { startS: nowS - time.lastSeconds, endS: nowS }
    : { startS: time.fromS, endS: time.toS };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const stores: Readonly<Record<Stream, (organization: Organization) => readonly Row[]>> = {
  event: ({ events }) =>
    events.all().map((record) => ({
      record,
      atMs: record.routing.event_time,
      sid: record.routing.sid,
      type: record.routing.event_type,
    })),
  detect: ({ detections }) =>
    detections.all().map((record) => ({
      record,
      atMs: Number(record.gen_time),
      sid: isJsonObject(record.routing) ? text(record.routing.sid) : "",
      type: text(record.cat),
    })),
  audit: ({ audit }) =>
    audit.all().map((record) => ({
      record,
      atMs: Number(record.time),
      sid: isJsonObject(record.entity) ? text(record.entity.sid) : "",
      type: text(record.etype),
    })),
};
