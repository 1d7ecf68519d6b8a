// Writes docs/checks.md from the checks in the code. It is committed; a test fails when it is stale.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The page as the code describes it. */
async function checksPage() {
  const bundle = await build({
    entryPoints: [join(root, "src/schema/checks-page.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "error",
  });
  const code = Buffer.from(bundle.outputFiles[0].text).toString("base64");
  const module = await import(`data:text/javascript;base64,${code}`);
  return module.checksPage();
}

export async function writeChecksPage() {
  mkdirSync(join(root, "docs"), { recursive: true });
  writeFileSync(join(root, "docs/checks.md"), await checksPage());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeChecksPage();
