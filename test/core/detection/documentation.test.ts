import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("../../../src/core/detection/", import.meta.url);
const page = readFileSync(new URL("../../../docs/detection.md", import.meta.url), "utf8");

/** Every plain text in the code that says that something is not documented or not given. */
const reasons = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.startsWith("checks"))
  .flatMap((name) => [
    ...readFileSync(new URL(name, folder), "utf8").matchAll(
      /"((?:what|whether|which|how|that) [^"]* (?:is|are) not documented)"/g,
    ),
  ])
  .map((match) => match[1] ?? "");

describe("docs/detection.md", () => {
  it.each([...new Set(reasons)])("lists: %s", (reason) => {
    expect(page.replaceAll("`", "")).toContain(reason.replaceAll("`", ""));
  });

  it("finds the reasons in the code", () => {
    expect(reasons.length).toBeGreaterThan(20);
  });
});
