import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder where the system keeps what may go, empty at first. */
export interface TemporaryFolder {
  /** Absolute. */
  readonly path: string;
  /** Takes it away with everything in it. */
  readonly remove: () => void;
}

/** Makes a temporary folder. Throws what the file system throws. */
export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "lctasks-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
