import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText("subscribe: true\n"));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const extension = (): string => `/orgs/${bench.sandbox.oid}/subscription/extension/ext-reliable-tasking`;
const unsubscribe = (): Promise<unknown> => bench.api("DELETE", extension());
const subscription = (): string => `/v1${extension()}`;

describe("an organization that is not subscribed", () => {
  beforeEach(unsubscribe);

  it("is subscribed before anything else, and looked at again", async () => {
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("subscribe to ext-reliable-tasking: subscribed"),
    ]);
    expect(bench.tasks()).toHaveLength(1);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("gets nothing sent when subscribing fails", async () => {
    bench.sandbox.faults.add({ match: { method: "POST", path: subscription() }, do: { status: 500 } });
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([1, expect.stringMatching(/^Nothing was done; 1 organization failed\n/)]);
    expect(bench.tasks()).toEqual([]);
    expect(await bench.ledger()).not.toHaveProperty("lease");
    bench.sandbox.faults.clear();
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("gets nothing sent when the queue cannot be read afterwards", async () => {
    bench.sandbox.faults.add({ match: { action: "list" }, do: { body: { data: 7 } } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("report this shape")]);
    expect(bench.tasks()).toEqual([]);
    bench.sandbox.faults.clear();
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("is not subscribed when the ledger went away under the lease", async () => {
    let reads = 0;
    bench.wire.onRequest = async ({ path, method }) => {
      if (method !== "GET" || !path.includes("/hive/lookup/")) return;
      reads += 1;
      if (reads === 4) await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    };
    expect((await bench.apply()).code).toBe(1);
    expect(
      bench.wire.entries.filter(({ path, method }) => path === subscription() && method === "POST"),
    ).toEqual([]);
  });
});

describe("what changed between the plan that was shown and the lease", () => {
  /** Acts once, when the lease is taken. */
  function underLease(act: () => unknown): void {
    bench.wire.onRequest = async ({ path, method }) => {
      if (method !== "POST" || !path.includes("/hive/lookup/")) return;
      bench.wire.onRequest = () => undefined;
      await act();
    };
  }

  it("is held when nobody agreed to it, with the run that relies on it", async () => {
    await bench.apply();
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    underLease(() => bench.api("DELETE", `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.version`));
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([
      4,
      expect.stringContaining("became necessary after the plan"),
    ]);
    expect(bench.tasks()).toHaveLength(1);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("drops out when somebody else did it meanwhile", async () => {
    const other = () => bench.lctasks("apply", "--yes");
    let nested: Promise<{ code: number }> | undefined;
    bench.wire.onRequest = async ({ path, method }) => {
      if (method !== "GET" || !path.startsWith("/v1/hive/lookup/") || nested !== undefined) return;
      nested = other();
      await nested;
    };
    const { code } = await bench.apply();
    expect([code, (await nested)?.code]).toEqual([0, 0]);
    expect(bench.tasks()).toHaveLength(1);
  });
});

describe("two applies at the same time", () => {
  it("ask for each run once; one of them may be refused or fail", async () => {
    const runs = await Promise.all([bench.apply(), bench.apply(), bench.apply()]);
    expect(runs.map(({ code }) => code)).toContain(0);
    expect(bench.tasks()).toHaveLength(1);
    bench.sandbox.advance(20 * 60);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(1);
  });
});
