// The floor of everything that reads files: reads every YAML file below a folder and parses it, and does nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

const [folder] = process.argv.slice(2);
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith(".yaml")) continue;
  const text = readFileSync(join(folder, name), "utf8");
  const documents = parseAllDocuments(text, { version: "1.2", schema: "core", merge: false });
  for (const document of documents) document.toJS();
}
