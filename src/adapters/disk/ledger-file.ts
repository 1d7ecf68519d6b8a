import {
  closeSync,
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
import { messageOf } from "../../core/model/message-of.js";
import type { LedgerStore, LedgerWrite } from "../../ports/ledger.js";
import { ownFolder } from "./own-folder.js";

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
    read: async () => attempt("read", () => read(folder, options)),
    create: async (ledger) =>
      attempt("write", () => {
        if (newest(folder) !== undefined) return conflict("there is a ledger already");
        ownFolder(options.root);
        return put(folder, ledger);
      }),
    write: async (ledger, expected) =>
      attempt("write", () => (newest(folder) === expected ? put(folder, ledger) : conflict(inBetween))),
  };
}

const inBetween = "somebody else wrote in between";
const conflict = (why: string): LedgerWrite => ({ written: false, conflict: why });

/** Says what could not be done when the file system does not let us. */
function attempt<T>(verb: "read" | "write", act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Error(`Cannot ${verb} the ledger: ${messageOf(error)}`, { cause: error });
  }
}

function read(folder: string, owner: FileLedgerOptions): LedgerReading {
  const name = newest(folder);
  if (name === undefined) return { state: "absent" };
  const stored = readFileSync(join(folder, name), "utf8");
  const version = name as LedgerStamp;
  const serial = Number.parseInt(name, 10);
  const decoded = decodeLedger(stored, owner);
  if (!decoded.readable) {
    const { readable: _not, ...why } = decoded;
    return { state: "unreadable", ...why, reason: `${name}: ${decoded.reason}`, stored, version, serial };
  }
  const { ledger } = decoded;
  if (nameOf(ledger) === name) return { state: "present", ledger, version };
  const reason = `${name} holds the document with serial ${ledger.serial}`;
  return { state: "unreadable", reason, stored, version, serial };
}

const nameOf = ({ serial }: Ledger): string => `${String(serial).padStart(12, "0")}.json`;

/** Name of the document with the highest serial. */
function newest(folder: string): string | undefined {
  return documents(folder).at(-1);
}

/** Names of all documents, the oldest first; none when there is no folder. Temporary files of processes that died are not among them. */
function documents(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d{12}\.json$/.test(name))
      .sort();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function put(folder: string, ledger: Ledger): LedgerWrite {
  mkdirSync(folder, { recursive: true });
  const name = nameOf(ledger);
  const fresh = join(folder, `.${name}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  writeDurably(fresh, encodeLedger(ledger));
  try {
    linkSync(fresh, join(folder, name));
  } catch (error) {
    if (hasCode(error, "EEXIST")) return conflict(inBetween);
    throw error;
  } finally {
    rmSync(fresh);
  }
  if (wasPruned(name, newest(folder))) {
    rmSync(join(folder, name), { force: true });
    return conflict(inBetween);
  }
  flushFolder(folder);
  for (const old of documents(folder).slice(0, -keptDocuments)) rmSync(join(folder, old), { force: true });
  return { written: true, version: name as LedgerStamp };
}

/**
 * True when a number was free only because its document had been pruned. With fewer documents above it nothing was: then it was ours, and
 * whoever is ahead by now built on it.
 */
const wasPruned = (name: string, last: string | undefined): boolean =>
  Number.parseInt(last ?? name, 10) - Number.parseInt(name, 10) >= keptDocuments;

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

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

/** Makes the new name survive a power cut: a run must not be requested on a ledger that could be the older one afterwards. */
function flushFolder(folder: string): void {
  if (process.platform === "win32") return;
  const directory = openSync(folder, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
