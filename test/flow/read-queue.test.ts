import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { QueueReport } from "../../src/core/model/queue-report.js";
import { configText } from "../support/tasks.js";
import { type Bench, startBench } from "./bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
});

afterEach(() => bench.close());

async function queue(): Promise<QueueReport["runs"]> {
  const { out } = await bench.lctasks("queue", "--format", "json");
  return (JSON.parse(out) as { organizations: QueueReport[] }).organizations.flatMap(({ runs }) => runs);
}

describe("the queue", () => {
  it("is shown without a ledger: then everything is foreign", async () => {
    bench.sandbox.disconnect("all");
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: bench.sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_users", tag: "workstation", context: "adhoc", ttl: 3600 }),
    });
    const [run] = await queue();
    expect(run).toMatchObject({
      command: "os_users",
      context: "adhoc",
      expiresAtMs: bench.sandbox.nowMs() + 3_600_000,
    });
    expect(run).not.toHaveProperty("task");
    expect((await bench.lctasks("queue")).out).toContain("0 runs of ours pending, 1 foreign");
  });

  it("says what a listing does not: command, expiry, and sensors that the organization has no more", async () => {
    const sid = "99999999-9999-4999-8999-999999999999";
    const listing = { data: { [sid]: { "id-1": { context: "adhoc" } } }, error: "", retry: false };
    bench.sandbox.faults.add({ match: { action: "list" }, do: { status: 200, body: listing } });
    expect(await queue()).toEqual([
      { taskId: "id-1", context: "adhoc", sensors: [{ sid, hostname: sid, online: false }] },
    ]);
    const { out } = await bench.lctasks("queue");
    expect(out).toContain("task      (not listed)");
    expect(out).toContain("expiry    unknown");
  });

  it("is empty where nothing waits", async () => {
    expect(await queue()).toEqual([]);
    expect((await bench.lctasks("queue")).out).toBe("default  0 runs of ours pending, 0 foreign\n");
  });
});
