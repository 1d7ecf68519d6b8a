import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { gitLedger } from "../../../src/adapters/git/ledger-git.js";
import { encodeLedger } from "../../../src/core/model/ledger-document.js";
import { type Ledger, type LedgerStamp, nextLedger } from "../../../src/core/model/ledger.js";
import type { LedgerStore } from "../../../src/ports/ledger.js";
import { contractOwner, ledgerContract, sampleLedger } from "../../contracts/ledger.js";
import { temporaryFolder } from "../../support/repository.js";
import { git, stateOf, testRemote, type TestRemote } from "./clones.js";

const branch = "lctasks-ledger";
const { project, oid } = contractOwner;
const file = `${project}/${oid}.json`;
const elsewhere = { project, oid: "9cbe27f4-bfa1-4afb-ba19-138cd51389cd" } as const;

const open = (root: string, owner: { project: string; oid: string } = contractOwner): LedgerStore =>
  gitLedger({ root, ...owner, sleep: async () => undefined });

/** A remote with two stores over it, each in a clone of its own. */
function placeWith(clone: (remote: TestRemote) => string) {
  const remote = testRemote();
  const [here, there] = [clone(remote), clone(remote)];
  const plant = async (text: string): Promise<void> => void remote.editByHand(branch, file, text);
  return { remote, here, there, store: open(here), other: open(there), plant, owner: contractOwner };
}

const fullClone = (remote: TestRemote): string => remote.clone();

/** As workflows have it: one commit, no branch. */
function shallowClone(remote: TestRemote): string {
  const clone = remote.clone("--depth=1");
  git(clone, "checkout", "--quiet", "--detach");
  return clone;
}

function shallowWorktree(remote: TestRemote): string {
  const folder = remote.fresh();
  git(shallowClone(remote), "worktree", "add", "--quiet", "--detach", folder);
  return folder;
}

ledgerContract("Git", async () => placeWith(fullClone));
ledgerContract("Git, from linked worktrees of shallow clones with a detached HEAD", async () =>
  placeWith(shallowWorktree),
);

async function created(store: LedgerStore, owner: { project: string; oid: string } = contractOwner) {
  const ledger = sampleLedger(owner);
  const write = await store.create(ledger);
  if (!write.written) throw new Error(write.conflict);
  return { ledger, version: write.version };
}

async function advanced(store: LedgerStore, from: { ledger: Ledger; version: LedgerStamp }, times = 1) {
  let { ledger, version } = from;
  for (let round = 0; round < times; round += 1) {
    ledger = nextLedger(ledger, {});
    const write = await store.write(ledger, version);
    if (!write.written) throw new Error(write.conflict);
    version = write.version;
  }
  return { ledger, version };
}

describe("the clone", () => {
  it.each([
    ["full", fullClone],
    ["shallow and detached", shallowClone],
    ["a linked worktree", shallowWorktree],
  ])("stays as it is: %s, with uncommitted work", async (_title, clone) => {
    const { here, store } = placeWith(clone);
    appendFileSync(join(here, "tasks/a.yaml"), "run: 2\n");
    writeFileSync(join(here, "staged.yaml"), "");
    git(here, "add", "staged.yaml");
    writeFileSync(join(here, "new.yaml"), "");
    const before = stateOf(here);
    const shallow = git(here, "rev-parse", "--is-shallow-repository");
    await advanced(store, await created(store), 2);
    expect(await store.read()).toMatchObject({ state: "present", ledger: { serial: 3 } });
    expect(stateOf(here)).toEqual(before);
    expect(git(here, "rev-parse", "--is-shallow-repository")).toBe(shallow);
  });

  it("gets no remote-tracking branch by reading", async () => {
    const { here, store, other } = placeWith(fullClone);
    await created(other);
    await store.read();
    expect(git(here, "for-each-ref", "--format=%(refname)", "refs/remotes")).not.toContain(branch);
  });

  it("needs no name of a person, and runs no hook", async () => {
    const { remote, here, store } = placeWith(fullClone);
    const home = temporaryFolder();
    onTestFinished(() => home.dispose());
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("HOME", home.path);
    vi.stubEnv("GIT_DIR", "/nowhere");
    vi.stubEnv("EDITOR", "false");
    mkdirSync(join(here, ".git/hooks"), { recursive: true });
    const hook = join(here, ".git/hooks/pre-push");
    writeFileSync(hook, "#!/bin/sh\nexit 1\n");
    chmodSync(hook, 0o755);
    await created(store);
    expect(git(remote.path, "log", "--format=%an <%ae>%n%s", branch)).toBe(
      `lctasks <lctasks@localhost>\n${file}: serial 1`,
    );
  });
});

describe("another process of the same clone", () => {
  const locks: readonly (readonly [string, (remote: TestRemote) => string, string])[] = [
    ["the ref", fullClone, `.git/refs/lctasks/ledger/${project}/${oid}.lock`],
    ["the depth of the clone", shallowClone, ".git/shallow.lock"],
  ];

  it.each(locks)("that holds %s is waited for", async (_title, clone, path) => {
    const { here, other } = placeWith(clone);
    await created(other);
    const lock = join(here, path);
    mkdirSync(dirname(lock), { recursive: true });
    writeFileSync(lock, "");
    let pauses = 0;
    const sleep = async (): Promise<void> => void (++pauses === 3 && rmSync(lock));
    expect(await gitLedger({ root: here, ...contractOwner, sleep }).read()).toMatchObject({
      state: "present",
    });
    expect(pauses).toBe(3);
  });

  it("that never lets go is an error", async () => {
    const { here, store, other } = placeWith(shallowClone);
    await created(other);
    writeFileSync(join(here, ".git/shallow.lock"), "");
    await expect(store.read()).rejects.toThrow(/^Cannot read the ledger .*shallow\.lock/);
  });
});

describe("the branch", () => {
  it("shares nothing with the project's own, and each write is one commit on it", async () => {
    const { remote, store } = placeWith(fullClone);
    await advanced(store, await created(store), 2);
    expect(git(remote.path, "rev-list", "--count", branch)).toBe("3");
    expect(git(remote.path, "ls-tree", "-r", "--name-only", branch)).toBe(file);
    expect(() => git(remote.path, "merge-base", branch, "main")).toThrow();
  });

  it("keeps what else is on it", async () => {
    const { remote, store } = placeWith(fullClone);
    const first = await created(store);
    remote.editByHand(branch, "README.md", "Kept by lctasks.\n");
    remote.editByHand(branch, `${project}/notes.md`, "x\n");
    await advanced(store, first);
    expect(await store.read()).toMatchObject({ state: "present", ledger: { serial: 2 } });
    expect(git(remote.path, "ls-tree", "-r", "--name-only", branch).split("\n")).toEqual([
      "README.md",
      file,
      `${project}/notes.md`,
    ]);
  });

  it("is shared by organizations and projects that write at the same time: each of their writes arrives", async () => {
    const { remote, here, there } = placeWith(shallowClone);
    const owners = [contractOwner, elsewhere, { project: "other", oid }];
    const stores = owners.map((owner, index) => open(index === 1 ? there : here, owner));
    await Promise.all(
      stores.map(async (store, index) => advanced(store, await created(store, owners[index]), 4)),
    );
    for (const store of stores) expect(await store.read()).toMatchObject({ ledger: { serial: 5 } });
    expect(git(remote.path, "rev-list", "--count", branch)).toBe("15");
  });

  it("is read to the commit that wrote the ledger, however many others lie on it in a shallow clone", async () => {
    const { remote, here, store } = placeWith(shallowClone);
    await created(store);
    const message = (index: number) => `data 2\nx${index % 10}`;
    const commits = Array.from({ length: 60 }, (_, index) => index).map(
      (index) =>
        `commit refs/heads/${branch}\ncommitter B <b@c> ${4_000_000_000 + index} +0000\n${message(index)}\n${index === 0 ? `from refs/heads/${branch}^0\n` : ""}`,
    );
    execFileSync("git", ["-C", remote.path, "fast-import", "--quiet"], { input: `${commits.join("\n")}\n` });
    expect(git(remote.path, "rev-list", "--count", branch)).toBe("61");
    expect(await open(remote.clone("--depth=1")).read()).toMatchObject({ state: "present" });
    expect(await store.read()).toMatchObject({ state: "present" });
    expect(git(here, "rev-list", "--count", "HEAD")).toBe("1");
  });
});

describe("a document that somebody changed by hand", () => {
  it("is unreadable, and readable again when it is put back", async () => {
    const { remote, store } = placeWith(fullClone);
    const { ledger, version } = await advanced(store, await created(store), 1);
    const wrote = git(remote.path, "rev-parse", branch);
    remote.editByHand(branch, file, encodeLedger({ ...ledger, tasks: {} }));
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: `${file}: it was edited by hand or restored since ${wrote} wrote it; put that commit's document back`,
    });
    remote.editByHand(branch, file, encodeLedger(ledger));
    expect(await store.read()).toEqual({ state: "present", ledger, version });
  });

  it("is unreadable when it is an older one of ours", async () => {
    const { remote, store } = placeWith(fullClone);
    const first = await created(store);
    await advanced(store, first, 2);
    remote.editByHand(branch, file, encodeLedger(first.ledger));
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: expect.stringMatching(/restored/),
    });
  });

  it("is unreadable when lctasks never wrote it", async () => {
    const { store, plant } = placeWith(fullClone);
    await plant(encodeLedger(sampleLedger()));
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: expect.stringMatching(/by hand/),
    });
  });

  it("is unreadable when it does not follow the one before it", async () => {
    const { remote, store } = placeWith(fullClone);
    const { ledger } = await created(store);
    remote.editByHand(branch, file, encodeLedger(nextLedger(nextLedger(ledger, {}), {})));
    const clone = remote.clone();
    git(clone, "checkout", "--quiet", branch);
    git(clone, "commit", "--quiet", "--amend", "--message", `x\n\nlctasks-document: ${file}`);
    git(clone, "push", "--quiet", "--force", "origin", branch);
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: expect.stringMatching(/does not follow/),
    });
  });

  it("is absent when it was taken away, and the branch with the others stays", async () => {
    const { remote, here, store } = placeWith(fullClone);
    await created(store);
    const second = open(here, elsewhere);
    await created(second, elsewhere);
    const clone = remote.clone();
    git(clone, "checkout", "--quiet", branch);
    git(clone, "rm", "--quiet", file);
    git(clone, "commit", "--quiet", "--message", "rm");
    git(clone, "push", "--quiet", "origin", branch);
    expect(await store.read()).toEqual({ state: "absent" });
    expect(await second.read()).toMatchObject({ state: "present" });
  });
});

describe("a document that does not follow the present one", () => {
  it("is not written", async () => {
    const { store } = placeWith(fullClone);
    const { ledger, version } = await created(store);
    const skipped = nextLedger(nextLedger(ledger, {}), {});
    expect(await store.write(skipped, version)).toMatchObject({ written: false });
    expect(await store.write({ ...nextLedger(ledger, {}), previous: "" }, version)).toMatchObject({
      written: false,
    });
    expect(await store.read()).toMatchObject({ ledger });
  });
});

/** Makes a hook of the remote, which runs with the new id in `$3` or on its standard input. */
function remoteHook(remote: TestRemote, name: string, script: string): void {
  const hook = join(remote.path, "hooks", name);
  writeFileSync(hook, `#!/bin/sh\n${script}\n`);
  chmodSync(hook, 0o755);
}

describe("a push", () => {
  it("that arrived although its answer was lost counts as written", async () => {
    const { remote, store } = placeWith(fullClone);
    const first = await created(store);
    remoteHook(remote, "post-receive", "kill -9 $PPID");
    const second = await advanced(store, first);
    expect(await store.read()).toMatchObject({ state: "present", ...second });
  });

  it("that arrived, lost its answer, and was overtaken by another organization's counts as written", async () => {
    const { remote, here, there } = placeWith(fullClone);
    const [store, second] = [open(here), open(there, elsewhere)];
    const first = await created(store);
    const other = await created(second, elsewhere);
    await store.read();
    const ready = join(remote.path, "..", "go");
    const once = `[ -e "${ready}.done" ] && exit 0; touch "${ready}.done"; while [ ! -e "${ready}" ]; do sleep 0.02; done; kill -9 $PPID`;
    remoteHook(remote, "post-receive", once);
    const writing = advanced(store, first);
    await vi.waitFor(() => expect(git(remote.path, "rev-list", "--count", branch)).toBe("3"), 10_000);
    await advanced(second, other);
    writeFileSync(ready, "");
    expect((await writing).ledger.serial).toBe(2);
    expect(git(remote.path, "rev-list", "--count", branch)).toBe("4");
  });

  it("that the remote refuses is an error that says what to do, and nothing is written", async () => {
    const { remote, store } = placeWith(fullClone);
    const first = await created(store);
    remoteHook(remote, "pre-receive", "echo 'GH006: Protected branch update failed' >&2; exit 1");
    await expect(store.write(nextLedger(first.ledger, {}), first.version)).rejects.toThrow(
      /^Cannot write the ledger on branch lctasks-ledger of origin: .*GH006.*\. Use credentials that may push there; in a workflow: permissions: contents: write$/,
    );
    expect(await store.read()).toMatchObject(first);
  });

  it("that always finds the branch held by somebody else ends with an error", async () => {
    const { remote, store } = placeWith(fullClone);
    const first = await created(store);
    writeFileSync(join(remote.path, "refs/heads", `${branch}.lock`), "");
    await expect(store.write(nextLedger(first.ledger, {}), first.version)).rejects.toThrow(
      /12 times in a row/,
    );
  });
});

describe("a remote that cannot be asked", () => {
  it("is an error, never an absent ledger, and no credentials are in it", async () => {
    const { here, store } = placeWith(fullClone);
    git(here, "remote", "set-url", "origin", "https://bob:s3cret@localhost:9/x.git");
    const message = await store.read().then(String, String);
    expect(message).toMatch(
      /^Error: Cannot read the ledger on branch lctasks-ledger of origin: .*\. Make `git ls-remote origin` work/,
    );
    expect(message).not.toMatch(/s3cret|bob/);
    await expect(store.create(sampleLedger())).rejects.toThrow(/^Cannot write the ledger/);
  });

  it("is an error when there is no remote, and no repository", async () => {
    const { here, store } = placeWith(fullClone);
    git(here, "remote", "remove", "origin");
    await expect(store.read()).rejects.toThrow(/origin: .*origin.*Make `git ls-remote origin` work/);
    const bare = temporaryFolder();
    onTestFinished(() => bare.dispose());
    await expect(open(bare.path).read()).rejects.toThrow(/is in no Git repository/);
  });

  it("is an error when Git is not installed", async () => {
    const { here } = placeWith(fullClone);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("PATH", "/nowhere");
    await expect(open(here).read()).rejects.toThrow(/git is not installed\. Install Git/);
  });
});
