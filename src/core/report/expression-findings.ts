import type { Finding } from "../model/finding.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

type ExpressionFinding = Omit<Finding, "at"> & { readonly column?: number };

/** Findings of one line of text, each under a pointer to its column when the line fits on the screen. */
export function renderExpressionFindings(
  text: string,
  findings: readonly ExpressionFinding[],
  style: Style,
): string[] {
  return findings.flatMap((finding) => {
    const colour = { error: style.red, warning: style.yellow, note: style.cyan }[finding.severity];
    return [
      "",
      ...pointer(text, finding.column, colour),
      ...wrap(`  ${colour(finding.severity)}  `, inert(finding.message)),
      ...wrap("  fix: ", inert(finding.fix)),
      style.dim(`  ${inert(finding.check)}`),
    ];
  });
}

function pointer(text: string, column: number | undefined, colour: (text: string) => string): string[] {
  if (column === undefined || text.length > 76 || inert(text) !== text) return [];
  return [`  ${text}`, `  ${" ".repeat(column - 1)}${colour("^")}`];
}
