import { memberOf } from "../scene.js";
import type { RuleCheck } from "./check.js";

/** A non_match test that can only pass. */
export const vacuousTest: RuleCheck = {
  check: "rule/vacuous-test",
  severities: ["warning"],
  about:
    "Events of types that the rule is not about are skipped in a non_match test: it then proves nothing.",
  run: ({ detect, tests }) =>
    tests.non_match.flatMap((events, index) => {
      const { events: wanted } = detect.node;
      const proves = events.some((event) => {
        const types = [memberOf(memberOf(event, "routing"), "event_type"), memberOf(event, "cat")];
        return !wanted || types.some((type) => typeof type === "string" && wanted.has(type));
      });
      if (proves) return [];
      return [
        {
          severity: "warning",
          message:
            events.length === 0
              ? "a test without events proves nothing"
              : "no event of this test is of a type that the rule is about",
          fix: "add an event of the rule's type that must not match",
          at: ["tests", "non_match", index],
        },
      ];
    }),
};
