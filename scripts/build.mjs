// Builds the runnable program, dist/cli.js, and the library, dist/sandbox.js, with its declarations. What they are made of, libraries
// included, is in dist/chunks.txt. With --names functions keep their names: for profiles.
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { emitTypes } from "./emit-types.mjs";
import { asText, common, loader, moduleChunks } from "./function-chunks.mjs";
import { generate } from "./generate.mjs";
import { licences } from "./licences.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const shortNames = !process.argv.includes("--names");

await generate();
const fresh = mkdtempSync(join(root, ".dist-"));
const write = (name, text) => writeFileSync(join(fresh, name), text);

await build({ ...common(), entryPoints: ["src/cli.ts"], outdir: fresh, external: ["./program.js"] });
chmodSync(join(fresh, "cli.js"), 0o755);

const entries = { program: "src/program.ts", sandbox: "src/sandbox/start.ts" };
const chunks = await moduleChunks(entries);
for (const file of Object.keys(entries).map((entry) => `${entry}.js`)) {
  const { exports } = chunks.find(({ name }) => name === file);
  write(
    file,
    `import { load } from "./load.js";\nexport const { ${exports.join(", ")} } = load("./${file}");\n`,
  );
}
const { text, list } = await asText(chunks, { shortNames });
write("load.js", `${loader('new URL("chunks.txt", import.meta.url)', list).trim()}\nexport { load };\n`);
write("chunks.txt", text);
write("LICENCES.txt", licences());
emitTypes(join(fresh, "types"));
rmSync(join(root, "dist"), { recursive: true, force: true });
renameSync(fresh, join(root, "dist"));
