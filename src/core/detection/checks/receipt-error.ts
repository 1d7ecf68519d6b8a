import type { RuleCheck } from "./check.js";
import { pathOf, type Place } from "./places.js";
import { remarksOn } from "./remarks.js";

/** `ERROR is 0` as the test of success. */
export const receiptError: RuleCheck = {
  check: "rule/receipt-error",
  severities: ["warning"],
  about:
    "Answers of tasks report success as ERROR 0, as 200, or without ERROR; of run it is the exit code of the program.",
  part: "detect",
  run: ({ places }) =>
    remarksOn(places, isErrorZero, ({ node }) => ({
      severity: "warning",
      message: "ERROR 200 is success too, and success may come without ERROR",
      fix: "join is 0, is 200 and not exists with op: or; of run, decide by the program's exit codes",
      at: node.at,
    })),
};

function isErrorZero(place: Place): boolean {
  const { node, events } = place;
  if (node.op !== "is" || node.raw["value"] !== 0 || events?.has("RECEIPT") !== true) return false;
  return pathOf(place)?.replace(/^\//, "") === "event/ERROR";
}
