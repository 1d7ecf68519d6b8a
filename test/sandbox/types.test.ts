import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitTypes } from "../../scripts/emit-types.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
let project = "";

/** A project of somebody else, with this package installed as it is published. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "sandbox-consumer-"));
  const installed = join(project, "node_modules/lctasks");
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(root, "package.json"), join(installed, "package.json"));
  emitTypes(join(installed, "dist/types"));
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: object;
  };
  for (const name of [...Object.keys(dependencies), "@types"]) {
    mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  }
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "NodeNext",
    target: "ES2023",
    types: ["node"],
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
  writeFileSync(join(project, "package.json"), '{"type":"module"}');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function compile(source: string): { readonly code: number | null; readonly output: string } {
  writeFileSync(join(project, "use.ts"), source);
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", project],
    { encoding: "utf8" },
  );
  return { code: status, output: stdout };
}

describe("the library's types", () => {
  it("resolve for a project that imports it, with every library's own types checked", () => {
    const source = `
      import { startSandbox, type Sandbox, type Delivery } from "lctasks/sandbox";
      const sandbox: Sandbox = await startSandbox({ sensors: [{ hostname: "web-{n}", plat: "linux", count: 2 }], state: "x" });
      const told: readonly Delivery[] = sandbox.deliveries();
      sandbox.variants.set({ list_shape: "by_task", rule_delay_s: 5 });
      sandbox.faults.add({ match: { method: "POST" }, do: { status: 503 } });
      process.env = { ...process.env, ...sandbox.env };
      console.log(told.length, sandbox.url);
      await sandbox.close();
    `;
    expect(compile(source)).toEqual({ code: 0, output: "" });
  });

  it("refuse what makes no sense", () => {
    const { code, output } = compile(`
      import { startSandbox } from "lctasks/sandbox";
      await startSandbox({ sensors: [{ hostname: "x", plat: "amiga" }] });
    `);
    expect(code).not.toBe(0);
    expect(output).toContain('"amiga"');
  });
});
