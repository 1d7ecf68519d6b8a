import type { Change, FieldDiff, Foreign, Held } from "./change.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { hasErrors } from "./finding.js";
import { lookedAt, notLookedAt, type Walked } from "./report.js";

/** What kind of thing moved in live without Git. */
export type DriftKind =
  | "rule-edited"
  | "rule-disabled"
  | "rule-deleted"
  | "rule-replaced"
  | "run-probably-cancelled"
  | "unsubscribed"
  | "ledger-lost"
  | "ledger-rolled-back"
  | "paused";

/** One thing that moved in live, away from what we last applied, without Git moving. */
export interface Drift {
  readonly kind: DriftKind;
  readonly object: "rule" | "run" | "task" | "organization";
  /** Rule key, task name, or the name of what is gone. */
  readonly name: string;
  readonly message: string;
  /** How it is put back, or what a person must decide. */
  readonly repair: string;
  /** What changed in live: `before` is as we left it. */
  readonly diff: readonly FieldDiff[];
}

/** What moved in one organization, apart from what Git would change there. */
export interface OrganizationDrift {
  readonly organization: string;
  readonly oid: string;
  /** Server time, epoch milliseconds. */
  readonly nowMs: number;
  readonly drift: readonly Drift[];
  /** Why something could not be looked at: what moved there is not known. */
  readonly blind: readonly string[];
  /** Who else writes there, and may move things again. Left out when nobody is known. */
  readonly beside?: readonly string[];
  /** Not drift: what the next apply would change because the files say so, or time does. */
  readonly would: readonly Change[];
  /** Not drift: what a person must decide. */
  readonly held: readonly Held[];
  /** Not drift: what the project does not own. */
  readonly foreign: readonly Foreign[];
}

/** What a search for drift exits with. Where something could not be looked at, "no drift" would be a guess: that is a failure. */
export function driftExitCode(
  report: Walked<OrganizationDrift>,
  options: { readonly detailed: boolean },
): ExitCode {
  if (hasErrors(report.findings)) return exitCode.invalid;
  const looked = lookedAt(report);
  if (notLookedAt(report).length > 0 || looked.some(({ blind }) => blind.length > 0)) return exitCode.failed;
  return options.detailed && looked.some(({ drift }) => drift.length > 0) ? exitCode.changes : exitCode.done;
}
