import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Whether a directory belongs to a repository. Without one there is nothing to ask, and Git need not be installed. */
export function isInGit(directory: string): boolean {
  if (existsSync(join(directory, ".git"))) return true;
  const above = dirname(directory);
  return above !== directory && isInGit(above);
}
