import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import { fileLedger } from "../../../src/adapters/disk/ledger-file.js";
import { encodeLedger } from "../../../src/core/model/ledger-document.js";
import { type Ledger, type LedgerStamp, nextLedger } from "../../../src/core/model/ledger.js";
import type { LedgerStore } from "../../../src/ports/ledger.js";
import { contractOwner, ledgerContract, sampleLedger } from "../../contracts/ledger.js";
import { temporaryFolder } from "../../support/repository.js";

const { project, oid } = contractOwner;

function place() {
  const root = temporaryFolder();
  onTestFinished(() => root.dispose());
  const folder = join(root.path, ".lctasks/ledger", `${project}-${oid}`);
  const open = (): LedgerStore => fileLedger({ root: root.path, project, oid });
  const plant = async (text: string, name = "000000000001.json"): Promise<void> => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  return { root: root.path, folder, plant, store: open(), other: open(), owner: contractOwner };
}

ledgerContract("a file", async () => place());

/** Creates a ledger and writes it until it has this serial. */
async function writtenUntil(
  store: LedgerStore,
  serial: number,
): Promise<{ ledger: Ledger; version: LedgerStamp }> {
  let ledger = sampleLedger();
  let write = await store.create(ledger);
  while (write.written && ledger.serial < serial) {
    ledger = nextLedger(ledger, {});
    write = await store.write(ledger, write.version);
  }
  if (!write.written) throw new Error(write.conflict);
  return { ledger, version: write.version };
}

const documentsIn = (folder: string): string[] => readdirSync(folder).toSorted();

describe("the folder of the ledger", () => {
  it("is made by the first document, never by reading", async () => {
    const { root, store } = place();
    expect(await store.read()).toEqual({ state: "absent" });
    expect(readdirSync(root)).toEqual([]);
  });

  it("ignores itself in Git", async () => {
    const { root, store } = place();
    await writtenUntil(store, 1);
    expect(readFileSync(join(root, ".lctasks/.gitignore"), "utf8")).toBe("*\n");
    spawnSync("git", ["init", "--quiet"], { cwd: root });
    const status = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
    expect([status.status, status.stdout]).toEqual([0, ""]);
  });

  it("keeps the 20 newest documents and leaves no temporary file", async () => {
    const { folder, store } = place();
    const { ledger } = await writtenUntil(store, 25);
    const names = documentsIn(folder);
    expect([names.length, names[0], names.at(-1)]).toEqual([20, "000000000006.json", "000000000025.json"]);
    expect(await store.read()).toMatchObject({ state: "present", ledger });
  });

  it("may hold what a process left that died while it wrote", async () => {
    const { folder, store } = place();
    const { version } = await writtenUntil(store, 1);
    writeFileSync(join(folder, ".000000000002.json.4711.abc"), "{ half a docu");
    const reading = await store.read();
    expect(reading).toMatchObject({ state: "present", version });
    if (reading.state !== "present") return;
    expect(await store.write(nextLedger(reading.ledger, {}), reading.version)).toMatchObject({
      written: true,
    });
  });
});

describe("a damaged folder", () => {
  it("is unreadable when its newest document is damaged, and nothing is written over it", async () => {
    const { plant, store } = place();
    const { ledger, version } = await writtenUntil(store, 3);
    await plant("", "000000000004.json");
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: expect.stringContaining("000000000004.json: "),
    });
    expect(await store.write(nextLedger(ledger, {}), version)).toMatchObject({ written: false });
    expect(await store.create(sampleLedger())).toMatchObject({ written: false });
  });

  it("is unreadable when an older document stands under a newer name", async () => {
    const { plant, store } = place();
    const { ledger } = await writtenUntil(store, 3);
    await plant(encodeLedger(ledger), "000000000009.json");
    expect(await store.read()).toMatchObject({
      state: "unreadable",
      reason: "000000000009.json holds the document with serial 3",
    });
  });

  it("is an error, never an absent ledger, when it cannot be looked into", async () => {
    const { root, store } = place();
    mkdirSync(join(root, ".lctasks"));
    writeFileSync(join(root, ".lctasks/ledger"), "a file where a folder should be");
    await expect(store.read()).rejects.toThrow(/^Cannot read the ledger: ENOTDIR/);
    await expect(store.create(sampleLedger())).rejects.toThrow(/^Cannot write the ledger: ENOTDIR/);
  });
});

describe("a document that does not follow the newest", () => {
  it.each([3, 24])("is not written, whether its number %i is free or not", async (serial) => {
    const { folder, store } = place();
    const { ledger, version } = await writtenUntil(store, 25);
    const before = documentsIn(folder);
    expect(await store.write({ ...ledger, serial }, version)).toMatchObject({ written: false });
    expect(documentsIn(folder)).toEqual(before);
  });
});

describe("two writers of which one is slow", () => {
  it("the slow one finds its number taken, or a newer one beside it, even when documents were pruned meanwhile", async () => {
    const { folder, store, other } = place();
    const { ledger, version } = await writtenUntil(store, 1);
    const slow = nextLedger(ledger, {});
    let current = { ledger, version };
    for (let round = 0; round < 30; round += 1) {
      const next = nextLedger(current.ledger, {});
      const write = await other.write(next, current.version);
      if (!write.written) throw new Error(write.conflict);
      current = { ledger: next, version: write.version };
    }
    expect(await store.write(slow, version)).toMatchObject({ written: false });
    expect(documentsIn(folder)).not.toContain("000000000002.json");
    expect(await store.read()).toMatchObject({ version: current.version });
  });
});

describe("processes", () => {
  it("at the same time write one after the other: every serial is written once", async () => {
    const { root, store } = place();
    const script = await writerIn(root);
    await writtenUntil(store, 1);
    const writers = ["a", "b", "c"].map((id) => ended(spawn(process.execPath, [script, root, id, "15"])));
    const wins = (await Promise.all(writers)).flatMap((text) => text.trim().split("\n"));
    expect(wins).toHaveLength(45);
    expect(new Set(wins).size).toBe(45);
    expect(await store.read()).toMatchObject({ state: "present", ledger: { serial: 46 } });
  });

  it("that are killed in the middle of writing lose nothing of what they had written, and block nobody", async () => {
    const { root, store } = place();
    const script = await writerIn(root);
    await writtenUntil(store, 1);
    for (const lines of [1, 3, 7]) {
      const last = await killedAfter(spawn(process.execPath, [script, root, "k", "100000"]), lines);
      const reading = await store.read();
      if (reading.state !== "present") throw new Error(reading.state);
      expect(reading.ledger.serial).toBeGreaterThanOrEqual(last);
      expect(await store.write(nextLedger(reading.ledger, {}), reading.version)).toMatchObject({
        written: true,
      });
    }
  });
});

/** A program that writes the ledger, as a file of its own. */
async function writerIn(folder: string): Promise<string> {
  const outfile = join(folder, "writer.mjs");
  await build({
    stdin: { contents: writerSource, resolveDir: import.meta.dirname, loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  return outfile;
}

/** Writes the ledger so many times, trying again after each conflict; prints each serial that it wrote. */
const writerSource = `
import { fileLedger } from "../../../src/adapters/disk/ledger-file.ts";
import { nextLedger } from "../../../src/core/model/ledger.ts";
const [, , root = "", id = "", times = ""] = process.argv;
const store = fileLedger({ root, project: ${JSON.stringify(project)}, oid: ${JSON.stringify(oid)} });
for (let wins = 0; wins < Number(times); ) {
  const reading = await store.read();
  if (reading.state !== "present") throw new Error(reading.state);
  const next = nextLedger(reading.ledger, { lease: { id, owner: id, takenAtMs: 1, expiresAtMs: 2 } });
  const write = await store.write(next, reading.version);
  if (write.written) { wins += 1; console.log(next.serial); }
}
`;

function ended(child: ReturnType<typeof spawn>): Promise<string> {
  let [output, errors] = ["", ""];
  child.stdout?.on("data", (data: Buffer) => (output += data.toString("utf8")));
  child.stderr?.on("data", (data: Buffer) => (errors += data.toString("utf8")));
  return new Promise((resolve, reject) =>
    child.once("exit", (code) => (code === 0 ? resolve(output) : reject(new Error(errors)))),
  );
}

/** Kills a process once it has printed so many lines; resolves with the last number that it printed. */
function killedAfter(child: ReturnType<typeof spawn>, lines: number): Promise<number> {
  let output = "";
  child.stdout?.on("data", (data: Buffer) => {
    output += data.toString("utf8");
    if (output.split("\n").length > lines) child.kill("SIGKILL");
  });
  return new Promise((resolve) =>
    child.once("close", () => resolve(Number(output.trim().split("\n").at(-1)))),
  );
}
