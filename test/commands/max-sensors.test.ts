import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, taskText } from "../support/tasks.js";

let organization: TestOrganization;

beforeEach(async () => {
  organization = await testOrganization();
  organization.folder.write("lctasks.yaml", configText("ledger: file\n"));
  organization.folder.write("tasks/all.yaml", taskText("everywhere", { target: "tag: workstation" }));
  await organization.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => organization.close());

it("--max-sensors holds in plan and in apply what reaches more", async () => {
  for (const argv of [["plan"], ["apply", "--yes"]]) {
    const held = await organization.lctasks(...argv, "--max-sensors", "1");
    expect([held.code, held.out]).toEqual([4, expect.stringContaining("together; 1 are allowed")]);
    expect(held.out).toContain("--max-sensors");
  }
  expect(organization.sent("task")).toBe(0);
});

it("--max-sensors never allows more than the configuration", async () => {
  organization.folder.write(
    "lctasks.yaml",
    configText("ledger: file\nlimits: { sensorsPerTask: 1000, sensorsPerApply: 1 }\n"),
  );
  const held = await organization.lctasks("plan", "--max-sensors", "1000");
  expect([held.code, held.out]).toEqual([4, expect.stringContaining("together; 1 are allowed")]);
});

it("a tighter --max-sensors takes nothing from what was reviewed without it", async () => {
  await organization.lctasks("plan", "--out", "plan.json");
  const held = await organization.lctasks("apply", "--max-sensors", "1", "plan.json");
  expect([held.code, organization.sent("task")]).toEqual([4, 0]);
  const applied = await organization.lctasks("apply", "--max-sensors", "1000", "plan.json");
  expect([applied.code, organization.sent("task")]).toEqual([0, 1]);
});

it("--max-sensors takes whole numbers only", async () => {
  const refused = await organization.lctasks("plan", "--max-sensors", "many");
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("whole number")]);
});
