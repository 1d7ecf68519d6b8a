import { compareText, type Finding, type Severity } from "../model/finding.js";
import { grouped } from "./describe.js";
import { inert } from "./inert.js";
import { withoutSecretData } from "./secrets.js";

/** Lines that a pull request changes, by file: first and last, 1-based. */
export type ChangedLines = ReadonlyMap<string, readonly (readonly [first: number, last: number])[]>;

/** GitHub shows so many annotations of one kind for each step. */
const mostOfAKind = 10;

const kinds: { readonly [severity in Severity]: string } = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/**
 * Findings as workflow commands, which GitHub shows beside the lines: those on changed lines first, then those in changed files, ten of a
 * kind at most, of which the last says how many more there are. Empty for no findings.
 */
export function renderAnnotations(findings: readonly Finding[], changed: ChangedLines = new Map()): string {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  return severities
    .flatMap((severity) =>
      ofOneKind(
        severity,
        findings.filter((finding) => finding.severity === severity),
        changed,
      ),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function ofOneKind(severity: Severity, findings: readonly Finding[], changed: ChangedLines): string[] {
  const sorted = findings.toSorted(
    (a, b) =>
      distance(a, changed) - distance(b, changed) ||
      compareText(a.at?.file ?? "", b.at?.file ?? "") ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0),
  );
  const shown = sorted.slice(0, mostOfAKind);
  const more = sorted.length - shown.length;
  return shown.map((finding, index) =>
    command(kinds[severity], finding, more > 0 && index === mostOfAKind - 1 ? more : 0),
  );
}

/** 0 on a changed line, 1 in a changed file, 2 elsewhere. */
function distance({ at }: Finding, changed: ChangedLines): number {
  const ranges = at === undefined ? undefined : changed.get(at.file);
  if (at === undefined || ranges === undefined) return 2;
  return ranges.some(([first, last]) => at.line >= first && at.line <= last) ? 0 : 1;
}

/** `::error file=…,line=…,col=…,title=…::message` (documented: workflow commands for GitHub Actions). */
function command(kind: string, raw: Finding, more: number): string {
  const { at, check, message, fix } = withoutSecretData(raw);
  const place = at === undefined ? [] : [`file=${property(at.file)}`, `line=${at.line}`, `col=${at.column}`];
  const rest = more === 0 ? "" : ` (and ${grouped(more)} more of this kind: see the job summary)`;
  const text = data(`${inert(message)}. Fix: ${inert(fix)}${rest}`);
  return `::${kind} ${[...place, `title=${property(check)}`].join(",")}::${text}`;
}

/** Escaped as the runner's own toolkit does it. */
const data = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(inert(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
