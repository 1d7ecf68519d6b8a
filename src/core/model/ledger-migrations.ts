import type { JsonObject } from "./json.js";

/** Makes of a document of one version the same document of the next; everything that must not be forgotten stays. */
export type LedgerMigration = (document: JsonObject) => JsonObject;

/**
 * From each version that was ever released to the next. Version 1 is the first: nothing leads to it. Version 2 only adds members, and
 * a document becomes one when it has any of them (`successor`): nothing has to be made of a document of version 1.
 */
const migrations: ReadonlyMap<number, LedgerMigration> = new Map();

/** A document brought to a version step by step; undefined where no steps lead there. One of that version is returned as it is. */
export function migrated(
  document: JsonObject,
  to: number,
  table: ReadonlyMap<number, LedgerMigration> = migrations,
): JsonObject | undefined {
  const { version } = document;
  if (version === to) return document;
  const step = typeof version === "number" && version < to ? table.get(version) : undefined;
  return step && typeof version === "number"
    ? migrated({ ...step(document), version: version + 1 }, to, table)
    : undefined;
}
