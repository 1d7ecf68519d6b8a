import { describe, expect, it } from "vitest";
import { given } from "../../../src/core/model/given.js";

describe("a value that was decided to be there", () => {
  it("is passed on, whatever it is", () => {
    for (const value of [0, "", false, null, { a: 1 }]) expect(given(value, "it")).toBe(value);
  });

  it("stops everything when it is not", () => {
    expect(() => given(undefined, "the ledger's row")).toThrow(/^Cannot go on: the ledger's row is missing/);
  });
});
