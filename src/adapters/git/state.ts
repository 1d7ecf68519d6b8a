import { gitCallsIn } from "./git-calls.js";
import { isInGit } from "./in-git.js";
import { hasRemote } from "./remote.js";

/** Git as a folder sees it. */
export interface GitState {
  /** Absent when there is no Git program that answers. */
  readonly version?: string;
  readonly repository: boolean;
  readonly remote: boolean;
}

/** Looks without changing anything. Never throws: what cannot be asked is not there. */
export async function gitState(directory: string): Promise<GitState> {
  const version = await versionIn(directory);
  if (version === undefined) return { repository: false, remote: false };
  const repository = isInGit(directory);
  return { version, repository, remote: await hasRemote(directory).catch(() => false) };
}

async function versionIn(directory: string): Promise<string | undefined> {
  try {
    return /\d[\d.]*\d/.exec(await gitCallsIn(directory)(["--version"]))?.[0];
  } catch {
    return undefined;
  }
}
