import { explain, type Fixtures } from "../../core/detection/evaluate.js";
import { type CompiledDetect, compileDetect } from "../../core/detection/compile.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { type Answer, ok, refuse } from "../answer.js";
import { admit, type Call } from "../call.js";
import { parseQuery } from "../lcql/query.js";
import { runQuery, type Stream } from "../lcql/run-query.js";
import type { Organization } from "../organization.js";
import { decide } from "../rules/judge.js";
import { lookupsOf } from "../rules/lookups.js";
import { ActionError, type Occasion } from "../rules/occasion.js";
import { ruleProblem } from "../rules/rule-problem.js";
import { report } from "../rules/actions/report.js";
import type { Endpoint } from "./endpoint.js";

const namespaces: Readonly<Record<string, "dr-general" | "dr-managed">> = {
  "": "dr-general",
  general: "dr-general",
  managed: "dr-managed",
};

interface Replay {
  readonly organization: Organization;
  readonly name: string;
  readonly rule: JsonObject;
  readonly detect: CompiledDetect;
  readonly trace: boolean;
}

/** `POST /` of the replay host: a rule on given or stored events, without any effect (reference: API, 8.2). */
function replay(call: Call): Answer {
  const body = object(call.request.json, "the body");
  const organization = admit(call, text(body.oid), "insight.evt.get");
  const { rule, name } = ruleOf(organization, object(body.rule_source ?? {}, "rule_source"));
  const problem = ruleProblem(rule);
  if (problem !== undefined) return broken(call, problem);
  const compiled = compileDetect(rule.detect ?? null);
  if (!compiled.ok) throw refuse(400, "error parsing rule");
  const events = eventsOf(organization, object(body.event_source ?? {}, "event_source"));
  const limit = count(body.limit_event) || events.length;
  const run: Replay = { organization, name, rule, detect: compiled.rule, trace: body.trace === true };
  const scanned = body.is_validation === true ? [] : events.slice(0, limit);
  return ok({ ...outcome(run, scanned), is_dry_run: body.is_dry_run === true });
}

/** A rule that does not compile: a 200 whose `error` says so, or a 400 (reference: API, 8.2). */
function broken(call: Call, problem: string): Answer {
  if (call.world.variants.current().replay_broken_rule_status === 400) throw refuse(400, problem);
  return ok({ error: problem, stats: stats([], 0), results: [], did_match: false, traces: [] });
}

function outcome(run: Replay, events: readonly JsonObject[]): JsonObject {
  const found = events.map((event) => judge(run, event)).filter((one) => one !== undefined);
  return {
    error: "",
    stats: stats(events, found.length),
    results: found.flat(),
    did_match: found.length > 0,
    traces: run.trace ? events.map((event) => trace(run, event)) : [],
  };
}

/** What a rule would do on an event; undefined when it does not match. */
function judge(run: Replay, record: JsonObject): readonly Json[] | undefined {
  const decision = decide(run.organization, run.detect, { record, fixtures: fixtures(run) });
  if (!decision.matches) return undefined;
  const actions = Array.isArray(run.rule.respond) ? run.rule.respond.filter(isJsonObject) : [];
  return actions.map((action) => ({
    action: action.action ?? "",
    data: action.action === "report" ? detection(run, record, action) : action,
  }));
}

function detection(run: Replay, record: JsonObject, action: JsonObject): Json {
  const routing = isJsonObject(record.routing) ? record.routing : {};
  const { organization } = run;
  const occasion: Occasion = {
    organization,
    rule: { hive: "dr-general", name: run.name, tags: [], author: "replay" },
    record,
    reports: record,
    metadata: {},
    sensor: organization.fleet.get(text(routing.sid)),
    reported: {},
  };
  try {
    return report(occasion, action);
  } catch (error) {
    if (error instanceof ActionError) return { error: error.message };
    throw error;
  }
}

function trace(run: Replay, record: JsonObject): Json {
  const { verdict, why } = explain(run.detect, record, fixtures(run));
  return [`${typeof verdict === "boolean" ? String(verdict) : "uncertain"}: ${why}`];
}

const fixtures = ({ organization }: Replay): Fixtures => {
  const nowMs = organization.clock.nowMs();
  return { nowMs, lookups: lookupsOf(organization, nowMs) };
};

function stats(events: readonly JsonObject[], matched: number): JsonObject {
  const evaluated = events.length;
  return {
    n_scan: evaluated,
    n_bytes_scan: JSON.stringify(events).length,
    n_proc: evaluated,
    n_matched: matched,
    n_shard: evaluated === 0 ? 0 : 1,
    n_eval: evaluated,
    wall_time: 0,
    cummulative_time: 0,
    n_batch_access: 0,
    n_billed: 0,
    n_free: evaluated,
    estimated_price: { value: 0, currency: "USD cents" },
  };
}

function ruleOf(
  organization: Organization,
  source: JsonObject,
): { readonly rule: JsonObject; readonly name: string } {
  const name = text(source.rule_name);
  if (name === "") return { rule: object(source.rule, "rule_source.rule"), name };
  const namespace = text(source.namespace);
  const hive = Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined;
  if (!hive) throw refuse(400, `unknown namespace: ${namespace}`);
  const record = organization.hives[hive].get(name, organization.clock.nowMs());
  if (!record) throw refuse(404, `no rule ${name}`);
  return { rule: record.data, name };
}

const isStream = (name: string): name is Stream => ["event", "detect", "audit"].includes(name);

/** Events that the request carries, or those of the store that it names (times in epoch seconds). */
function eventsOf(organization: Organization, source: JsonObject): readonly JsonObject[] {
  if (Array.isArray(source.events)) return source.events.filter(isJsonObject);
  const stream = text(source.stream) || "event";
  if (!isStream(stream)) throw refuse(400, `unknown stream: ${stream}`);
  const { sid, selector, start_time, end_time } = object(source.sensor_events ?? {}, "sensor_events");
  const nowS = Math.ceil(organization.clock.nowMs() / 1000);
  const window = { startS: count(start_time), endS: count(end_time) || nowS };
  const query = { ...parseQuery("*"), selector: text(selector) || "*" };
  const found = runQuery(organization, query, { stream, window });
  const only = text(sid).toLowerCase();
  return only === "" ? found : found.filter(({ routing }) => isJsonObject(routing) && routing.sid === only);
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const count = (value: Json | undefined): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 0;

function object(value: Json | undefined, name: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw refuse(400, `${name} is not a JSON object`);
}

export const replayEndpoints: readonly Endpoint[] = [
  { method: "POST", path: "/", access: "token", handle: replay },
];
