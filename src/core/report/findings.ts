import type { Finding, Position, Severity } from "../model/finding.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

const indent = "    ";

/**
 * Findings for a person: `file:line:column  severity  message`, below it what to do and the check's id, on lines of at most 80 columns
 * where spaces allow it. Nothing in a finding's text can act on the terminal.
 */
export function renderFindings(findings: readonly Finding[], style: Style): string {
  return findings.flatMap((finding) => lines(finding, style)).join("\n");
}

function lines(finding: Finding, style: Style): string[] {
  const { severity, message, fix, check, related = [] } = finding;
  const place = placeOf(finding);
  const start = place === "" ? "" : `${style.bold(place)}  `;
  const also = related.map(placeText).filter((text) => !message.includes(text));
  return [
    ...wrap(`${start}${colour(severity, style)(severity)}  `, inert(message), indent.length),
    ...wrap(indent, `fix: ${inert(fix)}`),
    ...also.map((text) => `${indent}see: ${inert(text)}`),
    style.dim(`${indent}${inert(check)}`),
  ];
}

function placeOf({ at, organization, task }: Finding): string {
  return inert(at === undefined ? (organization ?? task ?? "") : placeText(at));
}

const placeText = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;

function colour(severity: Severity, style: Style): (text: string) => string {
  return { error: style.red, warning: style.yellow, note: style.cyan }[severity];
}
