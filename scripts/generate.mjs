// Generates what is never written by hand: parsers from grammars, JSON Schemas from src/schema, validators from the schemas.
// Parsers and validators go to `generated/` folders that Git ignores. schemas/ is committed: only `npm run generate` writes it,
// so that a test can fail when it is stale.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv2020 from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import peggy from "peggy";
import { writePages } from "./pages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Writes only when the content differs, to a new file and renamed, so that a watcher or a second build never reads half a file. */
function write(path, content) {
  const target = join(root, path);
  try {
    if (readFileSync(target, "utf8") === content) return;
  } catch {
    mkdirSync(dirname(target), { recursive: true });
  }
  writeFileSync(`${target}.${process.pid}`, content);
  renameSync(`${target}.${process.pid}`, target);
}

/** Grammars stand beside the code that uses them. */
const grammars = () =>
  readdirSync(join(root, "src/core"), { recursive: true })
    .filter((path) => path.endsWith(".peggy"))
    .map((path) => join("src/core", path).replaceAll("\\", "/"));

function generateParsers() {
  for (const grammar of grammars()) {
    const source = readFileSync(join(root, grammar), "utf8");
    const name = basename(grammar, ".peggy");
    const code = peggy.generate(source, { output: "source", format: "es", grammarSource: grammar });
    write(join(dirname(grammar), "generated", `${name}.js`), code);
    write(
      join(dirname(grammar), "generated", `${name}.d.ts`),
      "export function parse(text: string, options?: { readonly startRule?: string }): unknown;\n",
    );
  }
}

/** The schemas as the TypeScript source defines them: name to schema. */
export const loadSchemas = async () => (await loadModule()).schemas;

/** The same as `schemas/` has them. */
export const loadPublished = async () => (await loadModule()).published;

async function loadModule() {
  const bundle = await build({
    entryPoints: [join(root, "src/schema/schemas.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    write: false,
    logLevel: "error",
  });
  const code = bundle.outputFiles[0].text;
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

/** The text of a schema file. */
export const schemaText = (schema) => `${JSON.stringify(schema, null, 2)}\n`;

function generateSchemas(schemas) {
  for (const [name, schema] of Object.entries(schemas))
    write(`schemas/${name}.schema.json`, schemaText(schema));
}

/** Validators of the files we read, compiled at build time: importing them takes a millisecond, compiling them sixty. */
async function generateValidators(file, schemas, { allErrors }) {
  const ajv = new Ajv2020.default({
    allErrors,
    verbose: allErrors,
    strict: true,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(["patternErrorMessage"]);
  addFormats.default(ajv);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name);
  const names = Object.keys(schemas);
  const code = standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [camel(name), name])));
  const bundled = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    write: false,
    logLevel: "error",
  });
  const folder = "src/core/validate/generated";
  write(`${folder}/${file}.js`, bundled.outputFiles[0].text);
  const declarations = names.map((name) => `export const ${camel(name)}: Validator<Shapes["${name}"]>;`);
  write(
    `${folder}/${file}.d.ts`,
    [
      'import type { ErrorObject } from "ajv";',
      'import type { Shapes } from "../../../schema/schemas.js";',
      "interface Validator<T> { (data: unknown): data is T; errors?: ErrorObject[] | null; }",
      ...declarations,
      "",
    ].join("\n"),
  );
}

/** What `lctasks init` writes that stands elsewhere in this repository: the workflows of examples/, and the schemas for editors. */
function generateInitTexts({ config, task }) {
  const folder = "examples/workflows";
  const names = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".yml"))
    .toSorted();
  const workflows = Object.fromEntries(
    names.map((name) => [name, readFileSync(join(root, folder, name), "utf8")]),
  );
  const schemas = { config: `${JSON.stringify(config)}\n`, task: `${JSON.stringify(task)}\n` };
  const code = [
    `export const workflows = ${JSON.stringify(workflows)};`,
    `export const editorSchemas = ${JSON.stringify(schemas)};`,
    "",
  ];
  write("src/flow/init/generated/texts.js", code.join("\n"));
  const declarations = [
    "export const workflows: { readonly [file: string]: string };",
    "export const editorSchemas: { readonly config: string; readonly task: string };",
    "",
  ];
  write("src/flow/init/generated/texts.d.ts", declarations.join("\n"));
}

/** The project that `lctasks demo` has with it: this repository's own. */
function generateDemoTexts() {
  const paths = readdirSync(join(root, "tasks"), { recursive: true })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => `tasks/${path.replaceAll("\\", "/")}`)
    .toSorted();
  const files = ["lctasks.yaml", ...paths].map((path) => ({
    path,
    text: readFileSync(join(root, path), "utf8"),
  }));
  write("src/flow/init/generated/demo-files.js", `export const demoFiles = ${JSON.stringify(files)};\n`);
  const type = "readonly { readonly path: string; readonly text: string }[]";
  write("src/flow/init/generated/demo-files.d.ts", `export const demoFiles: ${type};\n`);
}

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** What a build and the tests need. */
export async function generate() {
  generateParsers();
  const { config, drift, fleet, organization, plan, status, task } = await loadSchemas();
  await generateValidators("validators", { config, fleet, organization, task }, { allErrors: true });
  // Our own reports, read again: apart, because they are large and seldom needed.
  await generateValidators("report-validators", { drift, plan, status }, { allErrors: false });
  generateInitTexts(await loadPublished());
  generateDemoTexts();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  generateSchemas(await loadPublished());
  await generate();
  await writePages();
}
