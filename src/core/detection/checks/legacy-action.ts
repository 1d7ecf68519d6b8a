import { findAction } from "../actions/table.js";
import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";
import { remarksOn } from "./remarks.js";

/** An action of old. */
export const legacyAction: RuleCheck = {
  check: "rule/legacy-action",
  severities: ["warning"],
  about: "Services are no longer supported; extensions replace them.",
  part: "respond",
  run: ({ actions }) =>
    remarksOn(
      actions,
      ({ raw }) => findAction(plainText(raw["action"]))?.status === "legacy",
      ({ raw, at }) => ({
        severity: "warning",
        message: `${plainText(raw["action"])} is no longer supported`,
        fix: "write extension request, or let lctasks convert-rules do it",
        at: [...at, "action"],
      }),
    ),
};
