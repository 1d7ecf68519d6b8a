import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Program } from "./client.js";

/** Tests and scripts of this repository run in its root. */
const root = process.cwd();

/** A change of one source file: exact texts and what stands there instead. */
export interface Mutation {
  /** Relative to `src/`. */
  readonly file: string;
  readonly edits: readonly (readonly [find: string, replace: string])[];
  /** What would catch the mistake as well, and goes with it. */
  readonly also?: Mutation;
}

/** The program as one module, with its source files changed. Throws when a text is not there exactly once. */
export async function buildProgram(mutation: Mutation): Promise<Program & { dispose(): void }> {
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "lctasks-mutant-"));
  const outfile = join(folder, "main.js");
  await build({
    entryPoints: [join(root, "src/commands/main.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    define: { __LCTASKS_VERSION__: '"0.0.0-mutant"', __LCTASKS_BUILD__: '"0.0.0-mutant"' },
    logLevel: "error",
    plugins: [mutate(mutation), ...(mutation.also === undefined ? [] : [mutate(mutation.also)])],
  });
  const { main } = (await import(pathToFileURL(outfile).href)) as Program;
  return { main, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

function mutate({ file, edits }: Mutation): Plugin {
  const path = join(root, "src", file);
  return {
    name: "mutate",
    setup: (building) =>
      building.onLoad({ filter: /\.ts$/ }, (loaded) =>
        loaded.path === path ? { contents: edited(path, edits), loader: "ts" } : undefined,
      ),
  };
}

function edited(path: string, edits: Mutation["edits"]): string {
  return edits.reduce(
    (text, [find, replace]) => {
      const parts = text.split(find);
      if (parts.length !== 2)
        throw new Error(`Cannot mutate ${path}: ${parts.length - 1} times there: ${find}`);
      return parts.join(replace);
    },
    readFileSync(path, "utf8"),
  );
}
