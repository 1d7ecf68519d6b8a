import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, truncateSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moduleChunks } from "../../scripts/function-chunks.mjs";
import { licences, runningPackages } from "../../scripts/licences.mjs";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

const root = resolve(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly version: string;
  readonly bin: { readonly lctasks: string };
  readonly dependencies: { readonly [name: string]: string };
};

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let folder: TemporaryFolder;
let packed: Packed;

/** Packed as it is built: the tests were built before. */
beforeAll(() => {
  folder = temporaryFolder();
  const argv = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder.path];
  [packed] = JSON.parse(
    execFileSync("npm", argv, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  ) as [Packed];
});

afterAll(() => folder.dispose());

/** What Node has and the language has not. */
const globals = () => ({
  process,
  Buffer,
  URL,
  TextDecoder,
  TextEncoder,
  setTimeout,
  clearTimeout,
  setImmediate,
  setInterval,
  clearInterval,
});

const paths = (): string[] => packed.files.map(({ path }) => path);

describe("the package", () => {
  it("has what it needs to run, and its schemas and tasks", () => {
    const top = new Set(paths().map((path) => path.split("/")[0] ?? ""));
    expect([...top].toSorted((a, b) => a.localeCompare(b, "en"))).toEqual([
      "dist",
      "lctasks.yaml",
      "LICENSE",
      "package.json",
      "README.md",
      "schemas",
      "tasks",
    ]);
    expect(paths()).toEqual(
      expect.arrayContaining([
        manifest.bin.lctasks,
        "dist/sandbox.js",
        "dist/LICENCES.txt",
        "dist/types/sandbox/start.d.ts",
      ]),
    );
  });

  it("has no sources, tests, maps, journals, variables or keys", () => {
    const wrong =
      /(?:^|\/)(?:src|test|node_modules|coverage|\.lctasks|\.git[^/]*)\/|\.map$|(?<!\.d)\.m?ts$|\.env$|\.pem$|\.key$/;
    expect(paths().filter((path) => wrong.test(path))).toEqual([]);
  });

  it("is at most 1.2 MB to download, and 4.6 MB on disk", () => {
    expect(packed.size).toBeLessThan(1_200_000);
    expect(packed.unpackedSize).toBeLessThan(4_600_000);
  });

  it("runs from what was packed, with nothing beside it", () => {
    execFileSync("tar", ["-xzf", join(folder.path, packed.filename), "-C", folder.path]);
    const cwd = join(folder.path, "package");
    const env = { PATH: process.env["PATH"] ?? "", HOME: folder.path };
    const lctasks = (...argv: string[]): string =>
      execFileSync(join(cwd, manifest.bin.lctasks), argv, { cwd, encoding: "utf8", env });
    expect(lctasks("--version")).toBe(`${manifest.version}\n`);
    expect(lctasks("validate")).toMatch(/^Valid: \d+ tasks in \d+ files/m);
    expect(lctasks("demo", "--plan-only")).toContain("Would issue 9 tasks");
    const library =
      'const { startSandbox } = await import("lctasks/sandbox"); (await startSandbox({})).close();';
    expect(execFileSync(process.execPath, ["-e", library], { cwd, encoding: "utf8", env })).toBe("");
  });

  it("has a library that a bundler takes into one file, and that uses the globals it is given", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: 'import { startSandbox } from "lctasks/sandbox"; result = startSandbox({ sensors: -1 });',
        resolveDir: root,
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
    });
    const context = createContext({ ...globals(), require: createRequire(import.meta.url) });
    const result: Promise<unknown> = runInContext(`let result; ${outputFiles[0]?.text}; result`, context);
    const error = await result.catch((thrown: unknown) => thrown);
    context["error"] = error;
    expect(String(error)).toContain("Cannot start the sandbox");
    expect(runInContext("error instanceof Error", context)).toBe(true);
  });

  it("says so where its chunks are cut off, and does nothing", () => {
    cpSync(join(root, "dist"), join(folder.path, "cut/dist"), { recursive: true });
    cpSync(join(root, "package.json"), join(folder.path, "cut/package.json"));
    truncateSync(join(folder.path, "cut/dist/chunks.txt"), 1_000_000);
    const { status, stdout, stderr } = spawnSync(join(folder.path, "cut", manifest.bin.lctasks), ["demo"], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("chunks.txt beside program.js is cut off or of another version");
  });
});

describe("the licences", () => {
  it("are known for everything that runs, and ask for no more than their text", () => {
    const names = runningPackages().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies)));
    const text = licences();
    for (const { name, version, license } of runningPackages())
      expect(text).toContain(`\n${name} ${version}: ${license}\n`);
    expect(text).not.toContain("It brings no text");
    expect(readFileSync(join(root, "dist/LICENCES.txt"), "utf8")).toBe(text);
  });

  it("name every package of which something is built in", async () => {
    const entries = {
      program: "src/program.ts",
      action: "src/action.ts",
      sandbox: "src/sandbox/start.ts",
    };
    const files = (await moduleChunks(entries)).flatMap((chunk) => chunk.files);
    const builtIn = files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    const names = runningPackages().map(({ name }) => name);
    expect(builtIn).toContain("yaml");
    expect([...new Set(builtIn)].filter((name) => !names.includes(name))).toEqual([]);
  });
});
