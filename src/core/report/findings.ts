import type { Finding, Position, Severity } from "../model/finding.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";

const width = 80;
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
  const start = place === "" ? "" : `${place}  `;
  const [first = "", ...rest] = hanging(`${start}${severity}  `, inert(message));
  const head = `${style.bold(start)}${colour(severity, style)(severity)}${first.slice(start.length + severity.length)}`;
  const also = related.map(placeText).filter((text) => !message.includes(text));
  return [
    head,
    ...rest,
    ...hanging(indent, `fix: ${inert(fix)}`),
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

/** A prefix and its text; further lines are indented. */
function hanging(prefix: string, text: string): string[] {
  const made: string[] = [];
  let line = prefix;
  for (const word of text.split(" ")) {
    const begun = line === prefix || line === indent;
    if (!begun && line.length + 1 + word.length > width) {
      made.push(line);
      line = `${indent}${word}`;
    } else {
      line = begun ? `${line}${word}` : `${line} ${word}`;
    }
  }
  return [...made, line];
}
