import type { Git } from "./git-calls.js";
import { pushRefs, remoteName, remoteRefs } from "./remote.js";

/** The branch that holds the ledgers of all projects and organizations of a repository; it shares no commit with any other. */
export const ledgerBranch = "lctasks-ledger";

const branchRef = `refs/heads/${ledgerBranch}`;

/** The branch as the remote has it. What is fetched of it stays under a ref of ours; no local or remote-tracking branch is made. */
export interface LedgerBranch {
  /** The remote's newest commit, fetched; undefined when there is no such branch. */
  tip(): Promise<string | undefined>;
  /** Fetches more of the history of a shallow clone. False when nothing is left to fetch. */
  deepen(): Promise<boolean>;
  /** Makes a commit the newest, where `before` still is. Rejects when that failed or is not known. */
  push(commit: string, before: string | undefined): Promise<void>;
}

/** How many commits of a shallow clone are fetched, one step after the other; the last is Git's "all". */
const depths = [50, 1000, 2_147_483_647];

export interface LedgerBranchOptions {
  /** Tells the users of one repository apart, so that they fetch to different refs. */
  readonly name: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** How often a fetch is tried while another process holds what it needs, and the pause between in milliseconds. */
const fetches = 10;
const fetchPauseMs = 300;

export function openLedgerBranch(git: Git, { name, sleep }: LedgerBranchOptions): LedgerBranch {
  const kept = `refs/lctasks/ledger/${name}`;
  let step = 0;
  const fetchOnce = async (): Promise<void> => {
    const shallow = (await git(["rev-parse", "--is-shallow-repository"])).trim() === "true";
    const depth = shallow ? [`--depth=${depths[step]}`] : [];
    const quietly = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap="];
    await git(["fetch", ...quietly, ...depth, remoteName, `+${branchRef}:${kept}`]);
    if (!shallow) step = depths.length - 1;
  };
  const fetch = async (): Promise<void> => {
    for (let left = fetches - 1; ; left -= 1) {
      try {
        return await fetchOnce();
      } catch (error) {
        if (left === 0 || !isLocked(String(error))) throw error;
        await sleep(fetchPauseMs);
      }
    }
  };
  return {
    tip: async () => {
      const tip = (await remoteRefs(git, branchRef)).get(branchRef);
      if (tip !== undefined && !(await isHere(git, tip))) await fetch();
      return tip;
    },
    deepen: async () => {
      if (step === depths.length - 1) return false;
      step += 1;
      await fetch();
      return true;
    },
    push: async (commit, before) => {
      const lease = `--force-with-lease=${branchRef}:${before ?? ""}`;
      await pushRefs(git, [`${commit}:${branchRef}`], [lease]);
    },
  };
}

/** True for what Git says when another process of this clone works on the same file. */
const isLocked = (reason: string): boolean => /cannot lock ref|\.lock': File exists/i.test(reason);

/** Whether a commit is in this clone. */
async function isHere(git: Git, commit: string): Promise<boolean> {
  return (await git(["cat-file", "--batch-check"], `${commit}\n`)).startsWith(`${commit} commit `);
}
