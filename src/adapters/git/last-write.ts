import type { Git } from "./git-calls.js";
import type { LedgerBranch } from "./ledger-branch.js";
import { documentLine, idsOf, type LedgerFile, nonceOf, pathOf } from "./ledger-commit.js";

/** The newest commit by which lctasks wrote a ledger. */
export interface LastWrite {
  readonly commit: string;
  readonly nonce: string | undefined;
  /** The document's blob in it; undefined when it has none. */
  readonly blob: string | undefined;
  /** The document's blob in the commit before it; undefined when there was none. */
  readonly before: string | undefined;
}

/** Looks from a commit backwards, fetching more history where the clone is shallow; undefined when lctasks never wrote this ledger. */
export async function findLastWrite(
  git: Git,
  branch: LedgerBranch,
  { tip, file }: { readonly tip: string; readonly file: LedgerFile },
): Promise<LastWrite | undefined> {
  const line = documentLine(file);
  const found = await git(["rev-list", "--max-count=1", "--fixed-strings", `--grep=${line}`, tip, "--"]);
  const commit = found.trim();
  const raw = commit === "" ? "" : await git(["cat-file", "commit", commit]);
  const parent = /^parent (\w+)$/m.exec(raw)?.[1];
  const path = pathOf(file);
  const [blob, before, known] =
    commit === ""
      ? []
      : await idsOf(git, [`${commit}:${path}`, `${parent ?? tip}:${path}`, `${parent ?? tip}^{commit}`]);
  if (commit !== "" && known !== undefined)
    return { commit, nonce: nonceOf(raw), blob, before: parent && before };
  return (await branch.deepen()) ? findLastWrite(git, branch, { tip, file }) : undefined;
}
