import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = new URL("../../docs/reliability.md", import.meta.url);
const named = [...readFileSync(page, "utf8").matchAll(/`(test\/[\w/.-]+\.ts)`/g)].map(
  ([, file]) => file ?? "",
);

it("docs/reliability.md names tests for its promises", () => {
  expect(named.length).toBeGreaterThan(20);
});

it.each([...new Set(named)])("docs/reliability.md speaks of %s, which exists", (file) => {
  expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
});
