import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../../src/sandbox/start.js";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const rulePath = (name: string): string => `/v1/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.${name}`;

/** Lets requests about the rule of the task `version` meet a fault. */
const meet = (match: Fault["match"], effect: Fault["do"]): number =>
  bench.sandbox.faults.add({ match: { path: rulePath("version"), ...match }, do: effect });

interface RuleRecord {
  readonly data: { readonly detect: object; readonly respond: readonly object[] };
  readonly usr_mtd: { readonly enabled: boolean; readonly tags: readonly string[] };
}

const path = (): string => `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.version/data`;
const readRule = async (): Promise<RuleRecord> => (await bench.api("GET", path())) as RuleRecord;

/** Somebody else writes the rule of the task `version`. */
async function writeRule(
  data: object = { detect: { op: "exists", path: "event", event: "X" }, respond: [] },
  enabled = true,
): Promise<void> {
  const usr_mtd = JSON.stringify({ enabled, expiry: 0, tags: [], comment: "" });
  await bench.api("POST", path(), { data: JSON.stringify(data), usr_mtd });
}

const isAbout = (wire: { path: string; method: string }, method: string): boolean =>
  wire.path.startsWith(rulePath("version")) && wire.method === method;

/** Acts once, right before a request about the rule of `version` is passed on. */
function before(method: string, act: () => Promise<void>, skip = 0): void {
  let left = skip;
  bench.wire.onRequest = async (entry) => {
    if (!isAbout(entry, method) || left-- > 0) return;
    bench.wire.onRequest = () => undefined;
    await act();
  };
}

const issued = (): string[] => bench.tasks().map(({ task }) => task);

async function expectConvergence(): Promise<void> {
  bench.sandbox.faults.clear();
  expect((await bench.apply()).code).toBe(0);
  expect((await bench.apply()).out).toMatch(/^No changes\n/);
  expect(issued().toSorted()).toEqual(["os_users", "os_version"]);
}

describe("a rule whose write fails", () => {
  it.each<[string, Fault["do"]]>([
    ["is refused", { status: 400, body: { error: "invalid rule" } }],
    ["is forbidden", { status: 403, body: { error: "missing permission dr.set" } }],
    ["meets a broken service", { status: 500 }],
    ["meets a cut connection", { cut: "headers" }],
    ["meets a page of HTML", { status: 200, body: "<html>" }],
  ])("because it %s stops its own task only", async (_, effect) => {
    meet({ method: "POST" }, effect);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("not issued: a step before it did not")]);
    expect(issued()).toEqual(["os_users"]);
    await expectConvergence();
  });

  it("counts as written when only its answer was lost", async () => {
    meet({ method: "POST" }, { cut: "headers", when: "after" });
    expect((await bench.apply()).code).toBe(0);
    await expectConvergence();
  });

  it("is not tried again over a change that somebody else made meanwhile", async () => {
    await bench.apply();
    const more = responseText.replace("output, name: tasks-output }", "report, name: other }");
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more }));
    before("POST", () => writeRule());
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("FAILED")]);
    expect(issued()).toHaveLength(2);
    const second = await bench.apply();
    expect([second.code, flat(second.out)]).toEqual([0, expect.stringContaining("update rule lctasks.soc")]);
    expect(issued()).toEqual(["os_users", "os_version", "os_version"]);
  });

  it("is not written when the lease ended while it was looked at, as when a laptop slept", async () => {
    before("GET", async () => bench.sandbox.advance(3600));
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining("the lease would end before the request does"),
    ]);
    expect(
      bench.wire.entries.filter(
        ({ method, path }) => method === "POST" && path.includes("/lctasks.soc.version/"),
      ),
    ).toEqual([]);
    expect(issued()).not.toContain("os_version");
  });

  it("is not written over a rule that appeared meanwhile; what a person must decide is said", async () => {
    before("GET", () => writeRule());
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("appeared meanwhile")]);
    const second = await bench.apply();
    expect([second.code, flat(second.out)]).toEqual([
      4,
      expect.stringContaining("delete or rename the live"),
    ]);
    expect(issued()).toEqual(["os_users"]);
    expect(await readRule()).toMatchObject({ data: { respond: [] } });
    await bench.api("DELETE", path().replace(/\/data$/, ""));
    await expectConvergence();
  });
});

describe("a live rule that cannot be read", () => {
  it("holds its own task only", async () => {
    const listing = { "lctasks.soc.version": { data: null, usr_mtd: null } };
    bench.sandbox.faults.add({
      match: { method: "GET", path: `/v1/hive/dr-general/${bench.sandbox.oid}`, times: 2 },
      do: { status: 200, body: listing },
    });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("its content cannot be read")]);
    expect(issued()).toEqual(["os_users"]);
    await expectConvergence();
  });
});

describe("reading back", () => {
  it("waits for a rule that shows late", async () => {
    meet({ method: "GET", skip: 2, times: 1 }, { stale_s: 3600 });
    expect((await bench.apply()).code).toBe(0);
    expect(issued()).toHaveLength(2);
  });

  it("stops the task of a rule that never shows as it was written, until a person decided", async () => {
    before("GET", () => writeRule(), 2);
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("reads back differently")]);
    expect(issued()).toEqual(["os_users"]);
    const second = await bench.apply();
    expect([second.code, flat(second.out)]).toEqual([4, expect.stringContaining("something else")]);
    expect(issued()).toEqual(["os_users"]);
    await bench.api("DELETE", path().replace(/\/data$/, ""));
    await expectConvergence();
  });

  it("stops the task of a rule that stands disabled", async () => {
    before("GET", async () => writeRule((await readRule()).data, false), 2);
    const { code } = await bench.apply();
    expect([code, issued()]).toEqual([1, ["os_users"]]);
  });
});

describe("rules come first", () => {
  it("stand as declared and enabled when the first request is sent", async () => {
    const standing: (RuleRecord | undefined)[] = [];
    bench.wire.onRequest = async ({ action, data }) => {
      if (action === "task" && data["task"] === "os_version") standing.push(await readRule());
    };
    await bench.apply();
    expect(standing).toMatchObject([
      { data: { detect: { value: "soc-version.r" } }, usr_mtd: { enabled: true, tags: ["lctasks:soc"] } },
    ]);
  });

  it("waits for the service to load rules, only when any was written", async () => {
    bench.folder.write("lctasks.yaml", configText("ruleSettle: 42s\n"));
    const pauses: [number, number][] = [];
    bench.onSleep = (ms) => void pauses.push([ms, bench.tasks().length]);
    await bench.apply();
    expect(pauses.filter(([ms]) => ms === 42_000)).toEqual([[42_000, 0]]);
    pauses.length = 0;
    for (const name of ["version", "users"])
      bench.folder.write(
        `tasks/${name}.yaml`,
        taskText(name, { run: 2, task: `os_${name}`, more: responseText }),
      );
    await bench.apply();
    expect(pauses.filter(([ms]) => ms === 42_000)).toEqual([]);
    expect(issued()).toHaveLength(4);
  });

  it("sends nothing after somebody asked to stop, and the next apply goes on", async () => {
    before("POST", async () => bench.stop());
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("stopped before it was sent")]);
    expect(issued()).toEqual([]);
    await expectConvergence();
  });

  it("repairs a rule that was disabled by hand before the next run", async () => {
    await bench.apply();
    await writeRule((await readRule()).data, false);
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    const enabled: boolean[] = [];
    bench.wire.onRequest = async ({ action }) => {
      if (action === "task") enabled.push((await readRule()).usr_mtd.enabled);
    };
    const { code, out } = await bench.apply();
    expect([code, enabled, flat(out)]).toEqual([0, [true], expect.stringContaining("update rule")]);
  });
});
