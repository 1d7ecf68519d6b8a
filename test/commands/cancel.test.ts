import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const cancel = (...argv: string[]) => bench.lctasks("cancel", ...argv, "--yes");
const waiting = async (): Promise<string[]> => (await bench.queue()).map(({ task }) => task).toSorted();
const stateOf = async (name: string) => (await bench.ledger())?.tasks[name]?.runs.at(-1)?.state;
const raiseVersion = (): void =>
  bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
const liveLease = () => ({
  id: "theirs",
  owner: "ci",
  takenAtMs: bench.sandbox.nowMs(),
  expiresAtMs: bench.sandbox.nowMs() + 600_000,
});

describe("cancel <task>", () => {
  beforeEach(() => bench.apply());

  it("cancels what is pending of it by its task_id, and of nothing else", async () => {
    const { code, out, err } = await cancel("version");
    expect([code, out]).toEqual([0, "default: done: cancelled 1 run\n"]);
    expect(flat(err)).toMatch(/cancel 1 run: 8 deliveries waiting run 1 of version, task_id \S+: 8 sensors/);
    expect([await waiting(), await stateOf("version")]).toEqual([["os_users"], "cancelled"]);
    expect(await bench.ledger()).not.toHaveProperty("lease");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("lets a higher run be issued afterwards", async () => {
    await cancel("version");
    raiseVersion();
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(3);
  });

  it("cancels several at once, and says when nothing is pending", async () => {
    expect((await cancel("version", "users")).code).toBe(0);
    expect(await waiting()).toEqual([]);
    const again = await cancel("version");
    expect([again.code, flat(again.out)]).toEqual([
      0,
      expect.stringContaining("nothing of version is pending"),
    ]);
  });

  it("needs somebody's word", async () => {
    const nobody = await bench.lctasks("cancel", "version");
    expect([nobody.code, bench.untasked()]).toEqual([4, []]);
    bench.answer = "y";
    expect((await bench.lctasks("cancel", "version")).code).toBe(0);
  });

  it("names the nearest task, and changes nothing for a slip", async () => {
    const { code, out } = await cancel("users", "versoin");
    expect([code, flat(out), bench.untasked()]).toEqual([
      1,
      expect.stringContaining("did you mean version?"),
      [],
    ]);
  });

  it("has nothing to do for a task that was never issued here", async () => {
    bench.folder.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers" }));
    const { code, out } = await cancel("drivers");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("nothing of drivers is pending")]);
  });

  it("leaves an apply that is under way alone", async () => {
    await bench.writeLedger((ledger) => ({ ...ledger, lease: liveLease() }));
    const { code, out } = await cancel("version");
    expect([code, flat(out), bench.untasked()]).toEqual([4, expect.stringContaining("ci applies since"), []]);
  });

  it("sends nothing when the queue cannot be read", async () => {
    bench.sandbox.faults.add({ match: { action: "list" }, do: { body: { data: 7 } } });
    const { code, out } = await cancel("version");
    expect([code, flat(out), bench.untasked()]).toEqual([1, expect.stringContaining("cannot be read"), []]);
  });

  it("fails, and says what is left, when the service does not cancel", async () => {
    bench.sandbox.faults.add({ match: { action: "untask" }, do: { status: 500 } });
    const { code, out } = await cancel("version");
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringMatching(/cancelled 0 runs run 1 of version, task_id/),
    ]);
    expect(await stateOf("version")).toBe("issued");
    bench.sandbox.faults.clear();
    expect((await cancel("version")).code).toBe(0);
  });

  it("finds an unresolved run by its token, and says when it does not", async () => {
    raiseVersion();
    bench.sandbox.faults.add({ match: { action: "task", times: 1 }, do: { cut: "headers", when: "after" } });
    bench.sandbox.faults.add({ match: { action: "list", skip: 3 }, do: { status: 500 } });
    await bench.apply();
    bench.sandbox.faults.clear();
    expect(await stateOf("version")).toBe("unresolved");
    expect((await cancel("version")).code).toBe(0);
    expect([await waiting(), await stateOf("version")]).toEqual([["os_users"], "cancelled"]);
  });

  it("does not call an unresolved run cancelled that nothing shows", async () => {
    raiseVersion();
    bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers", when: "before" } });
    await bench.apply();
    bench.sandbox.faults.clear();
    const { code, out } = await cancel("version");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("nobody knows whether it was sent")]);
    expect(await stateOf("version")).toBe("unresolved");
  });

  it("lets the apply of somebody else go first when both begin at once", async () => {
    let taken = false;
    bench.wire.onRequest = async ({ action }) => {
      if (action !== "list" || taken) return;
      taken = true;
      await bench.writeLedger((ledger) => ({ ...ledger, lease: liveLease() }));
    };
    const { code, out } = await cancel("version");
    expect([code, flat(out), bench.untasked()]).toEqual([4, expect.stringContaining("ci applies"), []]);
  });

  it("ends where the ledger moves under it, and the next one goes on", async () => {
    bench.wire.onRequest = async ({ action }) => {
      if (action !== "untask") return;
      bench.wire.onRequest = () => undefined;
      await bench.writeLedger((ledger) => ledger);
    };
    const { code, out } = await cancel("version");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("nothing more was sent")]);
    expect(await bench.ledger()).not.toHaveProperty("lease");
    expect((await cancel("version")).code).toBe(0);
    expect(await stateOf("version")).toBe("cancelled");
  });
});

describe("cancel --all", () => {
  beforeEach(() => bench.apply());

  it("counts first, latches, cancels everything, and lets nothing be issued until resume", async () => {
    const { code, out, err } = await cancel("--all");
    expect([code, out]).toEqual([0, "default: done: cancelled 2 runs\n"]);
    expect(flat(err)).toContain("cancel 2 runs: 16 deliveries waiting");
    expect([await waiting(), (await bench.ledger())?.paused?.why]).toEqual([[], "cancel-all"]);
    raiseVersion();
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
    expect((await bench.lctasks("resume", "--all", "--yes")).code).toBe(0);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(3);
  });

  it("writes the latch before the first cancel", async () => {
    const seen: (string | undefined)[] = [];
    bench.wire.onRequest = async ({ action }) => {
      if (action === "untask") seen.push((await bench.ledger())?.paused?.why);
    };
    await cancel("--all");
    expect(seen).toEqual(["cancel-all", "cancel-all"]);
  });

  it("changes nothing without anybody's word", async () => {
    const { code } = await bench.lctasks("cancel", "--all");
    expect([code, bench.untasked(), (await bench.ledger())?.paused]).toEqual([4, [], undefined]);
  });

  it("that dies between latch and cancel holds everything, and goes on when it is run again", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "untask") bench.sandbox.faults.add({ match: {}, do: { cut: "headers" } });
    };
    const { code } = await cancel("--all");
    expect(code).toBe(1);
    bench.sandbox.faults.clear();
    bench.wire.onRequest = () => undefined;
    expect((await bench.ledger())?.paused?.why).toBe("cancel-all");
    expect((await waiting()).length).toBeGreaterThan(0);
    raiseVersion();
    await bench.apply();
    expect(bench.tasks()).toHaveLength(2);
    const again = await cancel("--all");
    expect([again.code, await waiting()]).toEqual([0, []]);
  });

  it("stops an apply that is under way, waits for its lease, and cancels what it sent", async () => {
    raiseVersion();
    let killed: Promise<{ code: number; err: string }> | undefined;
    bench.wire.onRequest = ({ action }) => {
      if (action !== "task" || killed !== undefined) return;
      killed = cancel("--all");
    };
    bench.onSleep = async () => undefined;
    const applied = await bench.apply();
    expect((await killed)?.code).toBe(0);
    expect([0, 1]).toContain(applied.code);
    expect(await waiting()).toEqual([]);
    expect((await bench.ledger())?.paused?.why).toBe("cancel-all");
    expect((await bench.apply()).code).toBe(0);
    expect(await waiting()).toEqual([]);
  });

  it("waits for the lease of an apply that died, and says so", async () => {
    await bench.writeLedger((ledger) => ({ ...ledger, lease: liveLease() }));
    const { code, err } = await cancel("--all");
    expect([code, flat(err)]).toEqual([
      0,
      expect.stringContaining("waiting until nothing is sent any more: ci"),
    ]);
    expect(await waiting()).toEqual([]);
  });

  it("keeps the latch when a person ends the waiting, and says what is left", async () => {
    await bench.writeLedger((ledger) => ({ ...ledger, lease: liveLease() }));
    bench.onSleep = () => bench.stop();
    const { code, out } = await cancel("--all");
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining("lctasks cancel --all --organization default"),
    ]);
    expect([bench.untasked(), (await bench.ledger())?.paused?.why]).toEqual([[], "cancel-all"]);
  });

  it("latches although the queue cannot be read, and says that the rest has to be repeated", async () => {
    bench.sandbox.faults.add({ match: { action: "list" }, do: { body: { data: 7 } } });
    const { code, out } = await cancel("--all");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("to cancel what is left")]);
    expect([bench.untasked(), (await bench.ledger())?.paused?.why]).toEqual([[], "cancel-all"]);
    expect(await bench.ledger()).not.toHaveProperty("lease");
  });

  it("works with task files that are invalid, and after a plain pause", async () => {
    await bench.lctasks("pause", "--all", "--yes");
    bench.folder.write("tasks/version.yaml", "name: 7\n");
    expect((await cancel("--all")).code).toBe(0);
    expect([await waiting(), (await bench.ledger())?.paused?.why]).toEqual([[], "cancel-all"]);
  });

  it("cancels what was superseded and turned up late as well", async () => {
    const version = (await bench.queue()).find(({ task }) => task === "os_version");
    await cancel("version");
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: bench.sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_version", tag: "workstation", context: version?.context }),
    });
    expect((await cancel("--all")).code).toBe(0);
    expect(await waiting()).toEqual([]);
  });

  it("gives up when the ledger moves all the time", async () => {
    bench.wire.onRequest = async ({ method, path }) => {
      if (method === "POST" && path.includes("/hive/lookup/")) await bench.writeLedger((ledger) => ledger);
    };
    const { code, out } = await cancel("--all");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("moves all the time")]);
    expect(bench.untasked()).toEqual([]);
  });
});
