import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file to be made: its path below the root, with `/`, and its text. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** What became of the files: made now, or left as they were because they existed. */
export interface Created {
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/**
 * Makes files that do not exist, and their folders. One that exists is left as it is, a link included; none is ever half written. When one
 * cannot be made, those made before it are taken away again, and what the file system said is thrown.
 */
export function createFiles(root: string, files: readonly NewFile[]): Created {
  const written: string[] = [];
  const kept: string[] = [];
  try {
    for (const { path, text } of files) (create(join(root, path), text) ? written : kept).push(path);
  } catch (error) {
    for (const path of written) rmSync(join(root, path), { force: true });
    throw error;
  }
  return { written, kept };
}

/** Written beside and then linked to its name, which fails when the name is taken: nothing is overwritten, and nobody reads half. */
function create(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, text, { flag: "wx" });
  try {
    linkSync(fresh, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}
