import { describe, expect, it } from "vitest";
import { type LedgerMigration, migrated } from "../../../src/core/model/ledger-migrations.js";

const table: ReadonlyMap<number, LedgerMigration> = new Map<number, LedgerMigration>([
  [1, ({ oldName, ...rest }) => ({ ...rest, name: oldName ?? "" })],
  [2, (document) => ({ ...document, added: [] })],
]);

describe("an older ledger", () => {
  it("goes through every step to the version that is asked for, and nothing of it is lost", () => {
    expect(migrated({ version: 1, oldName: "a", kept: 7 }, 3, table)).toEqual({
      version: 3,
      name: "a",
      kept: 7,
      added: [],
    });
    expect(migrated({ version: 2, name: "a" }, 3, table)).toEqual({ version: 3, name: "a", added: [] });
  });

  it("of the version that is asked for stays as it is", () => {
    const document = { version: 3 };
    expect(migrated(document, 3, table)).toBe(document);
  });

  it.each([[0], [4], ["1"], [undefined], [2.5], [-1]])("of version %j leads nowhere", (version) => {
    expect(migrated(version === undefined ? {} : { version }, 3, table)).toBeUndefined();
  });

  it("has no version before the first that was released", () => {
    expect(migrated({ version: 1 }, 2)).toBeUndefined();
    expect(migrated({ version: 0 }, 1)).toBeUndefined();
  });
});
