import { describe, expect, it } from "vitest";
import { limacharlieOrganization } from "../../../src/adapters/limacharlie/organization.js";
import { nextLedger } from "../../../src/core/model/ledger.js";
import type { Sandbox } from "../../../src/sandbox/start.js";
import { sampleLedger } from "../../contracts/ledger.js";
import { withSandbox } from "./sandbox.js";
import { afterwards } from "./server.js";

function organizationOf(sandbox: Sandbox, skewMs = 0) {
  return afterwards(
    limacharlieOrganization({
      apiUrl: sandbox.url,
      jwtUrl: sandbox.env["LCTASKS_JWT_URL"],
      oid: sandbox.oid,
      apiKey: sandbox.apiKey,
      version: "1.2.3",
      local: {
        nowMs: () => sandbox.nowMs() + skewMs,
        monotonicMs: () => 42,
        sleep: async (ms) => sandbox.advance(ms / 1000),
      },
    }),
  );
}

describe("an organization behind the ports", () => {
  it("subscribes, writes a rule, records, issues, shows what is pending and cancels it", async () => {
    const sandbox = await withSandbox({ sensors: 15 });
    sandbox.disconnect("all");
    const { account, rules, tasking, queue, sensors, ...organization } = organizationOf(sandbox);
    expect(await account.subscriptions()).toContain("ext-reliable-tasking");
    const detect = { event: "RECEIPT", op: "exists", path: "event" };
    const userMetadata = { enabled: true, expiry: 0, tags: [], comment: "" };
    expect(
      await rules.set({
        key: "r",
        data: { detect, respond: [{ action: "report", name: "x" }] },
        userMetadata,
      }),
    ).toEqual({ result: "done" });

    const ledgers = organization.hiveLedger("acme-soc");
    const ledger = sampleLedger({ project: "acme-soc", oid: organization.oid });
    const created = await ledgers.create(ledger);
    expect(created.written && (await ledgers.write(nextLedger(ledger, {}), created.version))).toMatchObject({
      written: true,
    });

    const sids = new Set<string>();
    for await (const page of sensors.list()) for (const { sid } of page) sids.add(sid);
    const target = { selector: "plat == `windows`" };
    const request = { command: "os_version", target, context: "c.r1.00000000", ttlSeconds: 60 };
    const answer = await tasking.task(request, () => undefined);
    if (answer.kind !== "accepted") throw new Error(answer.kind);
    const reading = await queue.list(sids);
    if (!reading.readable) throw new Error(reading.reason);
    expect(reading.entries).toMatchObject([
      { taskId: answer.taskId, command: "os_version", context: "c.r1.00000000" },
    ]);
    expect(reading.entries[0]?.sids).toHaveLength(answer.counts.queued);
    expect(await tasking.untask(answer.taskId)).toEqual({ kind: "deleted", deleted: answer.counts.queued });
    expect(await queue.list(sids)).toEqual({ readable: true, entries: [] });
  });

  it("has the server's time as its clock, and says how far the local one is off", async () => {
    const sandbox = await withSandbox({ startMs: Date.UTC(2026, 9, 21, 7, 28, 0) });
    const { clock, account } = organizationOf(sandbox, 90_000);
    expect(clock.skewMs()).toBeUndefined();
    await account.subscriptions();
    expect(clock.skewMs()).toBe(89_500);
    expect(clock.nowMs()).toBe(sandbox.nowMs() + 500);
    expect(clock.monotonicMs()).toBe(42);
    const before = sandbox.nowMs();
    await clock.sleep(2000);
    expect(sandbox.nowMs() - before).toBe(2000);
  });

  it("waits on the clock it is given", async () => {
    const sandbox = await withSandbox();
    const { account } = organizationOf(sandbox);
    const headers = { "X-RateLimit-Period": "7" };
    sandbox.faults.add({
      match: { path: "/v1/", times: 1 },
      do: { status: 429, headers, body: { error: "quota" } },
    });
    const before = sandbox.nowMs();
    await account.subscriptions();
    expect(sandbox.nowMs() - before).toBe(7000);
  });

  it("keeps its ledger there, patiently", async () => {
    const sandbox = await withSandbox();
    sandbox.variants.set({ read_delay_s: 2 });
    const { hiveLedger, oid } = organizationOf(sandbox);
    const ledger = sampleLedger({ project: "acme-soc", oid });
    expect(await hiveLedger("acme-soc").create(ledger)).toMatchObject({ written: true });
  });

  it("tells how long a task request may take before it counts as lost", async () => {
    expect(organizationOf(await withSandbox()).taskTimeoutMs).toBe(90_000);
  });
});
