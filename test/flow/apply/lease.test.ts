import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LedgerStamp } from "../../../src/core/model/ledger.js";
import { takeLease } from "../../../src/flow/apply/lease.js";
import type { WritableOrganization } from "../../../src/ports/organization.js";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const leaseSeconds = 600;
const requestTimeoutSeconds = 90;

/** Somebody else applies since now. */
const leaseToOther = (url?: string): Promise<void> => {
  const nowMs = bench.sandbox.nowMs();
  const lease = {
    id: "other",
    owner: "carol@ci",
    ...(url === undefined ? {} : { url }),
    takenAtMs: nowMs,
    expiresAtMs: nowMs + leaseSeconds * 1000,
  };
  return bench.writeLedger((ledger) => ({ ...ledger, lease }));
};

describe("the lease of somebody else", () => {
  it("refuses an apply at once, says whose it is and until when, and nothing is written or sent", async () => {
    await leaseToOther("https://ci.example/run/7");
    const before = await bench.ledger();
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringMatching(/^Refused: nothing was done; 1 held/)]);
    expect(flat(out)).toContain(
      "carol@ci (https://ci.example/run/7) applies since 2026-03-02T09:00:00.000Z; its lease ends 2026-03-02T09:10:00.000Z",
    );
    expect([bench.tasks(), await bench.ledger()]).toEqual([[], before]);
  });

  it("blocks until its end and one request time-out more, for a request that is still on its way", async () => {
    await leaseToOther();
    bench.sandbox.advance(leaseSeconds + requestTimeoutSeconds - 1);
    expect((await bench.apply()).code).toBe(4);
    bench.sandbox.advance(2);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("does not keep a plan from being made", async () => {
    await leaseToOther();
    const { code, out } = await bench.lctasks("plan");
    expect([code, out]).toEqual([0, expect.stringContaining("Would issue 1 task")]);
  });
});

describe("our lease", () => {
  it("stands in the ledger while requests are sent, with who applies and where, and is given back", async () => {
    bench.environment = {
      GITHUB_ACTOR: "carol",
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_REPOSITORY: "acme/soc",
      GITHUB_RUN_ID: "7",
    };
    const leases: unknown[] = [];
    bench.wire.onRequest = async ({ action }) => {
      if (action === "task") leases.push((await bench.ledger())?.lease);
    };
    await bench.apply();
    expect(leases).toEqual([
      expect.objectContaining({
        owner: "carol",
        url: "https://github.example/acme/soc/actions/runs/7",
        expiresAtMs: expect.any(Number),
      }),
    ]);
    expect(await bench.ledger()).not.toHaveProperty("lease");
  });

  it("is short, whatever the environment says who we are", async () => {
    bench.environment = { GITHUB_ACTOR: "a".repeat(5000), CI_JOB_URL: `https://x/${"b".repeat(5000)}` };
    const lengths: (number | undefined)[] = [];
    bench.wire.onRequest = async ({ action }) => {
      if (action !== "task") return;
      const { lease } = (await bench.ledger()) ?? {};
      lengths.push(lease?.owner.length, lease?.url?.length);
    };
    await bench.apply();
    expect(lengths).toEqual([120, 300]);
  });

  it("is given back when a run stayed unresolved, and when the apply ended early", async () => {
    bench.sandbox.faults.add({ match: { action: "task" }, do: { status: 500 } });
    expect((await bench.apply()).code).toBe(1);
    expect(await bench.ledger()).not.toHaveProperty("lease");
    bench.sandbox.faults.clear();
    bench.sandbox.faults.add({ match: { path: "/v1/sensors", skip: 1 }, do: { status: 500 } });
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([1, expect.stringContaining("1 organization failed")]);
    expect(await bench.ledger()).not.toHaveProperty("lease");
  });

  it("ends by itself when it could not be given back", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "task")
        bench.sandbox.faults.add({ match: { path: "/v1/hive/lookup" }, do: { status: 500 } });
    };
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("it ends by itself")]);
    expect(flat(out)).toMatch(
      /UNRESOLVED issue version, run 1: .*the ledger could not record it, the journal did .*task_id [0-9a-f-]{36}/,
    );
    bench.sandbox.faults.clear();
    bench.wire.onRequest = () => undefined;
    expect((await bench.apply()).code).toBe(4);
    bench.sandbox.advance(leaseSeconds + requestTimeoutSeconds);
    const later = await bench.apply();
    expect([later.code, later.out]).toEqual([0, expect.stringContaining("adopt version, run 1")]);
    expect(bench.tasks()).toHaveLength(1);
  });
});

describe("taking the lease", () => {
  /** Acts once, right before the ledger is read for the lease: after the two looks of the plan. */
  function beforeLease(act: () => Promise<unknown>, method: string): void {
    let observed = false;
    bench.wire.onRequest = async ({ path, method: now, action }) => {
      observed ||= action === "list";
      if (!observed || now !== method || !path.includes("/hive/lookup/")) return;
      bench.wire.onRequest = () => undefined;
      await act();
    };
  }

  it("is refused when the ledger went away after the plan", async () => {
    beforeLease(() => bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`), "GET");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("the ledger went away")]);
    expect(bench.tasks()).toEqual([]);
  });

  it("is refused when somebody else writes between its look and its write, and nothing is sent", async () => {
    beforeLease(() => leaseToOther(), "POST");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("another apply took the lease at the same moment"),
    ]);
    expect(bench.tasks()).toEqual([]);
    expect(await bench.ledger()).toMatchObject({ lease: { id: "other" } });
  });
});

describe("a machine that sleeps under its lease", () => {
  /** Monotonic clocks of some systems stand still meanwhile; the time of record does not. */
  async function asleepFor(ms: number): Promise<boolean> {
    const time = { nowMs: 1_800_000_000_000, monotonicMs: 5 };
    const version = "1" as LedgerStamp;
    const organization = {
      ledger: {
        read: async () => ({ state: "present", version, ledger: { serial: 1, tasks: {}, rules: {} } }),
        write: async () => ({ written: true, version }),
      },
      clock: { nowMs: () => time.nowMs, monotonicMs: () => time.monotonicMs },
      patience: { requestTimeoutMs: requestTimeoutSeconds * 1000 },
      operator: { owner: "me", newId: () => "id" },
    } as unknown as WritableOrganization;
    const lease = await takeLease(organization);
    if ("row" in lease) throw new Error(lease.reason);
    time.nowMs += ms;
    return lease.coversRequest();
  }

  it("sends nothing when it wakes up after its end, and goes on before", async () => {
    expect(await asleepFor(60_000)).toBe(true);
    expect(await asleepFor((leaseSeconds - requestTimeoutSeconds) * 1000)).toBe(false);
  });
});

describe("a lease under the longest request time-out", () => {
  it("is extended before it cannot cover a request any more", async () => {
    bench.environment = { LCTASKS_REQUEST_TIMEOUT: "300s" };
    let written = 0;
    bench.wire.onRequest = ({ method, path }) => {
      if (method !== "POST" || !path.includes("/hive/lookup/")) return;
      // 302 seconds are left when the intents are to be written: more than half of the lease, less than a request may take.
      if (++written === 1) bench.sandbox.advance(leaseSeconds - 302);
    };
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(bench.tasks()).toHaveLength(1);
  });
});
