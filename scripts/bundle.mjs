// Builds the action: one file without dependencies at run time, bundle/lctasks.mjs (or the file that is named). With
// arguments it is the command line.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { buildName } from "./build-name.mjs";
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
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ["src/action.ts"],
  outdir: "bundle",
  write: false,
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node20",
  plugins: [withoutFetch],
  define: {
    __LCTASKS_VERSION__: JSON.stringify(version),
    __LCTASKS_BUILD__: JSON.stringify(buildName(root)),
  },
  legalComments: "none",
  logLevel: "warning",
});

/** A chunk as the body of a function with `require`, `module` and `exports`; what it imports later is required later. */
async function asFunction({ path, text }) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    supported: { "dynamic-import": false },
    minify: true,
    legalComments: "none",
  });
  return [`./${basename(path)}`, code];
}

/** Chunks stand in the file as texts, which cost next to nothing until one is asked for: parsing all of them takes longer than validating. */
const loader = `
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
const fromNode = createRequire(import.meta.url);
const loaded = new Map();
function load(name) {
  if (!Object.hasOwn(chunks, name)) return fromNode(name);
  let module = loaded.get(name);
  if (module === undefined) {
    loaded.set(name, (module = { exports: {} }));
    compileFunction(chunks[name], ["require", "module", "exports"], { filename: name })(load, module, module.exports);
  }
  return module.exports;
}
load("./action.js");
`;

const chunks = Object.fromEntries(await Promise.all(outputFiles.map(asFunction)));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(fresh, `const chunks = ${JSON.stringify(chunks)};${loader}`);
renameSync(fresh, file);
