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
const chunks = await moduleChunks({ action: "src/action.ts" });
const { text, list } = await asText(chunks, { shortNames: true });
const program = `${loader("new URL(import.meta.url)", list).trim()}\nload("./action.js");\n`;
mkdirSync(dirname(file), { recursive: true });
writeFileSync(fresh, `${program}${text}`);
renameSync(fresh, file);
