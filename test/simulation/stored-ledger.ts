import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type Json, type JsonObject } from "../../src/core/model/json.js";
import type { Ledger } from "../../src/core/model/ledger.js";

/** The newest document of a file ledger, as it is on disk. */
export function fileLedger(root: string, project: string, oid: string): Ledger | undefined {
  const folder = join(root, ".lctasks", "ledger", `${project}-${oid}`);
  if (!existsSync(folder)) return undefined;
  const newest = readdirSync(folder)
    .filter((name) => /^\d+\.json$/.test(name))
    .sort()
    .at(-1);
  return newest === undefined
    ? undefined
    : (JSON.parse(readFileSync(join(folder, newest), "utf8")) as Ledger);
}

/** The document that a record of the hive holds. */
export function recordedLedger(data: JsonObject): Ledger | undefined {
  const member = (value: Json | undefined, name: string): Json | undefined =>
    value !== undefined && isJsonObject(value) ? value[name] : undefined;
  const document = member(member(data["lookup_data"], "lctasks:ledger"), "document");
  return typeof document === "string" ? (JSON.parse(document) as Ledger) : undefined;
}
