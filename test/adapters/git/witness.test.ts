import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { gitWitness } from "../../../src/adapters/git/witness.js";
import { ledgerHash, nextLedger } from "../../../src/core/model/ledger.js";
import { witnessed } from "../../../src/core/model/witness.js";
import { contractOwner, sampleLedger } from "../../contracts/ledger.js";
import { git, stateOf, testRemote } from "./clones.js";

const { project, oid } = contractOwner;
const prefix = `refs/lctasks/witness/${project}/${oid}`;
const first = sampleLedger();
const second = nextLedger(first, {});
const third = nextLedger(second, {});
const nameOf = (ledger: typeof first): string =>
  `${prefix}/${ledger.serial}-${ledgerHash(ledger).slice(0, 12)}`;

function place(...words: readonly string[]) {
  const remote = testRemote();
  const clone = remote.clone(...words);
  const open = (root = clone, owner: { project: string; oid: string } = contractOwner) =>
    gitWitness({ root, ...owner });
  const refs = (): string[] =>
    git(remote.path, "for-each-ref", "--format=%(refname)", "refs/lctasks").split("\n");
  return { remote, clone, open, refs, witness: open() };
}

describe("a witness in Git", () => {
  it("remembers nothing at first", async () => {
    expect(await place().witness.highest()).toBeUndefined();
  });

  it("remembers the last document, for every clone, in one ref", async () => {
    const { remote, witness, open, refs } = place();
    await witness.record(first);
    await witness.record(second);
    expect(await open(remote.clone("--depth=1")).highest()).toEqual({
      ...witnessed(second),
      where: `${nameOf(second)} of the Git remote origin`,
    });
    expect(refs()).toEqual([nameOf(second)]);
    expect(JSON.parse(git(remote.path, "cat-file", "blob", nameOf(second)))).toEqual({
      project,
      oid,
      ledgerId: "ledger-1",
      serial: 2,
      hash: ledgerHash(second),
    });
  });

  it("can be told the same twice, and never forgets what is further on", async () => {
    const { witness, refs } = place();
    await witness.record(second);
    await witness.record(second);
    await witness.record(third);
    await witness.record(first);
    expect(refs()).toEqual([nameOf(third)]);
  });

  it("keeps organizations and projects apart", async () => {
    const { clone, witness, open } = place();
    await witness.record(second);
    expect(
      await open(clone, { project, oid: "9cbe27f4-bfa1-4afb-ba19-138cd51389cd" }).highest(),
    ).toBeUndefined();
    expect(await open(clone, { project: "acme", oid }).highest()).toBeUndefined();
  });

  it("leaves the clone as it is", async () => {
    const { clone, witness } = place("--depth=1");
    writeFileSync(join(clone, "new.yaml"), "");
    const before = stateOf(clone);
    await witness.record(second);
    await witness.highest();
    expect(stateOf(clone)).toEqual(before);
  });

  it("cannot be read where two remember the same serial differently, or where a name is not ours", async () => {
    const { remote, witness } = place();
    await witness.record(second);
    await witness.record({ ...second, ledgerId: "another" });
    await expect(witness.highest()).rejects.toThrow(
      /^Cannot read the witness of the ledger of origin: there are two of serial 2: /,
    );
    git(remote.path, "update-ref", `${prefix}/latest`, git(remote.path, "rev-parse", "main"));
    await expect(witness.highest()).rejects.toThrow(/latest is not of the form <serial>-<hash>/);
    await expect(witness.record(third)).rejects.toThrow(/^Cannot write the witness.*latest is not/);
  });

  it("says so when it could not be told", async () => {
    const { remote, witness } = place();
    const hook = join(remote.path, "hooks/pre-receive");
    writeFileSync(hook, "#!/bin/sh\necho 'permission denied' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    await expect(witness.record(first)).rejects.toThrow(/^Cannot write the witness.*contents: write$/);
    expect(await witness.highest()).toBeUndefined();
  });
});
