import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let organization: TestOrganization;

beforeEach(async () => {
  organization = await testOrganization();
  const { folder, sandbox } = organization;
  folder.write("lctasks.yaml", configText());
  folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  folder.write("tasks/users.yaml", taskText("users", { task: "os_users", target: "plat: windows" }));
  folder.write("tasks/packages.yaml", taskText("packages", { task: "os_packages", target: "plat: linux" }));
  sandbox.connect("all");
  await organization.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => organization.close());

const apply = (...more: string[]) => organization.lctasks("apply", "--yes", ...more);

/** Deliveries by sensor and command: how often each was really told to run it. */
function timesTold(): number[] {
  const told = new Map<string, number>();
  for (const { sid, task } of organization.sandbox.deliveries()) {
    told.set(`${sid} ${task}`, (told.get(`${sid} ${task}`) ?? 0) + 1);
  }
  return [...told.values()];
}

describe("an apply", () => {
  it("issues each declared task once when it is repeated 1,000 times and everything is delivered at once", async () => {
    for (let round = 0; round < 1000; round += 1) {
      const { code } = await apply();
      if (code !== 0) throw new Error(`apply ${round} exited with ${code}`);
      organization.sandbox.advance(60);
    }
    expect(organization.sent("task")).toBe(3);
    expect(new Set(timesTold())).toEqual(new Set([1]));
  }, 180_000);

  it("issues nothing when a delivered task is removed and restored", async () => {
    await apply();
    organization.folder.remove("tasks/version.yaml");
    expect((await apply()).code).toBe(0);
    organization.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
    expect((await apply()).code).toBe(0);
    expect(organization.sent("task")).toBe(3);
  });

  it("holds an edited command whose run stayed the same, and sends nothing for it", async () => {
    await apply();
    organization.folder.write(
      "tasks/version.yaml",
      taskText("version", { task: "os_drivers", more: responseText }),
    );
    const { code, out } = await apply();
    expect(code).toBe(4);
    expect(out).toContain("raise `run` to 2");
    expect(organization.sent("task")).toBe(3);
  });

  it("runs a task again for a higher run, once", async () => {
    await apply();
    organization.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await apply();
    await apply();
    expect(organization.sent("task")).toBe(4);
  });

  it("holds the whole organization when all tasks are gone, and names what would allow it", async () => {
    await apply();
    for (const file of ["version", "users", "packages"]) organization.folder.remove(`tasks/${file}.yaml`);
    const { code, out } = await apply();
    expect(code).toBe(4);
    expect(out).toContain("--allow-empty");
    expect(organization.sent("untask")).toBe(0);
    expect((await apply("--allow-empty")).code).toBe(0);
    expect(organization.sent("task")).toBe(3);
  });

  it("sends nothing while another apply has the lease, and everything once when it has ended", async () => {
    const { sandbox } = organization;
    const ledgerWrites = { method: "POST", path: "/v1/hive/lookup" };
    sandbox.faults.add({
      match: { ...ledgerWrites, skip: 3 },
      do: { status: 500, body: { error: "internal" } },
    });
    expect((await apply()).code).toBe(1);
    sandbox.faults.clear();
    const { code, out } = await apply();
    expect(code).toBe(4);
    expect(out).toContain("its lease ends");
    expect(organization.sent("task")).toBe(0);
    sandbox.advance(20 * 60);
    expect((await apply()).code).toBe(0);
    expect(organization.sent("task")).toBe(3);
  });

  it("sends nothing when the queue answers in a shape that nobody knows", async () => {
    organization.sandbox.disconnect("all");
    await apply();
    organization.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    organization.folder.remove("tasks/users.yaml");
    for (const shape of [
      "junk_text",
      "junk_number",
      "junk_ids",
      "junk_counts",
      "junk_unknown_key",
      "junk_no_ids",
    ] as const) {
      organization.sandbox.variants.set({ list_shape: shape });
      const { code, out } = await apply();
      expect([shape, code]).toEqual([shape, 1]);
      expect(out).toContain("report this shape");
    }
    expect([organization.sent("task"), organization.sent("untask")]).toEqual([3, 0]);
  });
});
