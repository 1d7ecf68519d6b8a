import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fileLedger } from "../../../src/adapters/disk/ledger-file.js";
import { type LedgerStamp, nextLedger } from "../../../src/core/model/ledger.js";
import type { LedgerStore } from "../../../src/ports/ledger.js";
import { contractOwner, ledgerContract, sampleLedger } from "../../contracts/ledger.js";
import { type TemporaryFolder, temporaryFolder } from "../../support/repository.js";

const folders: TemporaryFolder[] = [];
const fresh = (): TemporaryFolder => {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) folder.dispose();
});

const placeOf = (root: string): string =>
  join(root, ".lctasks/ledger", `${contractOwner.project}-${contractOwner.oid}`);

ledgerContract("file", async () => {
  const root = fresh().path;
  return {
    store: fileLedger({ root, ...contractOwner }),
    other: fileLedger({ root, ...contractOwner }),
    plant: async (text) => {
      mkdirSync(placeOf(root), { recursive: true });
      writeFileSync(join(placeOf(root), "000000000001.json"), text);
    },
    owner: contractOwner,
  };
});

describe("the ledger as files", () => {
  let root: string;
  let store: LedgerStore;
  beforeEach(() => {
    root = fresh().path;
    store = fileLedger({ root, ...contractOwner });
  });

  /** Writes this many documents after the first; returns the last stamp. */
  async function write(count: number): Promise<LedgerStamp> {
    let ledger = sampleLedger();
    let stamp = expectWritten(await store.create(ledger));
    for (let written = 0; written < count; written += 1) {
      ledger = nextLedger(ledger, {});
      stamp = expectWritten(await store.write(ledger, stamp));
    }
    return stamp;
  }

  function expectWritten(result: Awaited<ReturnType<LedgerStore["create"]>>): LedgerStamp {
    if (!result.written) throw new Error(result.conflict);
    return result.version;
  }

  it("leaves nothing behind when it is only read", async () => {
    expect(await store.read()).toEqual({ state: "absent" });
    expect(existsSync(join(root, ".lctasks"))).toBe(false);
  });

  it("ignores itself in Git", async () => {
    await write(0);
    expect(readFileSync(join(root, ".lctasks/.gitignore"), "utf8")).toBe("*\n");
  });

  it("keeps the last twenty documents to look back", async () => {
    await write(30);
    const names = readdirSync(placeOf(root));
    expect([names.length, names.sort()[0], names.sort().at(-1)]).toEqual([
      20,
      "000000000012.json",
      "000000000031.json",
    ]);
  });

  it("is not disturbed by what a process that died left behind", async () => {
    const stamp = await write(1);
    writeFileSync(join(placeOf(root), ".000000000003.json.4711.abc"), "{half");
    writeFileSync(join(placeOf(root), "notes.txt"), "x");
    const reading = await store.read();
    expect(reading.state === "present" && reading.version).toBe(stamp);
  });

  it("does not take an older document for the newest when that is damaged", async () => {
    await write(2);
    writeFileSync(join(placeOf(root), "000000000003.json"), "{half");
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: expect.stringContaining("000000000003.json") as string,
    });
  });

  it("tells a writer that is far behind, even when its number is free again", async () => {
    await write(0);
    const behind = nextLedger(sampleLedger(), {});
    const stamp = "000000000001.json" as LedgerStamp;
    let ledger = sampleLedger();
    let last = stamp;
    for (let written = 0; written < 25; written += 1) {
      ledger = nextLedger(ledger, {});
      last = expectWritten(await store.write(ledger, last));
    }
    expect(await store.write(behind, stamp)).toEqual({
      written: false,
      conflict: "somebody else wrote in between",
    });
  });

  it("says what the disk says when it cannot be written", async () => {
    writeFileSync(join(root, ".lctasks"), "a file where the folder should be");
    await expect(store.create(sampleLedger())).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
