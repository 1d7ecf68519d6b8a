import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isInside } from "./read-file.js";

/**
 * Makes a new file below a root, with the folders that it needs; whatever stands there already stays. It is written beside its place
 * and then linked into it, so that nobody ever reads half of it. Throws when something has its name, when its folder is a link that
 * leads out of the root, and what the file system throws.
 */
export function newFile(root: string, path: string, text: string): void {
  const real = realpathSync(root);
  const absolute = join(real, path);
  const folder = dirname(absolute);
  if (!isInside({ real }, realpathSync(nearest(folder))))
    throw new Error(`Cannot write ${path}: its folder leads out of the repository`);
  mkdirSync(folder, { recursive: true });
  const fresh = `${absolute}.${process.pid}.new`;
  const file = openSync(fresh, "wx");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
    linkSync(fresh, absolute);
  } catch (error) {
    if (existsSync(absolute)) throw new Error(`Cannot write ${path}: it exists`, { cause: error });
    throw error;
  } finally {
    closeSync(file);
    unlinkSync(fresh);
  }
}

/** The folder, or the nearest one above it that exists. */
function nearest(folder: string): string {
  let found = folder;
  while (!existsSync(found)) found = dirname(found);
  return found;
}
