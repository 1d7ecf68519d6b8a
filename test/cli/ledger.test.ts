import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let organization: TestOrganization;

beforeEach(async () => {
  organization = await testOrganization();
  organization.folder.write("lctasks.yaml", configText());
  organization.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  organization.sandbox.disconnect("all");
});

afterEach(() => organization.close());

const create = (...choice: string[]) => organization.lctasks("ledger", "create", ...choice);

describe("ledger create", () => {
  it("asks for a choice, and for one only", async () => {
    for (const choice of [[], ["--run-existing", "--baseline"]]) {
      const { code, err } = await create(...choice);
      expect([code, err]).toEqual([4, expect.stringContaining("Choose one")]);
    }
  });

  it("with --baseline, only a later run is issued", async () => {
    expect((await create("--baseline")).out).toContain("1 present task");
    await organization.lctasks("apply", "--yes");
    expect(organization.sent("task")).toBe(0);
    organization.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await organization.lctasks("apply", "--yes");
    expect(organization.sent("task")).toBe(1);
  });

  it("refuses a second one", async () => {
    await create("--baseline");
    const { code, out } = await create("--run-existing");
    expect([code, out]).toEqual([4, expect.stringContaining("there is a ledger already")]);
  });

  it("refuses where a rule or a queued token shows that the ledger was lost", async () => {
    await create("--run-existing");
    await organization.lctasks("apply", "--yes");
    await organization.api("DELETE", `/hive/lookup/${organization.sandbox.oid}/lctasks-soc`);
    const { code, out } = await create("--run-existing");
    expect([code, out]).toEqual([4, expect.stringContaining("its ledger was lost")]);
    await organization.api("DELETE", `/hive/dr-general/${organization.sandbox.oid}/lctasks.soc.version`);
    expect((await create("--run-existing")).out).toContain("queued task");
    expect(organization.sent("task")).toBe(1);
  });

  it("refuses when the queue or the ledger cannot be read", async () => {
    const data = JSON.stringify({ task: "os_users", tag: "workstation", context: "adhoc" });
    await organization.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: organization.sandbox.oid,
      action: "task",
      data,
    });
    organization.sandbox.variants.set({ list_shape: "junk_no_ids" });
    expect((await create("--baseline")).out).toContain("the queue cannot be read");
    organization.sandbox.variants.reset();
    const path = `/hive/lookup/${organization.sandbox.oid}/lctasks-soc/data`;
    await organization.api("POST", path, {
      data: JSON.stringify({ lookup_data: { other: {} } }),
      usr_mtd: JSON.stringify({ enabled: true }),
    });
    const { code, out } = await create("--baseline");
    expect([code, out]).toEqual([4, expect.stringContaining("cannot be read")]);
    expect((await organization.lctasks("plan")).code).toBe(4);
  });

  it("exits with 3 for invalid files and with 1 when the organization cannot be reached", async () => {
    organization.folder.write("tasks/version.yaml", "name: 7\n");
    expect((await create("--baseline")).code).toBe(3);
    organization.folder.write("tasks/version.yaml", taskText("version"));
    organization.sandbox.faults.add({ match: {}, do: { status: 500, body: { error: "internal" } } });
    expect((await create("--baseline")).code).toBe(1);
  });
});

describe("subscribe", () => {
  it("subscribes once, and says when there was nothing to do", async () => {
    await organization.api(
      "DELETE",
      `/orgs/${organization.sandbox.oid}/subscription/extension/ext-reliable-tasking`,
    );
    expect((await create("--run-existing")).code).toBe(0);
    expect((await organization.lctasks("plan")).out).toContain("not subscribed");
    expect((await organization.lctasks("subscribe")).out).toContain("default: subscribed");
    expect((await organization.lctasks("subscribe")).out).toContain("already subscribed");
  });

  it("is part of the plan when the configuration asks for it, and comes before everything else", async () => {
    await create("--run-existing");
    await organization.api(
      "DELETE",
      `/orgs/${organization.sandbox.oid}/subscription/extension/ext-reliable-tasking`,
    );
    organization.folder.write("lctasks.yaml", configText("subscribe: true\n"));
    expect((await organization.lctasks("plan")).out).toContain("subscribe to ext-reliable-tasking");
    const { code, out } = await organization.lctasks("apply", "--yes");
    expect([code, out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(organization.sent("task")).toBe(1);
  });
});
