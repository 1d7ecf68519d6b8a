import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { temporaryFolder } from "../../support/repository.js";

/** Git by itself, as a person of its own without the configuration of this machine. Returns what it printed. */
export function git(folder: string, ...words: readonly string[]): string {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Bob",
    GIT_COMMITTER_EMAIL: "bob@example.org",
  };
  const stdio = ["ignore", "pipe", "pipe"] as const;
  return execFileSync("git", ["-C", folder, "-c", "init.defaultBranch=main", ...words], {
    env,
    stdio: [...stdio],
    encoding: "utf8",
  }).trim();
}

/** Commits a file and gives the commit's id. */
export function commitFile(folder: string, file: string, text: string): string {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", `change ${file}`);
  return git(folder, "rev-parse", "HEAD");
}

/** A bare repository with two commits, made once for all tests of a file. */
const templateFolder = temporaryFolder();
const template = bareRepositoryIn(templateFolder.path);
afterAll(() => templateFolder.dispose());

function bareRepositoryIn(folder: string): string {
  const work = join(folder, "work");
  git(folder, "init", "--quiet", work);
  commitFile(work, "lctasks.yaml", "version: 1\n");
  commitFile(work, "tasks/a.yaml", "name: a\n");
  git(folder, "clone", "--quiet", "--bare", work, join(folder, "remote.git"));
  return join(folder, "remote.git");
}

/** A remote with two commits on `main`, and the means to clone it; everything is gone when the test ends. */
export interface TestRemote {
  /** The bare repository. */
  readonly path: string;
  /** A new clone; words go to `git clone`. */
  clone(...words: readonly string[]): string;
  /** A path for anything else. */
  fresh(): string;
  /** Commits a file to a branch of the remote as a person would, from a clone of its own. */
  editByHand(branch: string, file: string, text: string): string;
}

export function testRemote(): TestRemote {
  const folder = temporaryFolder();
  onTestFinished(() => folder.dispose());
  let count = 0;
  const fresh = (): string => join(folder.path, `c${++count}`);
  const path = join(folder.path, "remote.git");
  cpSync(template, path, { recursive: true });
  const clone = (...words: readonly string[]): string => {
    const target = fresh();
    git(folder.path, "clone", "--quiet", ...words, `file://${path}`, target);
    return target;
  };
  return {
    path,
    clone,
    fresh,
    editByHand: (branch, file, text) => {
      const target = clone();
      const exists = git(target, "ls-remote", "origin", `refs/heads/${branch}`) !== "";
      if (exists) git(target, "checkout", "--quiet", branch);
      else git(target, "checkout", "--quiet", "--orphan", branch);
      const commit = commitFile(target, file, text);
      git(target, "push", "--quiet", "origin", `HEAD:refs/heads/${branch}`);
      return commit;
    },
  };
}

/** Everything of a clone that the program must leave as it is: HEAD, branches, the index, and what the working tree says. */
export const stateOf = (clone: string): readonly string[] => [
  git(clone, "rev-parse", "HEAD"),
  git(clone, "rev-parse", "--abbrev-ref", "HEAD"),
  git(clone, "for-each-ref", "refs/heads", "refs/tags"),
  git(clone, "ls-files", "--stage"),
  git(clone, "status", "--porcelain", "--ignored"),
];
