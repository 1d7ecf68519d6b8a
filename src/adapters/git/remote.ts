import { explained } from "./explained.js";
import { type Git, gitCallsIn } from "./git-calls.js";
import { isInGit } from "./in-git.js";

/** The remote that ledgers and witnesses live on. */
export const remoteName = "origin";

/** Whether a directory belongs to a clone that has the remote. */
export async function hasRemote(directory: string): Promise<boolean> {
  if (!isInGit(directory)) return false;
  const names = await gitCallsIn(directory)(["remote"]);
  return names.split("\n").includes(remoteName);
}

/** What we are about, for complaints: `read` and `the ledger on branch lctasks-ledger`. */
export interface Deed {
  readonly verb: "read" | "write";
  readonly object: string;
}

/** Ids of the refs of the remote that match a pattern, by full name. Throws when the remote cannot be asked: that is never "there is none". */
export async function remoteRefs(git: Git, pattern: string): Promise<ReadonlyMap<string, string>> {
  const answer = await git(["ls-remote", "--refs", "--quiet", remoteName, pattern]);
  const lines = answer.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [id = "", name = ""] = line.split("\t");
      return [name, id];
    }),
  );
}

/** Pushes refspecs, and nothing that the clone's configuration would push beside them; no hook of the clone runs. */
export async function pushRefs(
  git: Git,
  refspecs: readonly string[],
  options: readonly string[] = [],
): Promise<void> {
  const alone = ["--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no"];
  await git(["push", ...alone, ...options, remoteName, ...refspecs]);
}

/** Does something with the remote; what goes wrong is thrown as what could not be done, why, and what a person can do. */
export async function withRemote<T>(directory: string, deed: Deed, act: () => Promise<T>): Promise<T> {
  if (!isInGit(directory)) {
    throw new Error(
      `Cannot ${deed.verb} ${deed.object}: ${directory} is in no Git repository. Go to a clone that has a remote ${remoteName}`,
    );
  }
  try {
    return await act();
  } catch (error) {
    const reason = explained(error);
    throw new Error(`Cannot ${deed.verb} ${deed.object} of ${remoteName}: ${reason}. ${remedy(reason)}`, {
      cause: error,
    });
  }
}

/** What remotes say to somebody who may not do that. */
const refused =
  /denied|not allowed|unauthorized|\b40[13]\b|protected|declined|authentication|could not read (?:username|password)|read-only|insufficient permission/i;

function remedy(reason: string): string {
  if (reason === "git is not installed") return "Install Git";
  if (refused.test(reason))
    return "Use credentials that may push there; in a workflow: permissions: contents: write";
  return `Make \`git ls-remote ${remoteName}\` work in this folder`;
}
