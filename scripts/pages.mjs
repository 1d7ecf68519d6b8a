// Renews what the pages of docs/ have from the code: checks, members of files, decision tables. They are committed; a test fails when
// one is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");

/** The module that makes them. */
async function loadPages() {
  const bundle = await build({
    entryPoints: [join(root, "src/schema/pages.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "error",
  });
  const code = Buffer.from(bundle.outputFiles[0].text).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}

export async function writePages() {
  const { pages } = await loadPages();
  for (const [path, text] of pages(read)) writeFileSync(join(root, path), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writePages();
