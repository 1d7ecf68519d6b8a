import type { RuleCheck } from "./check.js";
import { pathOf } from "./places.js";

/** `ERROR is 0` as the test of success. */
export const receiptError: RuleCheck = {
  check: "rule/receipt-error",
  severities: ["warning"],
  about:
    "Answers of tasks report success as ERROR 0, as 200, or without ERROR; of run it is the exit code of the program.",
  run: ({ places }) =>
    places
      .filter((place) => {
        const { node, events } = place;
        const isError = pathOf(place)?.replace(/^\//, "") === "event/ERROR";
        return node.op === "is" && isError && node.raw["value"] === 0 && events?.has("RECEIPT") === true;
      })
      .map(({ node }) => ({
        severity: "warning",
        message: "ERROR 200 is success too, and success may come without ERROR",
        fix: "join is 0, is 200 and not exists with op: or; of run, decide by the program's exit codes",
        at: node.at,
      })),
};
