import { fenced } from "../../core/report/markdown-text.js";
import { plainStyle } from "../../core/report/style.js";
import type { Said } from "./said.js";

/** What a command said, for the log: as the command line prints it. Only what prints this is loaded. */
export async function logText(said: Said): Promise<string> {
  switch (said.command) {
    case "plan":
    case "apply":
      return (await import("../../core/report/text.js")).renderText(said.report, plainStyle);
    case "drift":
      return (await import("../../core/report/drift.js")).renderDrift(said.report, plainStyle);
    case "status":
      return (await import("../../core/report/status.js")).renderStatus(said.report, plainStyle);
    case "validate": {
      const tasks = Array.from({ length: said.report.tasks });
      const { renderValidation } = await import("../../core/report/validation.js");
      return renderValidation({ ...said.report, tasks }, plainStyle);
    }
    case "test": {
      const { renderRuleTests } = await import("../../core/report/rule-tests.js");
      return renderRuleTests({ ...said.report, untested: 0 }, plainStyle);
    }
  }
}

/** The whole of what a command said, as Markdown. */
export async function wholeMarkdown(said: Said): Promise<string> {
  switch (said.command) {
    case "plan":
    case "apply":
      return (await import("../../core/report/markdown.js")).renderMarkdown(said.report);
    case "drift":
      return (await import("../../core/report/drift-markdown.js")).renderDriftMarkdown(said.report);
    case "status":
      return (await import("../../core/report/status-markdown.js")).renderStatusMarkdown(said.report);
    case "validate":
    case "test":
      return `${fenced((await logText(said)).trimEnd(), "text")}\n`;
  }
}
