import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, taskText } from "../support/tasks.js";
import { temporaryFolder, type TemporaryFolder } from "../support/repository.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;
const clones: TemporaryFolder[] = [];

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version"));
});

afterEach(() => {
  for (const clone of clones.splice(0)) clone.dispose();
  return bench.close();
});

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
  const all = ["-C", folder, "-c", "init.defaultBranch=main", ...words];
  return execFileSync("git", all, { env, encoding: "utf8" }).trim();
}

/** Commits what is in the repository and returns the commit. */
function commit(message: string): string {
  const { path } = bench.folder;
  git(path, "add", "--all");
  git(path, "commit", "--quiet", "--message", message);
  return git(path, "rev-parse", "HEAD");
}

/** A repository of two commits, the second of which is applied: its run 2 was issued. */
async function applied(): Promise<{ readonly first: string; readonly second: string }> {
  git(bench.folder.path, "init", "--quiet");
  const first = commit("run 1");
  await bench.lctasks("ledger", "create", "--run-existing");
  bench.folder.write("tasks/version.yaml", taskText("version", { run: 2 }));
  const second = commit("run 2");
  expect((await bench.apply()).code).toBe(0);
  return { first, second };
}

const change = (): void => bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));

describe("the commit of an apply", () => {
  it("stands in the ledger, with its author, for the whole and for each run", async () => {
    const { second } = await applied();
    const ledger = await bench.ledger();
    expect(ledger?.commit).toMatchObject({
      sha: second,
      author: "Ada <ada@example.org>",
      uncommitted: false,
    });
    expect(ledger?.tasks["version"]?.runs).toMatchObject([
      { commit: second, author: "Ada <ada@example.org>" },
    ]);
  });

  it("stands in the ledger when something of it was done before the apply ended early", async () => {
    git(bench.folder.path, "init", "--quiet");
    const sha = commit("run 1");
    await bench.lctasks("ledger", "create", "--run-existing");
    bench.folder.write("lctasks.yaml", configText("subscribe: true\n"));
    const second = commit("subscribe");
    expect(second).not.toBe(sha);
    const extension = `/orgs/${bench.sandbox.oid}/subscription/extension/ext-reliable-tasking`;
    await bench.api("DELETE", extension);
    bench.sandbox.faults.add({ match: { path: "/v1/sensors", skip: 2 }, do: { status: 500 } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining("subscribe to ext-reliable-tasking: subscribed"),
    ]);
    expect((await bench.ledger())?.commit).toMatchObject({ sha: second });
  });

  it("is not recorded when nothing of it was done", async () => {
    const { second } = await applied();
    change();
    commit("users");
    bench.sandbox.faults.add({ match: { path: "/v1/sensors", skip: 1 }, do: { status: 500 } });
    expect((await bench.apply()).code).toBe(1);
    expect((await bench.ledger())?.commit).toMatchObject({ sha: second });
  });
});

describe("an apply from an older commit", () => {
  it("is refused and says what was applied last; nothing is sent", async () => {
    const { first, second } = await applied();
    git(bench.folder.path, "checkout", "--quiet", first);
    change();
    commit("on top of the older one");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining(`commit ${second.slice(0, 12)} was applied last`),
    ]);
    expect(flat(out)).toContain("--allow-older");
    expect(bench.tasks()).toHaveLength(1);
  });

  it("does nothing at all when a repeated old workflow run has no more to say", async () => {
    const { first } = await applied();
    git(bench.folder.path, "checkout", "--quiet", first);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("run 2 is in force, the file says 1")]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("is done with --allow-older, which makes it the last one applied", async () => {
    const { first, second } = await applied();
    git(bench.folder.path, "checkout", "--quiet", first);
    change();
    const third = commit("on top of the older one");
    expect((await bench.apply("--allow-older")).code).toBe(0);
    expect((await bench.ledger())?.commit).toMatchObject({ sha: third, older: true });
    expect(bench.tasks().map(({ task }) => task)).toEqual(["os_version", "os_users"]);
    git(bench.folder.path, "checkout", "--quiet", second);
    bench.folder.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers" }));
    commit("on top of the newer one");
    expect((await bench.apply()).code).toBe(4);
  });

  it("is refused when the newer one was applied while this one waited for the lease", async () => {
    const { second } = await applied();
    change();
    commit("users");
    const clone = temporaryFolder();
    clones.push(clone);
    git(clone.path, "clone", "--quiet", bench.folder.path, ".");
    clone.write("tasks/users.yaml", taskText("users", { task: "os_users", more: "paused: true\n" }));
    git(clone.path, "add", "--all");
    git(clone.path, "commit", "--quiet", "--message", "not now");
    clone.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers" }));
    git(clone.path, "add", "--all");
    git(clone.path, "commit", "--quiet", "--message", "drivers instead");
    const newer = git(clone.path, "rev-parse", "HEAD");
    let reads = 0;
    bench.wire.onRequest = async ({ method, path }) => {
      if (method === "GET" && path.includes("/hive/lookup/")) reads += 1;
      if (reads !== 2) return;
      bench.wire.onRequest = () => undefined;
      expect((await bench.apply("--directory", clone.path)).code).toBe(0);
    };
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining(`commit ${newer.slice(0, 12)} was applied last`),
    ]);
    expect(bench.tasks().map(({ task }) => task)).toEqual(["os_version", "os_drivers"]);
    expect((await bench.ledger())?.commit).toMatchObject({ sha: newer });
    expect((await bench.ledger())?.commit).not.toMatchObject({ sha: second });
  });

  it("is refused when the clone is too shallow to tell", async () => {
    const { path } = bench.folder;
    await applied();
    change();
    commit("users");
    const clone = temporaryFolder();
    clones.push(clone);
    git(path, "clone", "--quiet", "--depth", "1", `file://${path}`, join(clone.path, "shallow"));
    const { code, out } = await bench.apply("--directory", join(clone.path, "shallow"));
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("this clone does not reach back that far"),
    ]);
    expect((await bench.apply()).code).toBe(0);
  });
});

describe("an apply of what is in no commit", () => {
  it("works until the ledger has recorded a commit, and its runs say so", async () => {
    git(bench.folder.path, "init", "--quiet");
    const sha = commit("run 1");
    await bench.lctasks("ledger", "create", "--run-existing");
    change();
    expect((await bench.apply()).code).toBe(0);
    const ledger = await bench.ledger();
    expect(ledger).not.toHaveProperty("commit");
    expect(ledger?.tasks["users"]?.runs).toMatchObject([{ commit: `${sha}+uncommitted` }]);
  });

  it("is refused afterwards", async () => {
    await applied();
    change();
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("have uncommitted changes")]);
    expect(bench.tasks()).toHaveLength(1);
    commit("users");
    expect((await bench.apply()).code).toBe(0);
  });

  it("is refused outside Git once there was a commit, and works before", async () => {
    await applied();
    rmSync(join(bench.folder.path, ".git"), { recursive: true });
    change();
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("these files are not in Git")]);
    expect(bench.tasks()).toHaveLength(1);
  });
});
