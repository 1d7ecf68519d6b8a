import { type CompiledDetect, compileDetect } from "../../core/detection/compile.js";
import { explain, type Fixtures } from "../../core/detection/evaluate.js";
import { isJsonObject, type Json, type JsonObject } from "../../core/model/json.js";
import { refuse } from "../answer.js";
import type { Organization } from "../organization.js";
import { report } from "../rules/actions/report.js";
import { decide } from "../rules/judge.js";
import { lookupsOf } from "../rules/lookups.js";
import { ActionError, type Occasion } from "../rules/occasion.js";
import { ruleProblem } from "../rules/rule-problem.js";
import { replayedEvents } from "./events.js";
import { countMember, objectMember, textMember } from "./members.js";
import { replayStats } from "./stats.js";

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
  /** Lookups that the request brings along; they win over those of the organization (seen in the Go client). */
  readonly lookups: NonNullable<Fixtures["lookups"]>;
}

/** A rule on given or stored events, without any effect (reference: API, 8.2); a rule that does not compile gives its problem. */
export function replayRule(
  organization: Organization,
  body: JsonObject,
): JsonObject | { readonly problem: string } {
  const { rule, name } = ruleOf(organization, objectMember(body.rule_source ?? {}, "rule_source"));
  const problem = ruleProblem(rule);
  if (problem !== undefined) return { problem };
  const compiled = compileDetect(rule.detect ?? null);
  if (!compiled.ok) throw refuse(400, "error parsing rule");
  const events = replayedEvents(organization, objectMember(body.event_source ?? {}, "event_source"));
  const limit = countMember(body.limit_event) || events.length;
  const scanned = body.is_validation === true ? [] : events.slice(0, limit);
  if (body.is_dry_run === true) return dryRun(scanned);
  const lookups = lookupsIn(objectMember(body.lookups ?? {}, "lookups"));
  return outcome(
    { organization, name, rule, detect: compiled.rule, trace: body.trace === true, lookups },
    scanned,
  );
}

/** What it would cost: events are counted, none is looked at (seen in the Go client). */
const dryRun = (events: readonly JsonObject[]): JsonObject => ({
  error: "",
  stats: replayStats(events, 0),
  results: [],
  did_match: false,
  traces: [],
  is_dry_run: true,
});

function outcome(run: Replay, events: readonly JsonObject[]): JsonObject {
  const found = events.map((event) => judge(run, event)).filter((one) => one !== undefined);
  return {
    error: "",
    stats: replayStats(events, found.length),
    results: found.flat(),
    did_match: found.length > 0,
    traces: run.trace ? events.map((event) => trace(run, event)) : [],
    is_dry_run: false,
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
    sensor: organization.fleet.get(textMember(routing.sid)),
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

const fixtures = ({ organization, lookups }: Replay): Fixtures => {
  const nowMs = organization.clock.nowMs();
  return { nowMs, lookups: { ...lookupsOf(organization, nowMs), ...lookups } };
};

function lookupsIn(sent: JsonObject): Replay["lookups"] {
  const contents = Object.entries(sent).map(
    ([name, content]) => [name, objectMember(content, `lookups.${name}`)] as const,
  );
  return Object.fromEntries(contents);
}

function ruleOf(organization: Organization, source: JsonObject): Pick<Replay, "rule" | "name"> {
  const name = textMember(source.rule_name);
  if (name === "") return { rule: objectMember(source.rule, "rule_source.rule"), name };
  const namespace = textMember(source.namespace);
  const hive = Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined;
  if (!hive) throw refuse(400, `unknown namespace: ${namespace}`);
  const record = organization.hives[hive].get(name, organization.clock.nowMs());
  if (!record) throw refuse(404, `no rule ${name}`);
  return { rule: record.data, name };
}
