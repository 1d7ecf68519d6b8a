// Builds the runnable program: dist/cli.js with one chunk per command, and dist/sandbox.js, the library, with its declarations.
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { emitTypes } from "./emit-types.mjs";
import { buildName } from "./build-name.mjs";
import { generate } from "./generate.mjs";
import { nativeSha256 } from "./native-sha256.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

await generate();
const fresh = mkdtempSync(join(root, ".dist-"));
await build({
  entryPoints: { cli: join(root, "src/cli.ts"), sandbox: join(root, "src/sandbox/start.ts") },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  plugins: [nativeSha256(root)],
  chunkNames: "chunks/[name]-[hash]",
  define: {
    __LCTASKS_VERSION__: JSON.stringify(version),
    __LCTASKS_BUILD__: JSON.stringify(buildName(root)),
  },
  legalComments: "none",
  logLevel: "warning",
});
emitTypes(join(fresh, "types"));
chmodSync(join(fresh, "cli.js"), 0o755);
rmSync(join(root, "dist"), { recursive: true, force: true });
renameSync(fresh, join(root, "dist"));
