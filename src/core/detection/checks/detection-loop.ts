import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";
import { noRemarks, remarksOn } from "./remarks.js";

/** A rule on detections that reports what it listens to. */
export const detectionLoop: RuleCheck = {
  check: "rule/detection-loop",
  severities: ["error"],
  about: "A report triggers rules of target detection: one that reports under its own trigger name loops.",
  part: "respond",
  run: ({ detect, places, actions }) => {
    if (detect.target.name !== "detection") return noRemarks;
    const byName = places
      .filter(({ node }) => node.op === "is" && !node.negated && node.raw["path"] === "cat")
      .map(({ node }) => plainText(node.raw["value"]));
    const heard = new Set([...(detect.node.events ?? []), ...byName]);
    return remarksOn(
      actions,
      ({ raw }) => raw["action"] === "report" && heard.has(plainText(raw["name"])),
      ({ raw, at }) => ({
        severity: "error",
        message: `the rule reports ${plainText(raw["name"])}, which triggers it again`,
        fix: "report under another name",
        at: [...at, "name"],
      }),
    );
  },
};
