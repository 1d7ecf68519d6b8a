import type { JsonObject } from "../../model/json.js";
import { isMap, memberOf } from "../scene.js";
import type { LintedRule, RuleCheck, RuleRemark } from "./check.js";

/** A test event that lacks what rules look at. */
export const testEvent: RuleCheck = {
  check: "rule/test-event",
  severities: ["warning"],
  about:
    "Test events need routing with event_type, and routing/plat as a number where the rule asks for the platform; event is their body.",
  part: "tests",
  run: (rule) => (rule.detect.target.name === "edr" ? allRemarks(rule) : []),
};

function allRemarks({ places, tests }: LintedRule): RuleRemark[] {
  const remarks: RuleRemark[] = [];
  const asksPlatform = places.some(({ node }) => platformOps.has(node.op));
  for (const kind of ["match", "non_match"] as const) {
    for (const [test, events] of tests[kind].entries()) {
      for (const [index, event] of events.entries()) {
        const missing = missingIn(event, asksPlatform);
        if (missing.length > 0) remarks.push(remark(missing, [kind, test, index]));
      }
    }
  }
  return remarks;
}

function missingIn(event: JsonObject, asksPlatform: boolean): readonly string[] {
  const routing = memberOf(event, "routing");
  const missing: string[] = [];
  if (!isMap(memberOf(event, "event"))) missing.push("event");
  if (typeof memberOf(routing, "event_type") !== "string") missing.push("routing/event_type");
  if (asksPlatform && typeof memberOf(routing, "plat") !== "number") missing.push("routing/plat as a number");
  return missing;
}

const platformOps: ReadonlySet<string> = new Set([
  "is platform",
  "is windows",
  "is linux",
  "is mac",
  "is chrome",
  "is net",
  "is text",
  "is json",
  "is gcp",
  "is carbon_black",
]);

const remark = (missing: readonly string[], place: readonly (string | number)[]): RuleRemark => ({
  severity: "warning",
  message: `the event has no ${missing.join(", no ")}`,
  fix: "add what an event of the service has: event, routing/event_type, and routing/plat where the rule asks for it",
  at: ["tests", ...place],
});
