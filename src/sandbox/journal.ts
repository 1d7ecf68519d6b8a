import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { deserialize, serialize } from "node:v8";
import type { Deed } from "./deed.js";
import type { WorldMemory } from "./memory.js";

/** What a state file holds: what the sandbox was made from, a snapshot, and what was done since. */
export interface SavedState {
  readonly origin: Origin;
  readonly memory: WorldMemory;
  readonly deeds: readonly Deed[];
}

/** What a sandbox is made from; a state belongs to one origin. */
export interface Origin {
  readonly startMs: number;
  /** Seed and fleet as text, to tell whether a state fits the options. */
  readonly options: string;
}

/** Bytes of deeds after which a new snapshot is taken. */
const mostBytes = 16 * 1024 * 1024;

/** The state of a sandbox on disk: one line with a snapshot, then one line for each deed, written before it is answered. */
export interface Journal {
  append(deed: Deed): void;
  /** Writes a new file with a snapshot in place of the old one, whole or not at all. */
  compact(): void;
  close(): void;
}

/** Reads a state file; undefined when there is none. A last line that was cut off is left out. Throws a RangeError for what is no state. */
export function readState(path: string): SavedState | undefined {
  if (!existsSync(path)) return undefined;
  const [first = "", ...lines] = readFileSync(path, "utf8").split("\n").slice(0, -1);
  try {
    const { origin, memory } = JSON.parse(first) as { origin: Origin; memory: string };
    const deeds = lines.map((line) => JSON.parse(line) as Deed);
    return { origin, memory: deserialize(Buffer.from(memory, "base64")) as WorldMemory, deeds };
  } catch (error) {
    throw new RangeError(`Cannot read the state ${path}: it is damaged (${String(error)})`);
  }
}

/** Opens a state file for one process; the first snapshot is written at once. Throws a RangeError when another process has it open. */
export function openJournal(path: string, origin: Origin, memory: () => WorldMemory): Journal {
  const unlock = lock(path);
  let bytes = 0;
  let file = -1;
  const compact = (): void => {
    const line = { origin, memory: serialize(memory()).toString("base64") };
    const fresh = `${path}.new`;
    const written = openSync(fresh, "w", 0o600);
    writeSync(written, `${JSON.stringify(line)}\n`);
    fsyncSync(written);
    renameSync(fresh, path);
    if (file >= 0) closeSync(file);
    file = written;
    bytes = 0;
  };
  compact();
  return {
    append(deed) {
      bytes += writeSync(file, `${JSON.stringify(deed)}\n`);
      if (bytes > mostBytes) compact();
    },
    compact,
    close() {
      compact();
      closeSync(file);
      unlock();
    },
  };
}

/** A file beside the state that names the process; one that ended without removing it does not count. */
function lock(path: string): () => void {
  const file = `${path}.lock`;
  const owner = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw new RangeError(`Cannot open the state ${path}: process ${owner} has it open`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
