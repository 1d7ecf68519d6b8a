import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

  it("is at most 900 KB to download, and 4.5 MB on disk", () => {
    expect(packed.size).toBeLessThan(900_000);
    expect(packed.unpackedSize).toBeLessThan(4_500_000);
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
});
