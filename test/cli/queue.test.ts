import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { QueueReport } from "../../src/core/model/queue-report.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, taskText } from "../support/tasks.js";

let organization: TestOrganization;

beforeEach(async () => {
  organization = await testOrganization();
  organization.folder.write("lctasks.yaml", configText());
  organization.folder.write("tasks/version.yaml", taskText("version", { target: "plat: [windows, linux]" }));
  organization.sandbox.disconnect("all");
  await organization.lctasks("ledger", "create", "--run-existing");
  await organization.lctasks("apply", "--yes");
  const data = JSON.stringify({ task: "os_users", selector: "plat == `macos`", context: "adhoc" });
  await organization.api("POST", "/extension/request/ext-reliable-tasking", {
    oid: organization.sandbox.oid,
    action: "task",
    data,
  });
});

afterEach(() => organization.close());

async function rows(...filter: string[]) {
  const { code, out } = await organization.lctasks("queue", "--format", "json", ...filter);
  const [report] = (JSON.parse(out) as { organizations: QueueReport[] }).organizations;
  return { code, runs: report?.runs ?? [] };
}

describe("queue", () => {
  it("tells ours and foreign apart, with command, context and sensors", async () => {
    const { code, runs } = await rows();
    expect(code).toBe(0);
    expect(runs.map(({ task, run, command, context }) => ({ task, run, command, context }))).toEqual(
      expect.arrayContaining([
        {
          task: "version",
          run: 1,
          command: "os_version",
          context: expect.stringMatching(/^soc-version\.r1\./) as string,
        },
        { task: undefined, run: undefined, command: "os_users", context: "adhoc" },
      ]),
    );
    const { out } = await organization.lctasks("queue");
    await expect(out).toMatchFileSnapshot("expected-queue.txt");
  });

  it("filters by platform, tag, sensor and selector here, because the service returns everything", async () => {
    const macs = organization.sandbox
      .sensors()
      .filter(({ plat, arch }) => plat === "macos" && arch !== "usp_adapter");
    const mac = macs[0]?.sid ?? "";
    expect((await rows("--plat", "macos")).runs.map(({ context }) => context)).toEqual(["adhoc"]);
    expect((await rows("--sid", mac)).runs.map(({ sensors }) => sensors.map(({ sid }) => sid))).toEqual([
      [mac],
    ]);
    expect((await rows("--selector", "plat == `linux`")).runs.map(({ task }) => task)).toEqual(["version"]);
    expect((await rows("--tag", "nobody")).runs).toEqual([]);
  });

  it("refuses several filters, and a selector that does not parse", async () => {
    const several = await organization.lctasks("queue", "--tag", "a", "--plat", "linux");
    expect([several.code, several.err]).toEqual([1, expect.stringContaining("give one of")]);
    const wrong = await organization.lctasks("queue", "--selector", "plat = linux");
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("Cannot filter the queue")]);
  });

  it("says what it cannot read", async () => {
    organization.sandbox.variants.set({ list_shape: "junk_no_ids" });
    const { code, err } = await organization.lctasks("queue");
    expect([code, err]).toEqual([1, expect.stringContaining("Its shape:")]);
  });
});
