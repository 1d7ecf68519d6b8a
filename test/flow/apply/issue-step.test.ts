import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IssueChange } from "../../../src/core/model/change.js";
import type { Execution } from "../../../src/flow/apply/execution.js";
import { issueStep } from "../../../src/flow/apply/issue-step.js";
import type { Fault } from "../../../src/sandbox/start.js";
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

/** Lets one `task` request meet a fault. */
const meet = (effect: Fault["do"], match: Fault["match"] = {}): number =>
  bench.sandbox.faults.add({ match: { action: "task", times: 1, ...match }, do: effect });

const writeVersion = (changes: Parameters<typeof taskText>[1]): void =>
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText, ...changes }));

/** How often each sensor was told to run each token's command. */
function told(): number[] {
  const counts = new Map<string, number>();
  for (const { sid, context } of bench.sandbox.deliveries())
    counts.set(`${sid} ${context}`, (counts.get(`${sid} ${context}`) ?? 0) + 1);
  return [...counts.values()];
}

const lostAnswers: readonly (readonly [what: string, effect: Fault["do"]])[] = [
  ["is cut before its first byte", { cut: "headers" }],
  [
    "is cut in its body",
    { cut: "body", status: 200, body: { data: { task_id: "x", total_sensors: 3 }, error: "", retry: false } },
  ],
  ["is a 500", { status: 500 }],
  ["is a 504", { status: 504 }],
  ["is a 401", { status: 401 }],
  ["is a 429 without the headers of the gateway", { status: 429, headers: {} }],
  ["is a page of HTML", { status: 200, body: "<html>busy</html>" }],
  ["carries no task id", { status: 200, body: { data: { total_sensors: 3 }, error: "", retry: false } }],
  ["carries no counts", { status: 200, body: { data: { task_id: "made-up" }, error: "", retry: false } }],
];

describe.each(lostAnswers)("a request whose answer %s", (_, effect) => {
  it("and that was carried out, is recognised in the queue", async () => {
    meet({ ...effect, when: "after" });
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([0, expect.stringContaining("the queue shows it, and")]);
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
    bench.sandbox.connect("all");
    expect([bench.tasks().length, new Set(told())]).toEqual([1, new Set([1])]);
  });

  it("and that was delivered at once, is never sent again; an answer settles it", async () => {
    bench.sandbox.connect("all");
    meet({ ...effect, when: "after" });
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("UNRESOLVED")]);
    const second = await bench.apply();
    expect([second.code, flat(second.out)]).toEqual([
      0,
      expect.stringContaining("carries its token: recorded"),
    ]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect([bench.tasks().length, new Set(told())]).toEqual([1, new Set([1])]);
  });

  it("and that was delivered at once without an answer that can be read, is held; a higher run is the way out", async () => {
    bench.sandbox.connect("all");
    meet({ ...effect, when: "after" });
    bench.sandbox.faults.add({ match: { path: "/v1/insight/" }, do: { status: 403, body: { error: "no" } } });
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("UNRESOLVED")]);
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([4, expect.stringContaining("raise `run` to 2")]);
    expect(bench.tasks()).toHaveLength(1);
    writeVersion({ run: 2 });
    expect((await bench.apply()).code).toBe(0);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect([bench.tasks().length, new Set(told())]).toEqual([2, new Set([1])]);
  });

  it("and that was not carried out, is held all the same; a higher run is the way out", async () => {
    meet(effect);
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("UNRESOLVED")]);
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([4, expect.stringContaining("(row 10)")]);
    expect(bench.tasks()).toHaveLength(1);
    writeVersion({ run: 2 });
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.connect("all");
    const contexts = new Set(bench.sandbox.deliveries().map(({ context }) => context));
    expect([bench.tasks().length, [...contexts]]).toEqual([2, [expect.stringMatching(/\.r2\./)]]);
  });
});

describe("the look-up after a lost answer", () => {
  it("finds an entry that shows only at the second look", async () => {
    meet({ cut: "headers", when: "after" });
    bench.sandbox.faults.add({ match: { action: "list", skip: 2, times: 1 }, do: { stale_s: 60 } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("the queue shows it, and")]);
  });

  it.each<[string, () => unknown]>([
    [
      "cannot be reached",
      () => bench.sandbox.faults.add({ match: { action: "list", skip: 2 }, do: { status: 500 } }),
    ],
    [
      "cannot be read",
      () => bench.sandbox.faults.add({ match: { action: "list", skip: 2 }, do: { body: { data: 7 } } }),
    ],
  ])("leaves the run unresolved when the queue %s, and the next apply adopts it", async (_, breakQueue) => {
    meet({ cut: "headers", when: "after" });
    breakQueue();
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("the queue cannot be read")]);
    bench.sandbox.faults.clear();
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("adopt version, run 1")]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("proves nothing for a context that is sent as written", async () => {
    writeVersion({ more: `exactContext: true\ncontext: exact\n` });
    meet({ cut: "headers", when: "after" });
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("UNRESOLVED")]);
    const second = await bench.apply();
    expect(second.code).toBe(4);
    expect(bench.tasks()).toHaveLength(1);
  });
});

describe("a request that provably was not accepted", () => {
  it("is sent again after the gateway's period", async () => {
    meet({ status: 429, headers: { "X-RateLimit-Quota": "5", "X-RateLimit-Period": "17" } });
    const pauses: number[] = [];
    bench.onSleep = (ms) => void pauses.push(ms);
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(bench.tasks().map(({ status }) => status)).toEqual([429, 200]);
    expect(pauses).toContain(17_000);
  });

  it("is sent again when the connection was refused", async () => {
    refuseTasks();
    bench.onSleep = () => {
      bench.wire.onRequest = () => undefined;
      return bench.wire.accept();
    };
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("withdraws its intent when the connection was refused twice", async () => {
    refuseTasks();
    bench.onSleep = async (ms) => {
      if (ms < 2000) await bench.wire.accept();
    };
    const first = await bench.apply();
    expect([first.code, flat(first.out)]).toEqual([1, expect.stringContaining("not issued: Cannot")]);
    bench.wire.onRequest = () => undefined;
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("withdraws its intent when it is not accepted twice, stops the apply, and is issued by the next one", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    meet({ status: 429 }, { times: 2 });
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("not issued: ")]);
    expect(first.out).toContain("not issued: the apply stopped before");
    expect(bench.tasks()).toHaveLength(2);
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Issued 2 tasks")]);
    expect(await bench.queue()).toHaveLength(2);
  });

  it("is not waited for when its period outlives the lease", async () => {
    meet({ status: 429, headers: { "X-RateLimit-Quota": "5", "X-RateLimit-Period": "3600" } });
    const beginning = bench.sandbox.nowMs();
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([1, expect.stringContaining("not issued: ")]);
    expect(bench.sandbox.nowMs() - beginning).toBeLessThan(60_000);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks().map(({ status }) => status)).toEqual([429, 200]);
  });

  it("is withdrawn when somebody asks to stop during the pause", async () => {
    meet({ status: 429 });
    bench.onSleep = (ms) => {
      if (ms === 60_000) bench.stop();
    };
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([1, expect.stringContaining("stopped before it was sent")]);
    expect(bench.tasks()).toHaveLength(1);
    bench.onSleep = () => undefined;
    expect((await bench.apply()).code).toBe(0);
  });
});

/** From the moment the intents are recorded nobody answers. */
function refuseTasks(): void {
  let recorded = false;
  bench.wire.onRequest = ({ path, method, form }) => {
    if (path.includes("/hive/lookup/") && method === "POST")
      recorded = form["data"]?.includes("unresolved") ?? false;
    if (path.includes("/hive/lookup/") && method === "GET" && recorded) bench.wire.refuse();
  };
}

describe("a request that is refused", () => {
  const refusal = { status: 400, body: { error: "bad selector" } };

  it("withdraws its intent, does not use up its run, and does not stop the others", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    meet(refusal);
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("refused: ")]);
    expect(bench.tasks().map(({ status }) => status)).toEqual([400, 200]);
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(await bench.queue()).toHaveLength(2);
  });

  it("stays unresolved when the queue cannot confirm it", async () => {
    meet(refusal);
    bench.sandbox.faults.add({ match: { action: "list", skip: 2 }, do: { status: 503 } });
    expect((await bench.apply()).out).toContain("UNRESOLVED");
    bench.sandbox.faults.clear();
    expect((await bench.apply()).code).toBe(4);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("counts as issued when the queue shows it all the same", async () => {
    meet({ ...refusal, when: "after" });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("the queue shows it, and")]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });
});

describe("batches", () => {
  const names = Array.from({ length: 45 }, (_, index) => `task-${String(index).padStart(2, "0")}`);

  beforeEach(() => {
    bench.folder.remove("tasks/version.yaml");
    for (const name of names)
      bench.folder.write(`tasks/${name}.yaml`, taskText(name, { task: `dir_list /tmp ${name}` }));
  });

  it("issue more than twenty tasks, once each", async () => {
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([0, expect.stringContaining("Issued 45 tasks")]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(new Set(bench.tasks().map(({ context }) => context)).size).toBe(45);
    expect(bench.tasks()).toHaveLength(45);
  });

  it("end with the one in which an answer is not clear; what was not sent is issued by the next apply", async () => {
    meet({ cut: "headers" }, { skip: 25 });
    const first = await bench.apply();
    expect(first.code).toBe(1);
    expect(first.out).toMatch(/Issued 25 tasks.*; 1 unresolved; 19 skipped/);
    expect(bench.tasks()).toHaveLength(26);
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([4, expect.stringContaining("Issued 19 tasks")]);
    expect(bench.tasks()).toHaveLength(45);
    expect(new Set(bench.tasks().map(({ context }) => context)).size).toBe(45);
  });

  it("withdraw what was not sent when somebody asks to stop", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "task" && bench.tasks().length === 30) bench.stop();
    };
    const first = await bench.apply();
    expect(first.code).toBe(1);
    expect(first.out).toMatch(/Issued 30 tasks.*; 15 skipped/);
    expect(first.out).toContain("stopped before it was sent");
    bench.wire.onRequest = () => undefined;
    const second = await bench.apply();
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Issued 15 tasks")]);
    expect(bench.tasks()).toHaveLength(45);
  });

  it("stop when the lease would end before the request does, and go on with the next apply", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "task" && bench.tasks().length <= 20) bench.sandbox.advance(60);
    };
    const first = await bench.apply();
    expect([first.code, first.out]).toEqual([1, expect.stringContaining("the lease would end before")]);
    bench.wire.onRequest = () => undefined;
    for (let again = 0; again < 3; again += 1) await bench.apply();
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(45);
  });

  it("extend the lease when half of it is gone", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "task") bench.sandbox.advance(18);
    };
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([0, expect.stringContaining("Issued 45 tasks")]);
  });
});

describe("a run whose number the ledger has as used up", () => {
  it("is not sent, whatever was decided", async () => {
    const ledger = { tasks: { version: { highest: 3, runs: [], onRemove: "cancel" } } };
    const change = { verb: "issue", task: "version", run: 3 } as IssueChange;
    const execution = {
      changes: [change],
      lease: { session: { ledger } },
      blocked: new Set<string>(),
      outcomes: [],
    } as unknown as Execution;
    await issueStep(execution);
    expect(execution.outcomes).toEqual([
      { change, result: "skipped", message: "not issued: the ledger knows of run 3" },
    ]);
  });
});

it("a request that the gateway's limit held up is not sent after the pause when the ledger moved meanwhile", async () => {
  meet({ status: 429 });
  bench.onSleep = async (ms) => {
    if (bench.tasks().length > 0 && ms > 0) await bench.unharmed(() => bench.writeLedger((ledger) => ledger));
  };
  const { code, out } = await bench.apply();
  expect([code, flat(out)]).toEqual([
    1,
    expect.stringContaining("somebody else wrote the ledger in between"),
  ]);
  expect(bench.tasks().map(({ status }) => status)).toEqual([429]);
  expect(await bench.queue()).toEqual([]);
});
