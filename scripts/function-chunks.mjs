// A program with its libraries as chunks that are compiled when they are asked for: each is the body of a function. Node reads one file
// for all of them, where it would look for, read and link hundreds.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { buildName } from "./build-name.mjs";
import { nativeSha256 } from "./native-sha256.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** What every build has in common. `__LCTASKS_…__` are the globals of src/globals.d.ts. */
export const common = () => ({
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  define: {
    __LCTASKS_VERSION__: JSON.stringify(version),
    __LCTASKS_BUILD__: JSON.stringify(buildName(root)),
  },
  plugins: [nativeSha256(root)],
  legalComments: "none",
  logLevel: "warning",
});

/** What commander would start programs with: no command of ours is one. It brings half of Node's network with it. */
const programs = /^node:child_process$/;

/** undici's fetch, web sockets, mocks and caches: a third of the bundle, of which we call nothing. Its index touches them as it loads. */
const leftOut = /^\.\/lib\/(?:web|mock|cache|interceptor)\//;
/**
 * The parts of libraries that nothing of ours calls. supports-color is of debug, which does without, and no library of ours: it is
 * there when a tool of the repository brings it.
 */
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
    onResolve({ filter: /^supports-color$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents, loader: "js" }));
  },
};

/**
 * The chunks of programs as modules of JavaScript, their entry points among them: name, text, what each exports, and the files it is
 * made of. `entries`: name to file.
 */
export async function moduleChunks(entries) {
  const shared = common();
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: entries,
    outdir: "chunks",
    write: false,
    splitting: true,
    metafile: true,
    minifySyntax: true,
    minifyWhitespace: true,
    plugins: [...shared.plugins, withoutIdleParts],
  });
  return outputFiles.map(({ path, text }) => {
    const name = basename(path);
    const { exports, inputs } = metafile.outputs[`chunks/${name}`];
    return { name, text, exports, files: Object.keys(inputs) };
  });
}

/** Characters of a line: Node shows the whole line that an error nobody caught was thrown from. */
export const lineLimit = 400;

/** A chunk as the body of a function with `require`, `module` and `exports`; what it imports later is required later. */
async function asFunction({ name, text }, shortNames) {
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    supported: { "dynamic-import": false },
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: shortNames,
    lineLimit,
    legalComments: "none",
  });
  return [`./${name}`, code];
}

/**
 * What a chunk cannot have in it where it stands: the end of the comment, the mark of what is hidden, and all that is not ASCII, for
 * there a character is a byte.
 */
const hidden = /(?<=\*)\/|[^\0\x02-\x7f]/g;
const hide = (code) =>
  code.replace(hidden, (character) => `\u0001${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** What surrounds each chunk. */
const [before, after] = ["\n/*\n", "\n*/"];

/**
 * Chunks as text for `loader`, with the list that it needs: name, length, and whether something is hidden, in order. Each stands in a
 * comment of its own, from which it is read when it is asked for: to parse all of them would take longer than to validate, and even as
 * texts they would be read to their ends. `shortNames`: smaller, and a profile names nothing.
 */
export async function asText(chunks, { shortNames }) {
  const functions = await Promise.all(chunks.map((each) => asFunction(each, shortNames)));
  const bodies = functions.map(([name, code]) => ({ name, code: code.trim(), body: hide(code.trim()) }));
  return {
    text: bodies.map(({ body }) => `${before}${body}${after}`).join(""),
    list: bodies.map(({ name, code, body }) => [name, body.length, code !== body]),
  };
}

/**
 * The program that loads chunks from the end of the file at `place`, an expression: `load(name)`. `list`: of `asText`. What a chunk exports is handed on as
 * plain values, for a getter at every call from one chunk to another made a large plan half as slow again; so no chunk may assign
 * to what it has exported (test/house/chunks.test.ts). Node's modules are not imported: Node would read every member of each, and
 * some of fs load more.
 */
export const loader = (place, list) => String.raw`
function fromNode(name) {
  const found = process.getBuiltinModule(name);
  if (found === undefined) throw new Error("Cannot load " + name + ": it is no module of Node");
  return found;
}
const { fstatSync, openSync, readSync } = fromNode("node:fs");
const { compileFunction } = fromNode("node:vm");
const file = openSync(${place});
const places = new Map();
const list = ${JSON.stringify(list)};
let end = fstatSync(file).size;
for (const [name, length, hides] of list.reverse()) {
  end -= length + ${after.length};
  places.set(name, { begin: end, length, hides });
  end -= ${before.length};
}
const shown = (_, code) => String.fromCharCode(parseInt(code, 16));
function textOf({ begin, length, hides }) {
  const bytes = Buffer.allocUnsafeSlow(length);
  if (readSync(file, bytes, 0, length, begin) !== length) throw new Error("Cannot load the program: its file is cut off");
  const text = bytes.latin1Slice();
  return hides ? text.replace(/\x01(.{4})/g, shown) : text;
}
const loaded = new Map();
function load(name) {
  const place = places.get(name);
  if (place === undefined) return fromNode(name);
  let module = loaded.get(name);
  if (module === undefined) {
    loaded.set(name, (module = { exports: {} }));
    const run = compileFunction(textOf(place), ["require", "module", "exports"], { filename: name });
    run(load, module, module.exports);
    module.exports = Object.defineProperty({ ...module.exports }, "__esModule", { value: true });
  }
  return module.exports;
}
`;
