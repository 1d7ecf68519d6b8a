import type { Finding } from "../model/finding.js";
import type { Ignore, SilencedFinding } from "../model/ignore.js";
import { checks } from "./checks.js";

/** The lines of a file that an `ignore` speaks for: from one document's first line to the next's. */
export interface IgnoreScope {
  readonly file: string;
  /** 1-based. */
  readonly fromLine: number;
  readonly ignores: readonly Ignore[];
}

/** Findings as the files want them shown. */
export interface Silencing {
  /** Those that stay, some with another severity, and a note for each entry that was not needed. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}

/**
 * Silences what tasks and the project ask to silence. A task's entry comes before the project's. Errors say that something cannot
 * run: they stay as they are. `scopes` has one entry for each document, also for those that ignore nothing.
 */
export function silence(
  findings: readonly Finding[],
  scopes: readonly IgnoreScope[],
  project: readonly Ignore[],
): Silencing {
  const all = [...scopes.flatMap(({ ignores }) => ignores), ...project];
  if (all.length === 0) return { findings, silenced: [] };
  const scopeOf = finder(scopes);
  const unused = new Set(all);
  const kept: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  for (const finding of findings) {
    const mine = scopeOf(finding)?.ignores ?? [];
    const entry = [...mine, ...project].find(({ check }) => check === finding.check);
    if (entry === undefined || finding.severity === "error") {
      kept.push(finding);
      continue;
    }
    unused.delete(entry);
    const { severity, reason } = entry;
    if (severity === undefined) silenced.push({ ...finding, reason });
    else kept.push({ ...finding, severity });
  }
  return { findings: [...kept, ...[...unused].map(notNeeded)], silenced };
}

/** The scope that a finding's place lies in: the last one of its file that begins at or above it, else the first. */
function finder(scopes: readonly IgnoreScope[]): (finding: Finding) => IgnoreScope | undefined {
  const byFile = new Map<string, IgnoreScope[]>();
  for (const scope of scopes) byFile.set(scope.file, [...(byFile.get(scope.file) ?? []), scope]);
  return ({ at }) => {
    if (at === undefined) return undefined;
    const own = byFile.get(at.file) ?? [];
    return own.findLast(({ fromLine }) => fromLine <= at.line) ?? own[0];
  };
}

function notNeeded({ check, at }: Ignore): Finding {
  return {
    check: checks.ignoreNotNeeded,
    severity: "note",
    message: `${check} finds nothing here that ignore could silence or change`,
    fix: "Remove the entry; errors cannot be silenced",
    at,
  };
}
