import { renameSync, writeFileSync } from "node:fs";

/**
 * Writes variables for a shell to source: one `NAME=value` per line, then a line that exports them.
 * Written whole and renamed, so a reader never sees half of it. Throws what the file system throws.
 */
export function writeEnvFile(path: string, env: Readonly<Record<string, string>>): void {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const exported = `export ${Object.keys(env).join(" ")} # each NAME=value above`;
  const text = [...lines, exported, "unset LC_UID # it belongs to user keys", ""].join("\n");
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, path);
}
