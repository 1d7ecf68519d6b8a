import type { DecisionReport } from "../model/decision.js";
import { counted } from "./describe.js";
import { renderDecision } from "./decision.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

/** What an import made, and what it left to others. */
export interface ImportSaid extends DecisionReport {
  readonly foreign: readonly {
    readonly object: "entry" | "rule";
    readonly name: string;
    readonly why: string;
  }[];
}

/** What came of an import in one organization: the result, and what stays foreign with the reason of each. */
export function renderImport(report: ImportSaid, style: Style): string {
  const { foreign } = report;
  if (foreign.length === 0) return renderDecision(report, style);
  const lines = foreign.flatMap(({ object, name, why }) =>
    wrap("    ", inert(`${object === "entry" ? "task_id" : "rule"} ${name}: ${why}`)),
  );
  const heading = `  ${counted(foreign.length, "foreign object")} left as they are`;
  return `${renderDecision(report, style)}${[heading, ...lines].join("\n")}\n`;
}

/** The files of a dry run, each under its path. */
export function renderNewFiles(
  files: readonly { readonly path: string; readonly text: string }[],
  style: Style,
): string {
  return files
    .map(({ path, text }) => `${style.bold(inert(path))}\n${text.split("\n").map(inert).join("\n")}`)
    .join("\n");
}
