import { isMap, memberOf } from "../scene.js";
import type { LintedRule, RuleCheck, RuleRemark } from "./check.js";

/** A test event that lacks what rules look at. */
export const testEvent: RuleCheck = {
  check: "rule/test-event",
  severities: ["warning"],
  about:
    "Test events need routing with event_type, and routing/plat as a number where the rule asks for the platform; event is their body.",
  run: (rule) => (rule.detect.target.name === "edr" ? allRemarks(rule) : []),
};

function allRemarks(rule: LintedRule): RuleRemark[] {
  const asksPlatform = rule.places.some(({ node }) => node.op === "is platform" || platformOps.test(node.op));
  return (["match", "non_match"] as const).flatMap((kind) =>
    rule.tests[kind].flatMap((events, test) =>
      events.flatMap((event, index) => {
        const routing = memberOf(event, "routing");
        const missing = [
          ...(isMap(memberOf(event, "event")) ? [] : ["event"]),
          ...(typeof memberOf(routing, "event_type") === "string" ? [] : ["routing/event_type"]),
          ...(asksPlatform && typeof memberOf(routing, "plat") !== "number"
            ? ["routing/plat as a number"]
            : []),
        ];
        return missing.length === 0 ? [] : [remark(missing, [kind, test, index])];
      }),
    ),
  );
}

const platformOps = /^is (windows|linux|mac|chrome|net|text|json|gcp|carbon_black)$/;

const remark = (missing: readonly string[], place: readonly (string | number)[]): RuleRemark => ({
  severity: "warning",
  message: `the event has no ${missing.join(", no ")}`,
  fix: "add what an event of the service has: event, routing/event_type, and routing/plat where the rule asks for it",
  at: ["tests", ...place],
});
