import { expect, it } from "vitest";
import { moduleChunks } from "../../scripts/function-chunks.mjs";
import { reassignedExports } from "../../scripts/reassigned-exports.mjs";

it("no chunk assigns again what it exports: whoever imports it has the value, not the variable", async () => {
  const chunks = await moduleChunks({ action: "src/action.ts", sandbox: "src/sandbox/start.ts" });
  expect(chunks.length).toBeGreaterThan(100);
  const found = chunks.map(({ name, text }) => [name, reassignedExports(text)] as const);
  expect(found.filter(([, names]) => names.length > 0)).toEqual([]);
});

it.each(["count = 2", "count += 1", "count ??= 1", "count++", "--count"])(
  "%s would be found",
  (statement) => {
    const text = `let count = 1, other = 1; function next() { ${statement}; other = 2; } export { count as c, next };`;
    expect(reassignedExports(text)).toEqual(["count"]);
  },
);
