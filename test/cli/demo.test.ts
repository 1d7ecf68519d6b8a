import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clockOf, countingIds, run } from "../support/cli.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";

const root = resolve(import.meta.dirname, "../..");

it("the demo tells the whole story with this repository's own tasks and ends with no changes", async () => {
  const folder = temporaryFolder();
  for (const name of ["tasks", "lctasks.yaml"])
    cpSync(join(root, name), join(folder.path, name), { recursive: true });
  const process = {
    directory: folder.path,
    environment: {},
    clock: clockOf(() => Date.now()),
    newId: countingIds(),
  };
  const { code, out } = await run(["demo"], process);
  folder.dispose();
  expect(code).toBe(0);
  const story = [
    "Valid: 9 tasks in 9 files",
    "ledger created",
    "Would issue 9 tasks",
    "Issued 9 tasks",
    "came online",
    "40  OS_VERSION_REP",
    "\nNo changes\n",
    "What to type next",
  ];
  const places = story.map((text) => out.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(out).not.toMatch(/ (?:warning|error) {2}/);
});

it("with --plan-only it shows a plan that needs no account, and applies nothing", async () => {
  const folder = temporaryFolder();
  folder.write("lctasks.yaml", "version: 1\nproject: soc\n");
  folder.write("tasks/a.yaml", "name: a\ntask: os_version\ntag: server\nrun: 1\n");
  const process = {
    directory: folder.path,
    environment: {},
    clock: clockOf(() => Date.now()),
    newId: countingIds(),
  };
  const { code, out } = await run(["demo", "--plan-only"], process);
  folder.dispose();
  expect([code, out]).toEqual([0, expect.stringContaining("Would issue 1 task to")]);
  expect(out).not.toContain("lctasks apply");
});

it("the demo stops at the first step that fails and says why", async () => {
  const folder = temporaryFolder();
  folder.write("lctasks.yaml", "version: 1\nproject: soc\n");
  folder.write("tasks/a.yaml", "name: [\n");
  const process = {
    directory: folder.path,
    environment: {},
    clock: clockOf(() => Date.now()),
    newId: countingIds(),
  };
  const { code, out } = await run(["demo"], process);
  folder.dispose();
  expect(code).toBe(3);
  expect(out).toContain("tasks/a.yaml");
  expect(out).not.toContain("What to type next");
});

describe("the built program's demo where there is no repository", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder.path, "here"));
    mkdirSync(join(folder.path, "tmp"));
  });
  afterEach(() => folder.dispose());

  /** Runs it in an empty folder; what it keeps for a while and what it caches would be in the folder around that. */
  function demo(...argv: string[]) {
    const { PATH = "" } = process.env;
    const env = { PATH, HOME: folder.path, TMPDIR: join(folder.path, "tmp") };
    const { status, stdout, stderr } = spawnSync(join(root, "dist/cli.js"), ["demo", ...argv], {
      cwd: join(folder.path, "here"),
      env,
      encoding: "utf8",
    });
    return { code: status, out: stdout, err: stderr };
  }

  const leftBehind = (): string[] =>
    readdirSync(folder.path, { recursive: true, encoding: "utf8" }).toSorted();

  it("tells the story with tasks of its own, and leaves nothing behind", () => {
    const { code, out, err } = demo();
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(out).toContain("There is no lctasks.yaml here: these are the demo's own tasks.");
    expect(out).toContain("Issued 9 tasks");
    expect(out).toContain("\nNo changes\n");
    expect(out).toContain("lctasks init ");
    expect(leftBehind()).toEqual(["here", "tmp"]);
  });

  it("takes its tasks away again when it stops after the plan", () => {
    expect(demo("--plan-only").code).toBe(0);
    expect(leftBehind()).toEqual(["here", "tmp"]);
  });

  it("does not take another repository than the one that was named", () => {
    const { code, out } = demo("--directory", ".");
    expect([code, out]).toEqual([3, expect.stringContaining("lctasks.yaml")]);
  });
});
