import type { Held } from "../core/model/change.js";
import type { AppliedCommit } from "../core/model/ledger.js";
import type { History, Revision } from "../ports/history.js";

/**
 * Refuses an apply from an older commit than the last applied one: a repeated old workflow run must do nothing.
 * Outside Git, and with uncommitted files, apply works until the ledger has recorded a commit.
 */
export async function commitOrder(
  applied: AppliedCommit,
  revision: Revision | undefined,
  history: History,
): Promise<Held | undefined> {
  if (revision === undefined) return refusal(applied, "these files are not in Git");
  if (revision.uncommitted) return refusal(applied, "the task files have uncommitted changes");
  const known = await history.contains(applied.sha);
  if (known === "yes") return undefined;
  return refusal(
    applied,
    known === "no"
      ? "the commit here is older, or on another branch"
      : "this clone does not reach back that far",
  );
}

function refusal(applied: AppliedCommit, state: string): Held {
  return {
    row: "commit",
    object: "organization",
    name: "commit",
    reason: `commit ${applied.sha.slice(0, 12)} was applied last, and ${state}`,
    decide: [
      "apply from a clean checkout of a commit that contains it",
      "when an older state is meant: `--allow-older`",
    ],
    diff: [],
  };
}
