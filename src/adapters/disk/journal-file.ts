import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../core/model/message-of.js";
import type { Journal } from "../../ports/journal.js";
import { ownFolder } from "./own-folder.js";

export interface JournalOptions {
  /** The repository's root, absolute. */
  readonly root: string;
  readonly project: string;
  /** Lower-case. */
  readonly oid: string;
}

/** A journal that grew beyond this many bytes becomes the old one, and a new one begins. */
const fullBytes = 4 * 1024 * 1024;

/**
 * The journal in `.lctasks/journal/<project>-<oid>.jsonl`: one JSON object a line, on the disk before the next thing happens.
 * A line is one write, so a process that dies leaves whole lines and at most one half at the end.
 */
export function fileJournal({ root, project, oid }: JournalOptions): Journal {
  const name = `${project}-${oid}.jsonl`;
  return {
    note: async (entry) => {
      const line = `${JSON.stringify(entry)}\n`;
      try {
        append(journalFolder(root), name, line);
      } catch (error) {
        throw new Error(`Cannot write the journal .lctasks/journal/${name}: ${messageOf(error)}`, {
          cause: error,
        });
      }
    },
    text: async () => {
      const path = join(root, ".lctasks", "journal", name);
      return [`${path}.old`, path].map(textOf).join("");
    },
  };
}

/** Empty for a file that does not exist. */
function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function journalFolder(root: string): string {
  const folder = join(ownFolder(root), "journal");
  mkdirSync(folder, { recursive: true });
  return folder;
}

function append(folder: string, name: string, line: string): void {
  const path = join(folder, name);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > fullBytes) renameSync(path, `${path}.old`);
  const file = openSync(path, "a");
  try {
    writeSync(file, line);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
