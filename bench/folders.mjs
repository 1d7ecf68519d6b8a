// Where benches write: one temporary folder for a whole run, removed at its end.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

let folder;

/** The folder of this run. */
export function temporaryFolder() {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), "lctasks-bench-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  }
  return folder;
}

let number = 0;

/** A new folder in it. */
export function newFolder() {
  number += 1;
  const path = join(temporaryFolder(), String(number));
  mkdirSync(path);
  return path;
}
