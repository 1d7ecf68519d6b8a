import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../bench.js";
import { configText, responseText, taskText } from "../../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/a.yaml", taskText("a", { more: responseText }));
  bench.folder.write("tasks/b.yaml", taskText("b", { task: "os_users", more: responseText }));
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const rule = "{ data: { detect: { event: X, op: exists, path: event }, respond: [] } }";
const tree = (name: string): string => `orgs/${bench.sandbox.oid.toUpperCase()}/${name}`;
const plan = async (): Promise<string> => flat((await bench.lctasks("plan")).out);
const drift = async (...more: string[]): Promise<string> => flat((await bench.lctasks("drift", ...more)).out);

describe("beside git-sync", () => {
  it("a tree that writes rules of this organization is warned of in plan and drift, with what it includes", async () => {
    expect(await plan()).not.toContain("plan/rules-also-managed");
    bench.folder.write(tree("index.yaml"), "version: 3\ninclude: [../../shared/hives/*.yaml]\n");
    bench.folder.write("shared/hives/dr.yaml", `hives:\n  dr-general:\n    other: ${rule}\n`);
    const said = "writes rules of default as well: with force, git-sync deletes the 2 rules of lctasks";
    expect(await plan()).toContain(said);
    expect(await drift()).toContain(said);
    expect(await drift("--format", "markdown")).toContain("deletes the 2 rules");
    expect(JSON.parse((await bench.lctasks("drift", "--format", "json")).out)).toMatchObject({
      organizations: [{ beside: [expect.stringContaining(said)] }],
    });
  });

  it("a tree of another organization, or without rules, is none of ours", async () => {
    const other = "00000000-0000-4000-8000-000000000000";
    bench.folder.write(`orgs/${other}/index.yaml`, `hives:\n  dr-general:\n    other: ${rule}\n`);
    bench.folder.write(tree("index.yaml"), "version: 3\nextensions: [ext-reliable-tasking]\n");
    expect(await plan()).not.toMatch(/plan\/rule/);
  });

  it("a tree that cannot be read whole counts, and what leads out of the repository is not read", async () => {
    bench.folder.write(tree("index.yaml"), "include: ../../../elsewhere.yaml\n");
    expect(await plan()).toContain("elsewhere.yaml leads out of the repository");
    bench.folder.write(tree("index.yaml"), "rules: [\n");
    expect(await plan()).toContain("it cannot be read whole: Cannot read orgs/");
  });

  it("a rule that both write is named", async () => {
    const key = "lctasks.soc.a";
    bench.folder.write(tree("index.yaml"), `hives:\n  dr-general:\n    ${key}: ${rule}\n`);
    const said = await plan();
    expect(said).toContain(`Rule ${key} stands in ${tree("index.yaml")} and in the file of a`);
    expect(said).toContain("the rule of lctasks that it does not have");
  });

  it("a forced push is told from a rule that somebody deleted", async () => {
    expect((await bench.apply()).code).toBe(0);
    const remove = (key: string) => bench.api("DELETE", `/hive/dr-general/${bench.sandbox.oid}/${key}`);
    await remove("lctasks.soc.a");
    expect(await plan()).not.toContain("plan/rules-wiped");
    await remove("lctasks.soc.b");
    expect(await plan()).toContain("All 2 rules that lctasks put into default are gone at once");
    expect(await drift()).toContain("All 2 rules that lctasks put into default are gone at once");
    expect((await bench.apply()).code).toBe(0);
    expect(await plan()).not.toContain("plan/rules-wiped");
    expect(bench.tasks()).toHaveLength(2);
  });
});
