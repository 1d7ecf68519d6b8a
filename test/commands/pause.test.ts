import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "../flow/bench.js";

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

const issued = (): string[] => bench.tasks().map(({ task }) => task);

describe("pause <task>", () => {
  it("keeps a task that the ledger never heard of from being issued, and resume lets it go", async () => {
    const paused = await bench.lctasks("pause", "version", "--yes");
    expect([paused.code, paused.out]).toEqual([0, "default: done: paused: version\n"]);
    expect((await bench.ledger())?.tasks).toMatchObject({ version: { highest: 0, runs: [] } });
    const { out } = await bench.apply();
    expect(flat(out)).toContain("lctasks resume version --organization default");
    expect(issued()).toEqual(["os_users"]);
    expect(flat((await bench.lctasks("plan")).out)).toContain("plan/paused");
    expect((await bench.lctasks("resume", "version", "--yes")).code).toBe(0);
    expect((await bench.ledger())?.tasks).not.toHaveProperty("version");
    await bench.apply();
    expect(issued()).toEqual(["os_users", "os_version"]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("keeps a higher run from being issued and the older one from being cancelled", async () => {
    await bench.apply();
    await bench.lctasks("pause", "version", "--yes");
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    expect((await bench.apply()).code).toBe(0);
    expect([issued(), bench.untasked()]).toEqual([["os_users", "os_version"], []]);
    await bench.lctasks("resume", "version", "--yes");
    await bench.apply();
    expect([issued().length, bench.untasked().length]).toEqual([3, 1]);
  });

  it("keeps a removed task from being buried and cancelled", async () => {
    await bench.apply();
    await bench.lctasks("pause", "version", "--yes");
    bench.folder.remove("tasks/version.yaml");
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toEqual([]);
    await bench.lctasks("resume", "version", "--yes");
    await bench.apply();
    expect(bench.untasked()).toHaveLength(1);
  });

  it("changes nothing without anybody's word", async () => {
    const nobody = await bench.lctasks("pause", "version");
    expect([nobody.code, flat(nobody.out)]).toEqual([4, expect.stringContaining("use `--yes`")]);
    bench.answer = "n";
    const declined = await bench.lctasks("pause", "version");
    expect([declined.code, flat(declined.out)]).toEqual([4, expect.stringContaining("not agreed to")]);
    expect((await bench.ledger())?.tasks).toEqual({});
    bench.answer = "y";
    expect((await bench.lctasks("pause", "version")).code).toBe(0);
  });

  it("does nothing twice, and says so", async () => {
    await bench.lctasks("pause", "version", "--yes");
    const again = await bench.lctasks("pause", "version", "--yes", "--format", "json");
    expect([again.code, JSON.parse(again.out)]).toMatchObject([
      0,
      { version: 1, organizations: [{ organization: "default", result: "nothing" }] },
    ]);
    expect(flat((await bench.lctasks("resume", "users", "--yes")).out)).toContain(
      "not paused by name: users",
    );
  });

  it("names the nearest task for one that is unknown", async () => {
    for (const verb of ["pause", "resume"]) {
      const { code, out } = await bench.lctasks(verb, "versoin", "--yes");
      expect([code, flat(out)]).toEqual([1, expect.stringContaining("did you mean version?")]);
    }
  });

  it("wants tasks or --all, not both and not neither", async () => {
    for (const argv of [["pause"], ["resume", "version", "--all"], ["cancel"]]) {
      const { code, err } = await bench.lctasks(...argv, "--yes");
      expect([code, err]).toEqual([4, expect.stringContaining("one of the two")]);
    }
  });

  it("is refused while an apply is under way, and where the ledger moves meanwhile", async () => {
    await bench.writeLedger((ledger) => ({ ...ledger, lease: leaseOf(bench.sandbox.nowMs()) }));
    const during = await bench.lctasks("pause", "version", "--yes");
    expect([during.code, flat(during.out)]).toEqual([4, expect.stringContaining("ci applies since")]);
    expect((await bench.lctasks("resume", "--all", "--yes")).code).toBe(0);
    bench.sandbox.advance(3600);
    bench.wire.onRequest = async ({ method, path }) => {
      if (method !== "POST" || !path.includes("/hive/lookup/")) return;
      bench.wire.onRequest = () => undefined;
      await bench.writeLedger((ledger) => ledger);
    };
    const moved = await bench.lctasks("pause", "version", "--yes");
    expect([moved.code, flat(moved.out)]).toEqual([4, expect.stringContaining("look again")]);
    expect((await bench.ledger())?.tasks).toEqual({});
  });

  it("is refused without a ledger, and with one that cannot be read", async () => {
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    for (const argv of [
      ["pause", "version"],
      ["pause", "--all"],
      ["cancel", "version"],
      ["cancel", "--all"],
    ]) {
      const { code, out } = await bench.lctasks(...argv, "--yes");
      expect([code, flat(out)]).toEqual([4, expect.stringContaining("there is no ledger")]);
    }
  });
});

const leaseOf = (nowMs: number, owner = "ci") => ({
  id: "theirs",
  owner,
  takenAtMs: nowMs,
  expiresAtMs: nowMs + 600_000,
});

describe("pause --all", () => {
  it("holds every task until resume --all, and leaves those paused by name", async () => {
    await bench.lctasks("pause", "users", "--yes");
    expect((await bench.lctasks("pause", "--all", "--yes")).code).toBe(0);
    expect((await bench.apply()).code).toBe(0);
    expect(issued()).toEqual([]);
    expect(flat((await bench.lctasks("plan")).out)).toContain("lctasks resume --all --organization default");
    expect((await bench.lctasks("pause", "--all", "--yes")).out).toContain("already");
    const one = await bench.lctasks("resume", "users", "--yes");
    expect(flat(one.out)).toContain("everything is paused");
    await bench.lctasks("pause", "users", "--yes");
    const resumed = await bench.lctasks("resume", "--all", "--yes");
    expect([resumed.code, flat(resumed.out)]).toEqual([0, expect.stringContaining("lctasks resume users")]);
    await bench.apply();
    expect(issued()).toEqual(["os_version"]);
    expect((await bench.lctasks("resume", "--all", "--yes")).out).toContain("not paused");
  });

  it("is written while somebody applies, whose lease stays, and says so", async () => {
    const lease = leaseOf(bench.sandbox.nowMs());
    await bench.writeLedger((ledger) => ({ ...ledger, lease }));
    const { code, err } = await bench.lctasks("pause", "--all", "--yes");
    expect([code, flat(err)]).toEqual([
      0,
      expect.stringContaining("it stops when it next writes the ledger"),
    ]);
    expect(await bench.ledger()).toMatchObject({ lease, paused: { why: "pause" } });
  });

  it("needs somebody's word, and fails when the ledger goes away meanwhile", async () => {
    expect((await bench.lctasks("pause", "--all")).code).toBe(4);
    let reads = 0;
    bench.wire.onRequest = async ({ method, path }) => {
      if (method !== "GET" || !path.includes("/hive/lookup/")) return;
      reads += 1;
      if (reads === 2) await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    };
    const { code, out } = await bench.lctasks("pause", "--all", "--yes");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("the ledger went away")]);
  });

  it("works with task files that are invalid", async () => {
    bench.folder.write("tasks/broken.yaml", "name: 7\n");
    expect((await bench.lctasks("plan")).code).toBe(3);
    expect((await bench.lctasks("pause", "--all", "--yes")).code).toBe(0);
    expect((await bench.ledger())?.paused).toMatchObject({ why: "pause" });
  });

  it("stops an apply that is under way: it loses the ledger, and sends nothing more", async () => {
    let paused: Promise<{ code: number }> | undefined;
    bench.wire.onRequest = async ({ action }) => {
      if (action !== "task" || paused !== undefined) return;
      paused = bench.lctasks("pause", "--all", "--yes");
      await paused;
    };
    const { code, out } = await bench.apply();
    expect([code, (await paused)?.code, flat(out)]).toEqual([
      1,
      0,
      expect.stringContaining("nothing more was sent"),
    ]);
    const ledger = await bench.ledger();
    expect(ledger?.paused).toMatchObject({ why: "pause" });
    expect(ledger).not.toHaveProperty("lease");
    const sent = issued().length;
    await bench.apply();
    expect(issued()).toHaveLength(sent);
    await bench.lctasks("resume", "--all", "--yes");
    expect((await bench.apply()).code).toBe(0);
    expect(new Set(bench.tasks().map(({ context }) => context)).size).toBe(issued().length);
  });
});
