import { renderDriftMarkdown } from "../../core/report/drift-markdown.js";
import { renderDrift } from "../../core/report/drift.js";
import { renderMarkdown } from "../../core/report/markdown.js";
import { fenced } from "../../core/report/markdown-text.js";
import { renderRuleTests } from "../../core/report/rule-tests.js";
import { renderStatusMarkdown } from "../../core/report/status-markdown.js";
import { renderStatus } from "../../core/report/status.js";
import { plainStyle } from "../../core/report/style.js";
import { renderText } from "../../core/report/text.js";
import { renderValidation } from "../../core/report/validation.js";
import type { Said } from "./said.js";

/** What a command said, for the log: as the command line prints it. */
export function logText(said: Said): string {
  switch (said.command) {
    case "plan":
    case "apply":
      return renderText(said.report, plainStyle);
    case "drift":
      return renderDrift(said.report, plainStyle);
    case "status":
      return renderStatus(said.report, plainStyle);
    case "validate":
      return renderValidation(
        { ...said.report, tasks: Array.from({ length: said.report.tasks }) },
        plainStyle,
      );
    case "test":
      return renderRuleTests({ ...said.report, untested: 0 }, plainStyle);
  }
}

/** The whole of what a command said, as Markdown. */
export function wholeMarkdown(said: Said): string {
  switch (said.command) {
    case "plan":
    case "apply":
      return renderMarkdown(said.report);
    case "drift":
      return renderDriftMarkdown(said.report);
    case "status":
      return renderStatusMarkdown(said.report);
    case "validate":
    case "test":
      return `${fenced(logText(said).trimEnd(), "text")}\n`;
  }
}
