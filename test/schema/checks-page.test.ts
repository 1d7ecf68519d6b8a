import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkTable } from "../../src/core/validate/check-table/table.js";
import { linterFixes } from "../../src/core/validate/check-table/linter-fixes.js";
import { checksPage } from "../../src/schema/checks-page.js";

/** The text of every source file that can make a finding. */
function sources(): string[] {
  return ["core", "flow", "commands", "adapters"].flatMap((name) =>
    readdirSync(join("src", name), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
      .map((path) => readFileSync(join("src", name, path), "utf8")),
  );
}

/** Every text in the code that is the id of a check: by what it is assigned to, or by its family. */
function idsInCode(): string[] {
  const assigned = /\bcheck: "([^"]*)"/g;
  const familiar =
    /"((?:file|yaml|config|task|response|vars|selector|command|rule|ignore|plan|policy)\/[a-z0-9]+(?:-[a-z0-9]+)*)"/g;
  const found = sources().flatMap((text) => [...text.matchAll(assigned), ...text.matchAll(familiar)]);
  return [...new Set(found.map(([, id]) => id ?? ""))].toSorted();
}

describe("docs/checks.md", () => {
  it("is what the code says; `npm run generate` renews it", () => {
    expect(readFileSync("docs/checks.md", "utf8")).toBe(checksPage());
  });

  it("has every check there is, and no other", () => {
    expect([...checkTable.keys()].toSorted()).toEqual(idsInCode());
  });

  it("calls each <family>/<what-is-wrong>", () => {
    for (const id of [...idsInCode(), ...checkTable.keys()])
      expect(id).toMatch(/^[a-z]+(\/[a-z0-9]+)(-[a-z0-9]+)*$/);
  });

  it("says of each how bad it is, what it means and what to do", () => {
    for (const [id, pages] of checkTable) {
      for (const { severities, about, fix = "" } of pages) {
        expect([id, severities.length > 0, about.length > 20, fix.length > 5]).toEqual([
          id,
          true,
          true,
          true,
        ]);
      }
      expect(checksPage()).toContain(`### ${id}\n`);
    }
  });

  it("has no fix for a check that is gone", () => {
    expect(Object.keys(linterFixes).filter((id) => !checkTable.has(id))).toEqual([]);
  });
});
