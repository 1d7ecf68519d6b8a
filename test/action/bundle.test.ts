import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { repositoryIn } from "../support/clone.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, taskText } from "../support/tasks.js";
import { runStep } from "../support/workflow.js";

const root = resolve(import.meta.dirname, "../..");
const bundle = join(root, "bundle/lctasks.mjs");

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
  repositoryIn(folder.path);
});

afterEach(() => folder.dispose());

it("is one file that needs nothing beside it", () => {
  const alone = mkdtempSync(join(tmpdir(), "lctasks-alone-"));
  const file = join(alone, "lctasks.mjs");
  execFileSync("cp", [bundle, file]);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [file, "demo", "--plan-only", "--directory", root],
    {
      encoding: "utf8",
      cwd: alone,
      env: {},
    },
  );
  rmSync(alone, { recursive: true });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Would issue 9 tasks");
});

it("is built to the same bytes twice", () => {
  const built = ["a.mjs", "b.mjs"].map((name) => {
    const file = join(folder.path, name);
    execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), file]);
    return readFileSync(file);
  });
  expect(built[0]?.equals(built[1] ?? Buffer.alloc(0))).toBe(true);
});

it("is the command line when it has arguments", () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  expect(execFileSync(process.execPath, [bundle, "--version"], { encoding: "utf8" })).toBe(`${version}\n`);
});

it("validates as a step: nothing but a verdict when all is well", async () => {
  folder.write("lctasks.yaml", configText());
  folder.write("tasks/a.yaml", taskText("a"));
  const { code, outputs, log, summary } = await runStep({ inputs: {}, workspace: folder.path });
  expect([code, outputs["failure-reason"], outputs["failure_reason"]]).toEqual([0, "", ""]);
  for (const text of [log, summary]) expect(text).toContain("Valid: 1 task in 1 file.");
});
