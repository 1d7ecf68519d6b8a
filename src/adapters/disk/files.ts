import { realpathSync } from "node:fs";
import { compareText } from "../../core/model/finding.js";
import type { Files, FoundFile } from "../../ports/files.js";
import { findInside } from "./find-files.js";
import { readInside } from "./read-file.js";

/**
 * The files below a directory, read synchronously (ten thousand files take a tenth of the time that way). Nothing is read that is
 * outside, larger than 1 MiB, or no regular file. Throws when the directory does not exist.
 */
export function filesAt(directory: string): Files {
  const root = { real: realpathSync(directory) };
  return {
    read: (path) => readInside(root, path),
    find: (globs) => {
      const found = new Map<string, FoundFile>();
      for (const glob of globs) {
        for (const file of findInside(root, glob)) found.set(file.path, file);
      }
      return [...found.values()].toSorted((a, b) => compareText(a.path, b.path));
    },
  };
}
