import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../../src/sandbox/start.js";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
});

afterEach(() => bench.close());

const meet = (match: Fault["match"], effect: Fault["do"]): number =>
  bench.sandbox.faults.add({ match, do: effect });

const raiseVersion = (): void =>
  bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
const removeVersion = (): void => bench.folder.remove("tasks/version.yaml");

const versionRow = async () => (await bench.ledger())?.tasks["version"];
const pending = async (): Promise<string[]> => (await bench.queue()).map(({ context }) => context).toSorted();
const idOfVersion = async (): Promise<string | undefined> =>
  (await bench.queue()).find(({ context }) => context.startsWith("soc-version."))?.taskId;

const failures: readonly (readonly [what: string, effect: Fault["do"]])[] = [
  ["meets a broken service", { status: 500 }],
  ["is forbidden", { status: 403, body: { error: "missing permission ext.request" } }],
  ["meets a cut connection", { cut: "headers" }],
  ["has an answer that does not say what was deleted", { body: { data: {}, error: "", retry: false } }],
  ["is answered and not carried out", { body: { data: { deleted: 8 }, error: "", retry: false } }],
];

describe.each(failures)("a cancel that %s", (_, effect) => {
  it("keeps the new run from being issued; both are made up for by the next apply", async () => {
    const id = await idOfVersion();
    raiseVersion();
    meet({ action: "untask" }, effect);
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("not issued: a step before")]);
    expect(bench.tasks()).toHaveLength(2);
    bench.sandbox.faults.clear();
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(new Set(bench.untasked())).toEqual(new Set([id]));
    expect(await pending()).toEqual([
      expect.stringMatching(/^soc-users\.r1\./),
      expect.stringMatching(/^soc-version\.r2\./),
    ]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("keeps a removed task from being buried until it is cancelled", async () => {
    removeVersion();
    meet({ action: "untask" }, effect);
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("kept: a step before")]);
    expect(await versionRow()).not.toHaveProperty("tombstone");
    bench.sandbox.faults.clear();
    expect((await bench.apply()).code).toBe(0);
    expect(await versionRow()).toMatchObject({ tombstone: {}, runs: [{ state: "cancelled" }] });
    expect(await pending()).toEqual([expect.stringMatching(/^soc-users/)]);
    bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
  });
});

describe("a cancel whose answer is lost", () => {
  it("is repeated, because that is harmless, and the new run is issued", async () => {
    raiseVersion();
    meet({ action: "untask", times: 1 }, { cut: "headers", when: "after" });
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toHaveLength(2);
    expect(await pending()).toContainEqual(expect.stringMatching(/^soc-version\.r2\./));
  });
});

describe("the look after a cancel", () => {
  it("is repeated when the queue still shows what was cancelled", async () => {
    raiseVersion();
    bench.sandbox.advance(60);
    meet({ action: "list", skip: 2, times: 1 }, { stale_s: 30 });
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(3);
  });

  it.each<[string, Fault["do"]]>([
    ["cannot be read", { body: { data: "7 tasks pending" } }],
    ["cannot be reached", { status: 503 }],
  ])("stops everything when the queue %s", async (_, effect) => {
    raiseVersion();
    bench.folder.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers" }));
    meet({ action: "list", skip: 2 }, effect);
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("whether it is gone cannot")]);
    expect(bench.tasks()).toHaveLength(2);
    bench.sandbox.faults.clear();
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Issued 2 tasks")]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });
});

describe("a stop before a cancel", () => {
  it("keeps the removed task from being buried", async () => {
    removeVersion();
    bench.wire.onRequest = ({ action }) => {
      if (action === "list") bench.stop();
    };
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("stopped before it was sent")]);
    expect(bench.untasked()).toEqual([]);
    expect(await versionRow()).not.toHaveProperty("tombstone");
    bench.wire.onRequest = () => undefined;
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toHaveLength(1);
  });
});

describe("what was delivered meanwhile", () => {
  it("is cancelled all the same, and the answer says that nothing waited", async () => {
    bench.sandbox.connect("all");
    raiseVersion();
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("nothing waited any more")]);
    expect(bench.untasked()).toHaveLength(1);
  });
});

describe("a run that the platform queued twice", () => {
  it("loses its second entry, and only that", async () => {
    const entry = (await bench.queue()).find(({ task }) => task === "os_version");
    const first = await idOfVersion();
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: bench.sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_version", tag: "workstation", context: entry?.context, ttl: 3600 }),
    });
    expect(flat((await bench.lctasks("plan")).out)).toContain("the platform queued run 1 a second time");
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toHaveLength(1);
    expect(bench.untasked()).not.toContain(first);
    expect((await bench.queue()).map(({ taskId }) => taskId)).toContain(first);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });
});

describe("a run with two task_ids", () => {
  it("is not over while one of them could not be cancelled: both are sent again, whatever the queue shows", async () => {
    const id = await idOfVersion();
    await bench.writeLedger((ledger) => {
      const row = ledger.tasks["version"];
      const runs = (row?.runs ?? []).map((run) => ({ ...run, taskIds: [...run.taskIds, "second"] }));
      return row === undefined
        ? ledger
        : { ...ledger, tasks: { ...ledger.tasks, version: { ...row, runs } } };
    });
    raiseVersion();
    meet({ action: "untask", skip: 1 }, { status: 403, body: { error: "missing permission ext.request" } });
    expect((await bench.apply()).code).toBe(1);
    expect(await versionRow()).toMatchObject({ runs: [{ state: "issued" }] });
    bench.sandbox.faults.clear();
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toEqual([id, "second", id, "second"]);
    expect(await versionRow()).toMatchObject({ runs: [{ state: "cancelled" }, { state: "issued" }] });
  });
});
