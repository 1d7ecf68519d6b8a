import { closeSync, fsyncSync, openSync, renameSync, statSync, writeFileSync } from "node:fs";

/** Replaces a file's text: a new file, on the disk, then renamed, so that nobody ever reads half of it. Throws what the file system throws. */
export function replaceFile(path: string, text: string): void {
  const fresh = `${path}.${process.pid}.new`;
  const file = openSync(fresh, "wx", statSync(path).mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}
