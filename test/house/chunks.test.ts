import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { asText, lineLimit, loader, moduleChunks } from "../../scripts/function-chunks.mjs";
import { reassignedExports } from "../../scripts/reassigned-exports.mjs";
import { temporaryFolder } from "../support/repository.js";

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

it("a chunk is loaded as it was written, whatever stands in it", async () => {
  const text =
    'const tag = String.raw;\nexport const found = [/µs|\\*/.source, tag`“·” */ 😀`, "é\\u0001002f", typeof before];';
  const stored = await asText([{ name: "a.js", text, exports: ["found"] }], { shortNames: true });
  expect(stored.text).toMatch(/^\n\/\*\n[\0-\x7f]*\n\*\/$/);
  const folder = temporaryFolder();
  const place = JSON.stringify(join(folder.path, "chunks.txt"));
  folder.write("chunks.txt", `whatever stands before${stored.text}`);
  folder.write(
    "load.mjs",
    `${loader(place, stored.list)}\nconsole.log(JSON.stringify(load("./a.js").found));`,
  );
  const printed = execFileSync(process.execPath, [join(folder.path, "load.mjs")], { encoding: "utf8" });
  folder.dispose();
  expect(JSON.parse(printed)).toEqual(["µs|\\*", "“·” */ 😀", "é\u0001002f", "undefined"]);
});

it("a chunk has short lines: Node shows the one that an error came from", async () => {
  const text = `export const found = [${"Math.random(), ".repeat(1000)}];`;
  const stored = await asText([{ name: "a.js", text, exports: ["found"] }], { shortNames: true });
  const longest = Math.max(...stored.text.split("\n").map((line) => line.length));
  expect(longest).toBeLessThan(3 * lineLimit);
});
