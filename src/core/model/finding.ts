/** Where in a file a finding points: a path relative to the repository, and 1-based line and column. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = "error" | "warning" | "note";

/** Something a person can fix. `check` is a stable id; `fix` says what to do next. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly at?: Position;
  /** Other places that have to do with it, for example the first of two equal names. */
  readonly related?: readonly Position[];
  readonly task?: string;
  readonly organization?: string;
}

/** True when a finding forbids going on. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}

/** Findings in reading order: by file, line, column, then check id. */
export function sortFindings<F extends Finding>(findings: readonly F[]): F[] {
  return findings.toSorted(
    (a, b) =>
      compareText(a.at?.file ?? "", b.at?.file ?? "") ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compareText(a.check, b.check),
  );
}

/** Order by code unit, the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
