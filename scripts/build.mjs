// Builds the runnable program, dist/cli.js, and the library, dist/sandbox.js, with its declarations. What the program is made of,
// libraries included, is in dist/chunks.txt. With --names functions keep their names: for profiles.
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { emitTypes } from "./emit-types.mjs";
import { asText, common, lineLimit, loader, moduleChunks } from "./function-chunks.mjs";
import { generate } from "./generate.mjs";
import { licences } from "./licences.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const shortNames = !process.argv.includes("--names");

await generate();
const fresh = mkdtempSync(join(root, ".dist-"));
chmodSync(fresh, 0o755);
const write = (name, text) => writeFileSync(join(fresh, name), text);

await build({ ...common(), entryPoints: ["src/cli.ts"], outdir: fresh, external: ["./program.js"] });
chmodSync(join(fresh, "cli.js"), 0o755);

// The library is one module as any other: a test runner gives it the globals of its own (vitest's vmThreads, jest), and a bundler takes it in.
await build({
  ...common(),
  entryPoints: { sandbox: "src/sandbox/start.ts" },
  outdir: fresh,
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit,
  banner: { js: "const require = process.getBuiltinModule;" },
});

const { text, list } = await asText(await moduleChunks({ program: "src/program.ts" }), { shortNames });
write("chunks.txt", text);
const whole = `if (end !== 0)
  throw new Error("Cannot load lctasks: chunks.txt beside program.js is cut off or of another version. Install lctasks again");`;
write(
  "program.js",
  `${loader('new URL("chunks.txt", import.meta.url)', list).trim()}
${whole}
export const { main, thisProcess } = load("./program.js");
`,
);
write("LICENCES.txt", licences());
emitTypes(join(fresh, "types"));
rmSync(join(root, "dist"), { recursive: true, force: true });
renameSync(fresh, join(root, "dist"));
