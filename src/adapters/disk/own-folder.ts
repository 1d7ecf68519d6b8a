import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The folder of ours in a repository, made where it is missing. It ignores itself in Git: a ledger or journal that travels through
 * commits would be rolled back by every checkout. Throws what the file system throws.
 */
export function ownFolder(root: string): string {
  const folder = join(root, ".lctasks");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, ".gitignore"), "*\n");
  return folder;
}
