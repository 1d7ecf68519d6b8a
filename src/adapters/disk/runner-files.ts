import { appendFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Appends to a file that somebody else reads from, or makes it. Throws what the file system throws. */
export const appendFile = (path: string, text: string): void => appendFileSync(path, text);

/** The path of a file that does not exist yet, alone in a fresh folder, below `parent` or where the system keeps such things. */
export function freshFile(name: string, parent: string = tmpdir()): string {
  return join(mkdtempSync(join(parent, "lctasks-")), name);
}
