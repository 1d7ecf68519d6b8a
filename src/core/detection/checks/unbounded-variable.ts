import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** A variable that fills up. */
export const unboundedVariable: RuleCheck = {
  check: "rule/unbounded-variable",
  severities: ["warning"],
  about:
    "The 33rd value of a variable clears it, the 17th name clears all variables of the sensor, and the new value is lost with them.",
  part: "respond",
  run: ({ actions }) =>
    remarksOn(
      actions,
      ({ raw }) =>
        raw["action"] === "add var" && raw["ttl"] === undefined && /<<|\{\{/.test(plainText(raw["value"])),
      ({ at }) => ({
        severity: "warning",
        message: "values are added for ever: the 33rd clears the variable",
        fix: "add ttl: in seconds",
        at,
      }),
    ),
};
