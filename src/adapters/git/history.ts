import { resolve } from "node:path";
import { type SimpleGit, simpleGit } from "simple-git";
import { expandBraces } from "../../core/model/glob.js";
import type { History, Revision } from "../../ports/history.js";
import { explained } from "./explained.js";
import { isInGit } from "./in-git.js";

/** The Git history of a directory. Throws when Git cannot be asked: no program, a damaged repository, one that somebody else owns. */
export function historyAt(directory: string): History {
  const root = resolve(directory);
  return {
    revision: async (paths) => (isInGit(root) ? asked(revision(gitIn(root), paths)) : undefined),
    contains: async (sha) => (isInGit(root) ? asked(contains(gitIn(root), sha)) : "unknown"),
  };
}

/** Git's own complaint, with what we were about. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Error(`Cannot read the Git history: ${explained(error)}`, { cause: error });
  }
}

function gitIn(baseDir: string): SimpleGit {
  return simpleGit({ baseDir, maxConcurrentProcesses: 1 });
}

async function revision(git: SimpleGit, paths: readonly string[]): Promise<Revision | undefined> {
  const sha = await commitOf(git, "HEAD");
  if (sha === "") return undefined;
  const author = await git.raw(["show", "--no-patch", "--format=%an <%ae>", sha]);
  return { sha, author: author.trim(), uncommitted: await hasChanges(git, paths) };
}

/** The commit that a name stands for; empty when there is none. */
async function commitOf(git: SimpleGit, name: string): Promise<string> {
  return (await git.raw(["rev-parse", "--verify", "--quiet", `${name}^{commit}`])).trim();
}

/** True when a file that one of the globs matches is changed, new, deleted, or ignored: it is not what the commit says. */
async function hasChanges(git: SimpleGit, globs: readonly string[]): Promise<boolean> {
  if (globs.length === 0) return false;
  const pathspecs = globs.flatMap((glob) => expandBraces(glob) ?? [glob]).map(pathspec);
  const flags = ["--porcelain", "--untracked-files=all", "--ignored=matching"];
  return (await git.raw(["--no-optional-locks", "status", ...flags, "--", ...pathspecs])) !== "";
}

/** Our globs in Git's words; only `*` and `?` have a meaning in ours. */
const pathspec = (glob: string): string => `:(glob)${glob.replaceAll("[", "\\[")}`;

async function contains(git: SimpleGit, sha: string): Promise<"yes" | "no" | "unknown"> {
  if (!/^[0-9a-f]{40,64}$/.test(sha)) return "unknown";
  if ((await commitOf(git, sha)) === "" || (await commitOf(git, "HEAD")) === "") return "unknown";
  const beyond = await git.raw(["rev-list", "--max-count=1", sha, "^HEAD"]);
  if (beyond === "") return "yes";
  const shallow = await git.raw(["rev-parse", "--is-shallow-repository"]);
  return shallow.trim() === "true" ? "unknown" : "no";
}
