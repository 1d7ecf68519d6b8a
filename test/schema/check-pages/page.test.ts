import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checks } from "../../../src/core/validate/checks.js";
import { checkPages, checksPage } from "../../../src/schema/check-pages/page.js";

/** Every id of a check that stands in the code of the languages. */
function idsInCode(): string[] {
  const folders = ["selector", "command", "detection"].map((name) => `src/core/${name}`);
  const texts = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
      .map((path) => readFileSync(join(folder, path), "utf8")),
  );
  const found = texts.flatMap((text) => [...text.matchAll(/"((?:selector|command|rule)-[a-z0-9-]+)"/g)]);
  return [...new Set(found.map(([, id]) => id ?? ""))];
}

describe("docs/checks.md", () => {
  it("is what the code says; `npm run generate` renews it", () => {
    expect(readFileSync("docs/checks.md", "utf8")).toBe(checksPage());
  });

  it("has every check there is, and no other", () => {
    expect([...checkPages.keys()].toSorted()).toEqual([...Object.values(checks), ...idsInCode()].toSorted());
  });

  it("says of each how bad it is and what it means", () => {
    for (const [id, pages] of checkPages) {
      for (const { severities, about } of pages) {
        expect([id, severities.length > 0, about.length > 20]).toEqual([id, true, true]);
      }
      expect(checksPage()).toContain(`### ${id}\n`);
    }
  });
});
