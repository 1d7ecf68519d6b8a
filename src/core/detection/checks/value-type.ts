import { kindOf } from "../problem.js";
import type { RuleCheck } from "./check.js";
import { pathOf } from "./places.js";
import { noRemarks } from "./remarks.js";

/** Fields whose values are numbers, and fields whose values are texts that look like numbers (reference: events, D&R section 4). */
const types: ReadonlyMap<string, "number" | "string"> = new Map([
  ...[
    "ATTRIBUTES",
    "BASE_ADDRESS",
    "BUILD_NUMBER",
    "ERROR",
    "FILE_IS_SIGNED",
    "FILE_SIZE",
    "MEMORY_SIZE",
    "PARENT_PROCESS_ID",
    "PORT",
    "PROCESS_ID",
    "THREADS",
    "USER_ID",
    "plat",
    "arch",
    "event_time",
  ].map((name) => [name, "number"] as const),
  ...["EventID", "_event_id", "LogonType", "EventRecordID"].map((name) => [name, "string"] as const),
]);

/** A value of another type than the field has. */
export const valueType: RuleCheck = {
  check: "rule/value-type",
  severities: ["warning"],
  about:
    "is compares text with text and numbers with numbers. EDR ports and ids are numbers, everything in Windows event logs is text.",
  part: "detect",
  run: ({ places }) =>
    places.flatMap((place) => {
      const { node } = place;
      if (node.op !== "is") return noRemarks;
      const { value } = node.raw;
      const field = pathOf(place)?.split("/").at(-1) ?? "";
      const type = types.get(field);
      const isModifier = typeof value === "string" && /^(<<|\[\[)|\{\{/.test(value);
      if (type === undefined || typeof value === type || isModifier) return noRemarks;
      return [
        {
          severity: "warning",
          message: `${field} holds ${type === "number" ? "numbers" : "text"}, the value is ${kindOf(value)}`,
          fix: type === "number" ? "write the number without quotes" : "put the value in quotes",
          at: [...node.at, "value"],
        },
      ];
    }),
};
