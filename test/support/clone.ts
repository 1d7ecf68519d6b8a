import { execFileSync } from "node:child_process";

/** A Git repository with files in it. */
export interface Repository {
  readonly path: string;
  git(...argv: readonly string[]): string;
  /** Commits everything; returns the commit's SHA. */
  commit(message: string): string;
}

/** Makes a folder a Git repository on the branch `main`; nothing of the machine's configuration has a say in it. */
export function repositoryIn(path: string): Repository {
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", argv, {
      cwd: path,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: path,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "Ada",
        GIT_AUTHOR_EMAIL: "ada@example.com",
        GIT_COMMITTER_NAME: "Ada",
        GIT_COMMITTER_EMAIL: "ada@example.com",
      },
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  return {
    path,
    git,
    commit: (message) => {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    },
  };
}
