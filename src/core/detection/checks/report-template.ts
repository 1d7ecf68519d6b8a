import { textsIn } from "../texts.js";
import type { RuleCheck } from "./check.js";

/** `.event` in the templates of a report. */
export const reportTemplate: RuleCheck = {
  check: "rule/report-template",
  severities: ["warning"],
  about:
    "Templates of report see the detection, where the event is .detect.event; official examples write .event, which may print blanks.",
  part: "respond",
  run: ({ templated }) =>
    templated
      .filter(({ raw }) => raw["action"] === "report")
      .flatMap(({ raw, at }) =>
        ["name", "metadata", "detect_data"].flatMap((name) => textsIn(raw[name], [...at, name])),
      )
      .filter(({ text }) => /\{\{[^}]*(?<![\w)])\.event\b/.test(text))
      .map(({ at }) => ({
        severity: "warning",
        message: "templates of a report see the detection, which has no .event",
        fix: "write .detect.event",
        at,
      })),
};
