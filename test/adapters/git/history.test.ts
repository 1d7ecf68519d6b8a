import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { historyAt } from "../../../src/adapters/git/history.js";
import { folderWith } from "../../flow/load/project.js";

/** Git by itself, with a person of its own and no configuration of this machine. */
function git(folder: string, ...words: readonly string[]): string {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Bob",
    GIT_COMMITTER_EMAIL: "bob@example.org",
  };
  return execFileSync("git", ["-C", folder, "-c", "init.defaultBranch=main", ...words], {
    env,
    encoding: "utf8",
  }).trim();
}

const files = { "lctasks.yaml": "version: 1\n", "tasks/a.yaml": "name: a\n", "README.md": "x\n" };
const globs = ["lctasks.yaml", "tasks/**/*.yaml"];

/** A repository with these files committed. */
function repository(): string {
  const folder = folderWith(files);
  git(folder, "init", "--quiet");
  commit(folder);
  return folder;
}

let commits = 0;

/** Commits everything and gives the commit's id. Equal commits in one second would be the same commit. */
function commit(folder: string): string {
  commits += 1;
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", `commit ${commits}`);
  return git(folder, "rev-parse", "HEAD");
}

describe("the revision of the files", () => {
  it("is not known outside Git, and Git need not be asked", async () => {
    expect(await historyAt(folderWith(files)).revision(globs)).toBeUndefined();
  });

  it("is not known before the first commit", async () => {
    const folder = folderWith(files);
    git(folder, "init", "--quiet");
    expect(await historyAt(folder).revision(globs)).toBeUndefined();
  });

  it("is the commit that is checked out, with its author", async () => {
    const folder = repository();
    expect(await historyAt(folder).revision(globs)).toEqual({
      sha: git(folder, "rev-parse", "HEAD"),
      author: "Ada <ada@example.org>",
      uncommitted: false,
    });
  });

  it("is known on a detached HEAD, and in a folder below the root", async () => {
    const folder = repository();
    git(folder, "checkout", "--quiet", "--detach");
    const sha = git(folder, "rev-parse", "HEAD");
    expect(await historyAt(folder).revision(globs)).toMatchObject({ sha, uncommitted: false });
    expect(await historyAt(join(folder, "tasks")).revision(["*.yaml"])).toMatchObject({
      sha,
      uncommitted: false,
    });
  });

  it.each<[string, (folder: string) => void]>([
    ["changed", (folder) => appendFileSync(join(folder, "tasks/a.yaml"), "run: 2\n")],
    ["new", (folder) => writeFileSync(join(folder, "tasks/b.yaml"), "")],
    [
      "new and deep below",
      (folder) => {
        mkdirSync(join(folder, "tasks/x/y"), { recursive: true });
        writeFileSync(join(folder, "tasks/x/y/b.yaml"), "");
      },
    ],
    ["deleted", (folder) => rmSync(join(folder, "tasks/a.yaml"))],
    ["renamed in the index", (folder) => void git(folder, "mv", "tasks/a.yaml", "tasks/b.yaml")],
    [
      "ignored: it is not what the commit says either",
      (folder) => {
        writeFileSync(join(folder, ".gitignore"), "b.yaml\n");
        commit(folder);
        writeFileSync(join(folder, "tasks/b.yaml"), "");
      },
    ],
  ])("has uncommitted changes when a file is %s", async (_title, change) => {
    const folder = repository();
    change(folder);
    expect(await historyAt(folder).revision(globs)).toMatchObject({ uncommitted: true });
    expect(await historyAt(folder).revision(["lctasks.yaml"])).toMatchObject({ uncommitted: false });
  });

  it("sees new files also where Git is told not to show them", async () => {
    const folder = repository();
    git(folder, "config", "status.showUntrackedFiles", "no");
    writeFileSync(join(folder, "tasks/b.yaml"), "");
    expect(await historyAt(folder).revision(globs)).toMatchObject({ uncommitted: true });
  });

  it("does not mind changes of other files", async () => {
    const folder = repository();
    appendFileSync(join(folder, "README.md"), "y\n");
    writeFileSync(join(folder, "tasks/notes.md"), "");
    expect(await historyAt(folder).revision(globs)).toMatchObject({ uncommitted: false });
    expect(await historyAt(folder).revision([])).toMatchObject({ uncommitted: false });
  });

  it("reads globs as we do: braces, and brackets that only are brackets", async () => {
    const folder = repository();
    writeFileSync(join(folder, "tasks/[b].yml"), "");
    const history = historyAt(folder);
    expect(await history.revision(["{tasks,other}/*.{yaml,yml}"])).toMatchObject({ uncommitted: true });
    expect(await history.revision(["tasks/[b].yml"])).toMatchObject({ uncommitted: true });
    expect(await history.revision(["tasks/[[]b].yml", "{a,b}".repeat(12)])).toMatchObject({
      uncommitted: false,
    });
  });

  it("does not follow a GIT_DIR of the surroundings, as hooks have it", async () => {
    const [folder, other] = [repository(), repository()];
    process.env["GIT_DIR"] = join(other, ".git");
    try {
      expect(await historyAt(folder).revision(globs)).toMatchObject({
        sha: git(folder, "rev-parse", "HEAD"),
      });
    } finally {
      delete process.env["GIT_DIR"];
    }
  });

  it("throws when Git cannot read the repository", async () => {
    const folder = repository();
    writeFileSync(join(folder, ".git/HEAD"), "nonsense");
    await expect(historyAt(folder).revision(globs)).rejects.toThrow(
      /^Cannot read the Git history: .*not a git repository/s,
    );
  });

  it("throws when there is a repository and no Git", async () => {
    const folder = repository();
    const path = process.env["PATH"];
    process.env["PATH"] = folder;
    try {
      await expect(historyAt(folder).contains("0".repeat(40))).rejects.toThrow(
        new Error("Cannot read the Git history: git is not installed"),
      );
    } finally {
      process.env["PATH"] = path;
    }
  });
});

describe("whether a commit is behind the present one", () => {
  it("is yes for the present one and all before it", async () => {
    const folder = repository();
    const first = git(folder, "rev-parse", "HEAD");
    const second = commit(folder);
    const history = historyAt(folder);
    expect([await history.contains(first), await history.contains(second)]).toEqual(["yes", "yes"]);
  });

  it("is no for a later one, and for one of another branch", async () => {
    const folder = repository();
    const later = commit(folder);
    git(folder, "checkout", "--quiet", "-b", "other", "HEAD~1");
    expect(await historyAt(folder).contains(later)).toBe("no");
    commit(folder);
    expect(await historyAt(folder).contains(later)).toBe("no");
  });

  it("is not known in a clone that does not reach back that far", async () => {
    const folder = repository();
    const first = git(folder, "rev-parse", "HEAD");
    const last = commit(folder);
    const clone = join(folderWith({ x: "" }), "clone");
    git(folder, "clone", "--quiet", "--depth", "1", `file://${folder}`, clone);
    const history = historyAt(clone);
    expect([await history.contains(first), await history.contains(last)]).toEqual(["unknown", "yes"]);
    git(folder, "-C", clone, "fetch", "--quiet", "--depth", "1", "origin", first);
    expect(await history.contains(first)).toBe("unknown");
  });

  it("is not known for a commit that nobody has, for text that is no commit, and outside Git", async () => {
    const folder = repository();
    const history = historyAt(folder);
    expect(await history.contains("0".repeat(40))).toBe("unknown");
    expect(await history.contains("--all")).toBe("unknown");
    expect(await historyAt(folderWith(files)).contains("0".repeat(40))).toBe("unknown");
  });

  it("is not known before the first commit", async () => {
    const folder = repository();
    const first = git(folder, "rev-parse", "HEAD");
    git(folder, "checkout", "--quiet", "--orphan", "new");
    expect(await historyAt(folder).contains(first)).toBe("unknown");
  });
});
