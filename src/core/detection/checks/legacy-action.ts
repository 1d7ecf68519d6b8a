import { findAction } from "../actions/table.js";
import { plainText } from "../written.js";
import type { RuleCheck } from "./check.js";

/** An action of old. */
export const legacyAction: RuleCheck = {
  check: "rule/legacy-action",
  severities: ["warning"],
  about: "Services are no longer supported; extensions replace them.",
  run: ({ actions }) =>
    actions
      .filter(({ raw }) => findAction(plainText(raw["action"]))?.status === "legacy")
      .map(({ raw, at }) => ({
        severity: "warning",
        message: `${plainText(raw["action"])} is no longer supported`,
        fix: "write extension request, or let lctasks convert-rules do it",
        at: [...at, "action"],
      })),
};
