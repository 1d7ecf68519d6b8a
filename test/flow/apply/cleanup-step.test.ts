import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../../src/sandbox/start.js";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

/** A task whose file went and whose answers cannot come any more: its rule is due. */
beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  bench.folder.remove("tasks/version.yaml");
});

afterEach(() => bench.close());

const key = "lctasks.soc.version";
const rulePath = (): string => `/hive/dr-general/${bench.sandbox.oid}/${key}`;
const afterAllAnswers = (): void => bench.sandbox.advance(3 * 86_400);
const meet = (method: string, effect: Fault["do"]): number =>
  bench.sandbox.faults.add({ match: { method, path: `/v1${rulePath()}` }, do: effect });

const liveRules = async (): Promise<string[]> =>
  Object.keys((await bench.api("GET", `/hive/dr-general/${bench.sandbox.oid}`)) as object);

/** Somebody else changes the live rule. */
async function changeRule(): Promise<void> {
  const record = (await bench.api("GET", `${rulePath()}/data`)) as { data: object; usr_mtd: object };
  await bench.api("POST", `${rulePath()}/data`, {
    data: JSON.stringify({ ...record.data, respond: [] }),
    usr_mtd: JSON.stringify(record.usr_mtd),
  });
}

/** Acts once, right before a request about the rule is passed on. */
function before(method: string, act: () => Promise<unknown>): void {
  bench.wire.onRequest = async (entry) => {
    if (entry.method !== method || !entry.path.includes(key)) return;
    bench.wire.onRequest = () => undefined;
    await act();
  };
}

describe("the rule of a removed task", () => {
  it("stays as long as answers can come, then goes", async () => {
    const kept = await bench.apply();
    expect([kept.code, await liveRules()]).toEqual([0, [key]]);
    bench.sandbox.advance(86_400 + 23 * 3600);
    await bench.apply();
    expect(await liveRules()).toEqual([key]);
    bench.sandbox.advance(3 * 3600);
    const gone = await bench.apply();
    expect([gone.code, flat(gone.out)]).toEqual([0, expect.stringContaining(`delete rule ${key}: deleted`)]);
    expect(await liveRules()).toEqual([]);
    expect((await bench.ledger())?.rules).toEqual({});
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("is left alone when somebody changed it since it was looked at, and looked at again by the next apply", async () => {
    afterAllAnswers();
    before("GET", changeRule);
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("changed since the plan")]);
    expect(await liveRules()).toEqual([key]);
    expect((await bench.apply()).code).toBe(0);
    expect(await liveRules()).toEqual([]);
  });

  it("counts as deleted when somebody else took it away meanwhile", async () => {
    afterAllAnswers();
    before("GET", () => bench.api("DELETE", rulePath()));
    expect((await bench.apply()).code).toBe(0);
    expect((await bench.ledger())?.rules).toEqual({});
  });

  it.each<[string, string, Fault["do"]]>([
    ["the service is broken", "DELETE", { status: 500 }],
    ["deleting is forbidden", "DELETE", { status: 403, body: { error: "missing permission dr.del" } }],
    ["it cannot be looked at", "GET", { status: 500 }],
  ])("stays, and its task unburied, when %s", async (_, method, effect) => {
    afterAllAnswers();
    meet(method, effect);
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("kept: a step before")]);
    expect((await bench.ledger())?.tasks["version"]).not.toHaveProperty("tombstone");
    bench.sandbox.faults.clear();
    expect((await bench.apply()).code).toBe(0);
    expect(await liveRules()).toEqual([]);
    expect((await bench.ledger())?.tasks["version"]).toHaveProperty("tombstone");
    expect(bench.tasks()).toHaveLength(2);
  });

  it("is deleted once when only the answer was lost", async () => {
    afterAllAnswers();
    meet("DELETE", { cut: "headers", when: "after" });
    expect((await bench.apply()).code).toBe(0);
    expect(await liveRules()).toEqual([]);
  });

  it("stays when somebody asked to stop", async () => {
    afterAllAnswers();
    bench.wire.onRequest = ({ action }) => {
      if (action === "list") bench.stop();
    };
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("stopped before it was sent")]);
    expect(await liveRules()).toEqual([key]);
  });

  it("is forgotten when it is already gone", async () => {
    afterAllAnswers();
    await bench.api("DELETE", rulePath());
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining(`forget rule ${key}`)]);
    expect((await bench.ledger())?.rules).toEqual({});
  });
});

describe("a rule that only bears our name", () => {
  it("is shown and never touched", async () => {
    await bench.api("POST", `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.other/data`, {
      data: JSON.stringify({ detect: { op: "exists", path: "event", event: "X" }, respond: [] }),
      usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: ["lctasks:soc"], comment: "" }),
    });
    afterAllAnswers();
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("rule lctasks.soc.other")]);
    expect(await liveRules()).toEqual(["lctasks.soc.other"]);
  });
});
