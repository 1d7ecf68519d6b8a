import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitFile, git, testRemote, type TestRemote } from "../adapters/git/clones.js";
import { configText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

const branch = "lctasks-ledger";
let bench: Bench;
let remote: TestRemote;

/** Makes the folder of the tests a clone whose ledger and witness are on the remote. */
beforeEach(async () => {
  bench = await startBench();
  remote = testRemote();
  const { path } = bench.folder;
  git(path, "init", "--quiet");
  git(path, "remote", "add", "origin", remote.path);
  bench.folder.write("lctasks.yaml", configText("ledger: git\nwitness: git\n"));
  commitFile(path, "tasks/version.yaml", taskText("version"));
});

afterEach(() => bench.close());

const create = () => bench.lctasks("ledger", "create", "--run-existing");
const witnesses = (): string[] =>
  git(remote.path, "for-each-ref", "--format=%(refname:lstrip=3)", "refs/lctasks/witness").split("\n");

/** Raises the run of the task and commits that. */
function nextRun(run: number): void {
  commitFile(bench.folder.path, "tasks/version.yaml", taskText("version", { run }));
}

/** Lets the branch be what it was before its last commits, as a force push does. */
function rollBack(commits: number): void {
  git(remote.path, "update-ref", `refs/heads/${branch}`, `${branch}~${commits}`);
}

/** Puts a hook into the remote that refuses every push to refs of these names. */
function refuse(pattern: string): string {
  const hook = join(remote.path, "hooks/update");
  writeFileSync(hook, `#!/bin/sh\ncase "$1" in ${pattern}) echo 'permission denied' >&2; exit 1;; esac\n`);
  chmodSync(hook, 0o755);
  return hook;
}

describe("a ledger and a witness in Git", () => {
  it("are valid, and carry an organization from its first task to No changes", async () => {
    expect((await bench.lctasks("validate")).code).toBe(0);
    expect((await create()).code).toBe(0);
    const { code, out } = await bench.apply();
    expect([code, bench.tasks().length]).toEqual([0, 1]);
    expect(out).not.toContain("no witness");
    const again = await bench.apply();
    expect([again.code, again.out, bench.tasks().length]).toEqual([
      0,
      expect.stringMatching(/^No changes\n/),
      1,
    ]);
    expect(git(remote.path, "ls-tree", "-r", "--name-only", branch)).toBe(`soc/${bench.sandbox.oid}.json`);
    expect(witnesses()).toEqual([expect.stringMatching(new RegExp(`^soc/${bench.sandbox.oid}/\\d+-`))]);
  });

  it("leave no second run to a second clone", async () => {
    await create();
    await bench.apply();
    rmSync(join(bench.folder.path, ".git"), { recursive: true });
    git(bench.folder.path, "init", "--quiet");
    git(bench.folder.path, "remote", "add", "origin", remote.path);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(1);
  });
});

describe("a witness", () => {
  it("holds everything when the ledger was rolled back, until it is restored", async () => {
    await create();
    await bench.apply();
    const newest = git(remote.path, "rev-parse", branch);
    rollBack(1);
    nextRun(2);
    const held = await bench.apply();
    expect([held.code, bench.tasks().length]).toEqual([4, 1]);
    expect(flat(held.out)).toMatch(
      /the ledger is rolled back: it was at serial \d+ and is at \d+; what it has/,
    );
    git(remote.path, "update-ref", `refs/heads/${branch}`, newest);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("holds everything when the ledger was lost, and refuses that a new one begins", async () => {
    await create();
    await bench.apply();
    git(remote.path, "update-ref", "-d", `refs/heads/${branch}`);
    const plan = await bench.lctasks("plan");
    expect([plan.code, flat(plan.out)]).toEqual([
      4,
      expect.stringContaining("the ledger is lost: it was at"),
    ]);
    const created = await create();
    expect([created.code, flat(created.out)]).toEqual([
      4,
      expect.stringMatching(
        /refused: the ledger is lost.*make the witness forget: delete refs\/lctasks\/witness/,
      ),
    ]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("that cannot be read holds everything", async () => {
    await create();
    git(remote.path, "update-ref", `refs/lctasks/witness/soc/${bench.sandbox.oid}/x`, "main");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("it is not known whether the ledger was rolled back: Cannot read the witness"),
    ]);
    expect(bench.tasks()).toHaveLength(0);
  });

  it("that cannot be told is a warning; what was done is done, and the next apply lets it catch up", async () => {
    await create();
    const hook = refuse("refs/lctasks/*");
    const { code, out } = await bench.apply();
    expect([code, bench.tasks().length]).toEqual([0, 1]);
    expect(flat(out)).toContain(
      "The witness does not know this state of the ledger: Cannot write the witness",
    );
    expect(flat(out)).toContain("issued to");
    expect(witnesses()).toEqual([expect.stringMatching(/\/1-\w+$/)]);
    rmSync(hook);
    nextRun(2);
    await bench.apply();
    expect(witnesses()).toEqual([expect.not.stringMatching(/\/1-\w+$/)]);
  });

  it("that cannot be told of the first ledger is a warning, too", async () => {
    refuse("refs/lctasks/*");
    const { code, out, err } = await create();
    expect([code, out]).toEqual([0, expect.stringContaining("ledger created")]);
    expect(err).toContain("plan/witness-behind");
  });

  it("is told also when the apply ends early", async () => {
    await create();
    bench.sandbox.faults.add({ match: { action: "task" }, do: { status: 403 } });
    expect((await bench.apply()).code).toBe(1);
    expect(witnesses()).toEqual([expect.not.stringMatching(/\/1-\w+$/)]);
  });
});

describe("a remote that refuses the ledger", () => {
  it("stops an apply before anything is sent", async () => {
    await create();
    refuse("refs/heads/*");
    const { code, out } = await bench.apply();
    expect([code, bench.tasks().length]).toEqual([1, 0]);
    expect(flat(out)).toContain("Cannot write the ledger on branch lctasks-ledger of origin");
    expect(flat(out)).toContain("permissions: contents: write");
  });
});
