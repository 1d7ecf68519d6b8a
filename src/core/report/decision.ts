import type { DecisionReport } from "../model/decision.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** The steps of a decision in one organization, as they are shown before a person agrees. */
export function renderSteps(organization: string, steps: readonly string[], style: Style): string {
  const lines = [style.bold(inert(organization)), ...steps.flatMap((step) => wrap("  ", inert(step)))];
  return `${lines.join("\n")}\n`;
}

/** What came of a decision in one organization. */
export function renderDecision(report: DecisionReport, style: Style): string {
  const { organization, result, message, left } = report;
  const mark = {
    done: style.green("done"),
    nothing: "nothing to do",
    refused: style.yellow("refused"),
    failed: style.red("FAILED"),
  }[result];
  const lines = [
    ...wrap(`${inert(organization)}: ${mark}: `, inert(message)),
    ...left.flatMap((each) => wrap("  ", inert(each))),
  ];
  return `${lines.join("\n")}\n`;
}
