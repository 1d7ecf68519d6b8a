import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { clockOf, countingIds, run } from "../support/cli.js";
import { temporaryFolder } from "../support/repository.js";

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
  const process = {
    directory: folder.path,
    environment: {},
    clock: clockOf(() => Date.now()),
    newId: countingIds(),
  };
  const { code, out } = await run(["demo"], process);
  folder.dispose();
  expect(code).toBe(3);
  expect(out).toContain("lctasks.yaml");
  expect(out).not.toContain("What to type next");
});
