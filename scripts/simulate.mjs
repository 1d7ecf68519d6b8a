// Plays random sequences against the sandbox: `npm run simulate -- --seed 7` one of them, step by step; `-- --sequences 100000` a night;
// `-- --mutants` finds the seed that shows each mutant. Bundled first: a night is long.
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { generate } from "./generate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "node_modules", ".cache", `lctasks-simulate-${process.pid}`);

process.chdir(root);
// Under test it was generated before, and others read it.
if (process.env["VITEST"] === undefined) await generate();
await build({
  entryPoints: [join(root, "test/simulation/simulate.ts")],
  outfile: join(folder, "simulate.js"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  define: { __LCTASKS_VERSION__: '"0.0.0-simulation"', __LCTASKS_BUILD__: '"0.0.0-simulation"' },
  logLevel: "warning",
});
try {
  await import(pathToFileURL(join(folder, "simulate.js")).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
