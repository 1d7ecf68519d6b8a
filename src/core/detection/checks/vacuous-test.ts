import type { Json, JsonObject } from "../../model/json.js";
import { memberOf } from "../scene.js";
import type { RuleCheck, RuleRemark } from "./check.js";
import { noRemarks } from "./remarks.js";

/** A non_match test that can only pass. */
export const vacuousTest: RuleCheck = {
  check: "rule/vacuous-test",
  severities: ["warning"],
  about:
    "Events of types that the rule is not about are skipped in a non_match test: it then proves nothing.",
  part: "tests",
  run: ({ detect, tests }) => {
    const { events: wanted } = detect.node;
    return tests.non_match.flatMap((events, index) =>
      events.some((event) => proves(event, wanted)) ? noRemarks : [remark(events.length, index)],
    );
  },
};

function proves(event: JsonObject, wanted: ReadonlySet<string> | undefined): boolean {
  if (!wanted) return true;
  const isWanted = (type: Json | undefined) => typeof type === "string" && wanted.has(type);
  return isWanted(memberOf(memberOf(event, "routing"), "event_type")) || isWanted(memberOf(event, "cat"));
}

const remark = (events: number, index: number): RuleRemark => ({
  severity: "warning",
  message:
    events === 0
      ? "a test without events proves nothing"
      : "no event of this test is of a type that the rule is about",
  fix: "add an event of the rule's type that must not match",
  at: ["tests", "non_match", index],
});
