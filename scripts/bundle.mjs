// Builds the action: one file without dependencies at run time, bundle/lctasks.mjs (or the file that is named). With
// arguments it is the command line.
import { mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { generate } from "./generate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const [file = join(root, "bundle/lctasks.mjs")] = process.argv.slice(2).map((path) => resolve(path));
const fresh = `${file}.${process.pid}.new`;

/** undici's fetch, web sockets, mocks and caches: a third of the bundle, of which we call nothing. Its index touches them as it loads. */
const leftOut = /^\.\/lib\/(?:web|mock|cache|interceptor)\//;
const withoutFetch = {
  name: "undici without fetch",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: leftOut }, ({ path, importer }) =>
      importer.endsWith("/undici/index.js") ? { path, namespace: "left-out", sideEffects: false } : undefined,
    );
    const contents = "module.exports = new Proxy({}, { get: () => function () {} });";
    onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents, loader: "js" }));
  },
};

await generate();
mkdirSync(dirname(file), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ["src/action.ts"],
  outfile: fresh,
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node20",
  plugins: [withoutFetch],
  define: { __LCTASKS_VERSION__: JSON.stringify(version) },
  banner: {
    js: 'import{createRequire as requireFrom}from"node:module";const require=requireFrom(import.meta.url);',
  },
  legalComments: "none",
  logLevel: "warning",
});
renameSync(fresh, file);
