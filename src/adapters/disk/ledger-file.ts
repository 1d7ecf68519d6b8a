import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { decodeLedger, encodeLedger } from "../../core/model/ledger-document.js";
import type { Ledger, LedgerReading, LedgerStamp } from "../../core/model/ledger.js";
import type { LedgerStore, LedgerWrite } from "../../ports/ledger.js";

export interface FileLedgerOptions {
  /** The repository's root, absolute. */
  readonly root: string;
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
}

/** How many older documents stay beside the newest, for a person to look back. */
const keptDocuments = 20;

/**
 * The ledger as numbered files in `.lctasks/ledger/<project>-<oid>/`, one per serial. A new document is linked to its number, which fails
 * when the number is taken: that is the compare-and-swap, and no process that dies can leave a lock behind.
 */
export function fileLedger(options: FileLedgerOptions): LedgerStore {
  const folder = join(options.root, ".lctasks", "ledger", `${options.project}-${options.oid}`);
  return {
    read: async () => read(folder, options),
    create: async (ledger) => {
      if (newest(folder) !== undefined) return { written: false, conflict: "there is a ledger already" };
      ignoreInGit(options.root);
      return put(folder, ledger);
    },
    write: async (ledger, expected) => {
      if (newest(folder) !== expected) return { written: false, conflict: "somebody else wrote in between" };
      return put(folder, ledger);
    },
  };
}

function read(folder: string, owner: FileLedgerOptions): LedgerReading {
  const name = newest(folder);
  if (name === undefined) return { state: "absent" };
  const decoded = decodeLedger(readFileSync(join(folder, name), "utf8"), owner);
  if (!decoded.readable) return { state: "unreadable", reason: `${name}: ${decoded.reason}` };
  return { state: "present", ledger: decoded.ledger, version: name as LedgerStamp };
}

/** Name of the document with the highest serial. */
function newest(folder: string): string | undefined {
  return documents(folder).at(-1);
}

function documents(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{12}\.json$/.test(name))
    .sort();
}

function put(folder: string, ledger: Ledger): LedgerWrite {
  mkdirSync(folder, { recursive: true });
  const name = `${String(ledger.serial).padStart(12, "0")}.json`;
  const fresh = join(folder, `.${name}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  writeDurably(fresh, encodeLedger(ledger));
  try {
    linkSync(fresh, join(folder, name));
  } catch (error) {
    if (isTaken(error)) return { written: false, conflict: "somebody else wrote in between" };
    throw error;
  } finally {
    rmSync(fresh);
  }
  if (newest(folder) !== name) {
    rmSync(join(folder, name));
    return { written: false, conflict: "somebody else wrote in between" };
  }
  for (const old of documents(folder).slice(0, -keptDocuments)) rmSync(join(folder, old), { force: true });
  return { written: true, version: name as LedgerStamp };
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EEXIST";

/** Writes a file that survives a power cut before anybody can see it under its name. */
function writeDurably(path: string, text: string): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** `.lctasks/` ignores itself: a ledger that travels through commits would be rolled back by every checkout. */
function ignoreInGit(root: string): void {
  mkdirSync(join(root, ".lctasks"), { recursive: true });
  writeFileSync(join(root, ".lctasks", ".gitignore"), "*\n");
}
