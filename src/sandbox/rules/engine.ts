import { asText } from "../as-text.js";
import type { Fixtures } from "../../core/detection/evaluate.js";
import type { JsonObject } from "../../core/model/json.js";
import type { PendingResponse } from "../appointments.js";
import type { PlatformEvent } from "../events.js";
import type { Organization, PlatformRecord } from "../organization.js";
import type { SimulatedSensor } from "../sensor.js";
import { variablesOf } from "../sensor-variables.js";
import { type ActiveRule, activeRules, falsePositives, ruleHives } from "./active-rules.js";
import { decide, see } from "./judge.js";
import { lookupsOf } from "./lookups.js";
import type { Occasion } from "./occasion.js";
import { noteError, respond } from "./respond.js";
import type { RuleIdentity } from "./rule-identity.js";

/** Rules may set each other off this many times in a row; what would come after is an error of the rule. */
const longestChain = 25;

/** A record and where it comes from. */
interface Subject {
  readonly record: JsonObject;
  readonly target: "edr" | "detection" | PlatformRecord["target"];
  readonly sensor: SimulatedSensor | undefined;
}

/** Lets every enabled rule about sensors' events see an event, and does what those that match say. */
export function onEvent(organization: Organization, event: PlatformEvent, sensor: SimulatedSensor): void {
  runRules(organization, { record: event, target: "edr", sensor });
}

/** Lets every enabled rule of its target see a record of the platform itself. */
export function onRecord(organization: Organization, subject: PlatformRecord): void {
  runRules(organization, subject);
}

/** Does the actions of a rule that were left behind a `wait`. */
export function resumeResponse(organization: Organization, pending: PendingResponse): void {
  const sensor = pending.sid === undefined ? undefined : organization.fleet.get(pending.sid);
  const { rule, record, reports, metadata, reported } = pending;
  chained({ organization, sensor, rule, record, reports, metadata, reported }, pending);
}

function runRules(organization: Organization, subject: Subject): void {
  if (ruleHives.every((hive) => organization.hives[hive].size === 0)) return;
  const nowMs = organization.clock.nowMs();
  const inForceMs = nowMs - organization.variants.current().rule_delay_s * 1000;
  const matching: [Occasion, readonly JsonObject[]][] = [];
  for (const rule of activeRules(organization, inForceMs)) {
    if (rule.detect.target.name !== subject.target) continue;
    const { sensor } = subject;
    const given = { record: subject.record, fixtures: fixtures(organization, rule, sensor) };
    const fired = see(organization, rule, given);
    if (!fired) continue;
    const { record, reported: reports, metadata } = fired;
    const occasion = { organization, rule: identity(rule), record, reports, sensor, metadata, reported: {} };
    matching.push([occasion, rule.respond]);
  }
  for (const [occasion, actions] of matching) chained(occasion, { actions, from: 0 });
}

const identity = ({ hive, name, record }: ActiveRule): RuleIdentity => ({
  hive,
  name,
  author: record.sys_mtd.last_author,
  tags: record.usr_mtd.tags,
});

function chained(
  occasion: Occasion,
  response: { readonly actions: readonly JsonObject[]; readonly from: number },
): void {
  const { chain } = occasion.organization;
  if (chain.length >= longestChain) {
    noteError(occasion, `rules set each other off more than ${longestChain} times in a row`);
    return;
  }
  chain.length += 1;
  try {
    respond(occasion, response, onDetection);
  } finally {
    chain.length -= 1;
  }
}

/** A detection that no false positive rule takes out: kept, unless its name begins with `__`, and seen by rules about detections. */
function onDetection({ organization, sensor }: Occasion, detection: JsonObject, published: boolean): void {
  const nowMs = organization.clock.nowMs();
  for (const detect of falsePositives(organization, nowMs)) {
    if (decide(organization, detect, { record: detection, fixtures: { nowMs } }).matches) return;
  }
  if (!asText(detection.cat).startsWith("__")) {
    organization.detections.add(detection);
    if (!published) organization.unpublished.add(asText(detection.detect_id));
  }
  runRules(organization, { record: detection, target: "detection", sensor });
}

function fixtures(
  organization: Organization,
  rule: Pick<ActiveRule, "looksUp">,
  sensor: SimulatedSensor | undefined,
): Fixtures {
  const nowMs = organization.clock.nowMs();
  return {
    nowMs,
    variables: sensor ? variablesOf(sensor, nowMs) : {},
    ...(rule.looksUp ? { lookups: lookupsOf(organization, nowMs) } : {}),
  };
}
