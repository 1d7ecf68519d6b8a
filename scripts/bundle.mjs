// Builds the action: one file without dependencies at run time, bundle/lctasks.mjs (or the file that is named). With
// arguments it is the command line.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { buildName } from "./build-name.mjs";
import { generate } from "./generate.mjs";
import { nativeSha256 } from "./native-sha256.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const [file = join(root, "bundle/lctasks.mjs")] = process.argv.slice(2).map((path) => resolve(path));
const fresh = `${file}.${process.pid}.new`;

/** What commander would start programs with: no command of ours is one. It brings half of Node's network with it. */
const programs = /^node:child_process$/;

/** undici's fetch, web sockets, mocks and caches: a third of the bundle, of which we call nothing. Its index touches them as it loads. */
const leftOut = /^\.\/lib\/(?:web|mock|cache|interceptor)\//;
const withoutIdleParts = {
  name: "without idle parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: programs }, ({ path, importer }) =>
      importer.includes("/commander/") ? { path, namespace: "left-out", sideEffects: false } : undefined,
    );
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
  plugins: [withoutIdleParts, nativeSha256(root)],
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

/** Ends a comment, and how it is written where it must not. */
const [end, noEnd] = ["*/", "*\u0001/"];

/**
 * Chunks stand behind the code, each in a comment of its own, and are cut out of the file when one is asked for: to parse all of them
 * would take longer than to validate, and even as texts they would be read to their ends.
 */
const loader = String.raw`
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
const fromNode = createRequire(import.meta.url);
const file = readFileSync(new URL(import.meta.url), "latin1");
const places = new Map();
for (let at = file.indexOf("\n/*./"); at >= 0; at = file.indexOf("\n/*./", at + 1)) {
  const begin = file.indexOf("\n", at + 1) + 1;
  places.set(file.slice(at + 3, begin - 1), begin);
}
const loaded = new Map();
function load(name) {
  const begin = places.get(name);
  if (begin === undefined) return fromNode(name);
  let module = loaded.get(name);
  if (module === undefined) {
    loaded.set(name, (module = { exports: {} }));
    const text = file.slice(begin, file.indexOf("\n*" + "/", begin)).replaceAll("*\u0001/", "*" + "/");
    compileFunction(text, ["require", "module", "exports"], { filename: name })(load, module, module.exports);
  }
  return module.exports;
}
load("./action.js");
`;

const chunks = await Promise.all(outputFiles.map(asFunction));
const comments = chunks.map(([name, code]) => `\n/*${name}\n${code.trim().replaceAll(end, noEnd)}\n*/`);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(fresh, `${loader.trim()}${comments.join("")}`);
renameSync(fresh, file);
