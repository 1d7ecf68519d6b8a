import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeName, nameFrom } from "../../../src/core/import/names.js";

describe("a name for a task", () => {
  it.each([
    ["Case 42/windows", "case-42-windows"],
    ["run --shell-command whoami", "run-shell-command-whoami"],
    ["none", "imported-none"],
    ["…", "imported"],
    ["", "imported"],
  ])("made of %j is %s", (text, name) => {
    expect(nameFrom(text)).toBe(name);
  });

  it("is valid whatever it is made of, and free", () => {
    const taken = new Set<string>();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const before = new Set(taken);
        const name = freeName(nameFrom(text), taken);
        return /^[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?$/.test(name) && !before.has(name) && taken.has(name);
      }),
    );
  });
});
