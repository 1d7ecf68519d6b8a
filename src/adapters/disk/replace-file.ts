import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";

/** Replaces a file's text, or makes the file: a new one, on the disk, then renamed, so that nobody ever reads half of it; a link keeps leading there. Throws what the file system throws. */
export function replaceFile(link: string, text: string): void {
  const path = existsSync(link) ? realpathSync(link) : link;
  const fresh = `${path}.${process.pid}.new`;
  const file = openSync(fresh, "wx", statSync(path, { throwIfNoEntry: false })?.mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}
