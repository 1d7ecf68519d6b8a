// Builds the action: one file without dependencies at run time, bundle/lctasks.mjs (or the file that is named). With
// arguments it is the command line.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { asText, loader, moduleChunks } from "./function-chunks.mjs";
import { generate } from "./generate.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [file = join(root, "bundle/lctasks.mjs")] = process.argv.slice(2).map((path) => resolve(path));
const fresh = `${file}.${process.pid}.new`;

await generate();
const program = `${loader("new URL(import.meta.url)").trim()}\nload("./action.js");\n`;
const chunks = await asText(await moduleChunks({ action: "src/action.ts" }), { shortNames: true });
mkdirSync(dirname(file), { recursive: true });
writeFileSync(fresh, `${program}${chunks}`);
renameSync(fresh, file);
