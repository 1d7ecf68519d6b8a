import { execFileSync } from "node:child_process";
import type { Alias } from "./service.js";
import type { Repository, Written } from "./repository.js";
import { applyCommand, type Scene } from "./scene.js";
import type { Step } from "./steps.js";

/** A commit, with what stood in its files. */
interface Commit {
  readonly sha: string;
  readonly files: ReadonlyMap<string, Written>;
  readonly members: readonly Alias[];
}

/** The Git history of a repository: every apply is made from a commit. */
export interface Commits {
  /** Commits what changed. */
  commit(): void;
  /** Applies an older commit again, as "run again" on an old workflow run does. */
  applyOld(scene: Scene, step: Extract<Step, { kind: "old commit" }>): Promise<void>;
}

/** Makes a Git repository of it. */
export function commitFiles(repository: Repository): Commits {
  const git = (...argv: string[]): string =>
    execFileSync("git", argv, {
      cwd: repository.folder.path,
      encoding: "utf8",
      env: { ...process.env, ...author },
    });
  const history: Commit[] = [];
  git("init", "--quiet", "--initial-branch=main");
  repository.folder.write(".git/info/exclude", ".clients\n");
  const commit = (): void => {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", `state ${history.length}`);
    const sha = git("rev-parse", "HEAD").trim();
    history.push({ sha, files: new Map(repository.tasks), members: repository.members });
  };
  return {
    commit,
    applyOld: async (scene, { back, allow, where }) => {
      const old = history.at(-1 - back);
      if (old === undefined) return scene.say("  there is no such commit");
      commit();
      git("checkout", "--quiet", "--detach", old.sha);
      const more = allow ? ["--allow-older"] : [];
      const { files, members } = old;
      await scene.run(where, [...applyCommand, ...more], {
        files,
        members,
        isOutdated: isOutdated(old, allow),
      });
      git("checkout", "--quiet", "main");
      function isOutdated({ sha }: Commit, allowed: boolean): boolean {
        const applied = scene.ledger("prod", repository.project)?.commit?.sha;
        const position = (of: string | undefined): number => history.findIndex((each) => each.sha === of);
        return !allowed && position(applied) > position(sha);
      }
    },
  };
}

const author = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.org",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.org",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
};
