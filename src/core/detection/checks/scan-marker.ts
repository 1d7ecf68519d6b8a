import type { CompiledNode } from "../compiled-node.js";
import type { RuleCheck } from "./check.js";
import { pathOf } from "./places.js";

/** Events that also mark the end of a clean scan, with the field that tells a hit. */
const markers: ReadonlyMap<string, string> = new Map([
  ["YARA_DETECTION", "event/RULE_NAME"],
  ["HIDDEN_MODULE_DETECTED", "event/ERROR_MESSAGE"],
]);

/** A rule that takes the end of a scan for a hit. */
export const scanMarker: RuleCheck = {
  check: "rule/scan-marker",
  severities: ["warning"],
  about:
    "The end of a scan carries the event type of a hit; a rule that fires on the type alone reports clean hosts.",
  part: "detect",
  run: ({ detect, places }) =>
    [...markers].flatMap(([event, field]) => {
      const { node } = detect;
      if (!node.events?.has(event) || places.some((place) => pathOf(place)?.replace(/^\//, "") === field))
        return [];
      return [
        {
          severity: "warning",
          message: `${event} also comes at the end of a clean scan, with ERROR_MESSAGE done`,
          fix:
            field === "event/RULE_NAME"
              ? "add a rule with op: exists and path: event/RULE_NAME"
              : "add a rule with op: exists, path: event/ERROR_MESSAGE and not: true",
          at: eventKey(node),
        },
      ];
    }),
};

const eventKey = ({ at, raw }: CompiledNode) => [...at, raw["event"] === undefined ? "events" : "event"];
