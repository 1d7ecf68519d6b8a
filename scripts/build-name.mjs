import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Names a build: the SHA-256 of its sources and of the versions of its libraries. */
export function buildName(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const names = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(`\0${name.slice(root.length)}\0`).update(readFileSync(name));
  return hash.digest("hex");
}
