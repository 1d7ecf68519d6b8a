import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

/** A run whose request never arrived, and nobody knows. */
beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers", when: "before" } });
  await bench.apply();
  bench.sandbox.faults.clear();
});

afterEach(() => bench.close());

const row = async () => (await bench.ledger())?.tasks["version"];

describe("resolve", () => {
  it("settles row 10: the run counts as issued, nothing is sent, its number stays used up", async () => {
    const held = await bench.lctasks("plan");
    expect([held.code, flat(held.out)]).toEqual([
      4,
      expect.stringContaining("lctasks resolve version --organization default"),
    ]);
    const { code, out } = await bench.lctasks("resolve", "version", "--yes");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("a higher `run` runs it again")]);
    expect(await row()).toMatchObject({
      highest: 1,
      runs: [{ state: "issued", how: "resolved", taskIds: [] }],
    });
    const sent = bench.tasks().length;
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(sent);
  });

  it("leaves a higher run to be issued once", async () => {
    await bench.lctasks("resolve", "version", "--yes");
    const before = bench.tasks().length;
    expect((await bench.lctasks("rerun", "version", "--yes")).code).toBe(0);
    expect((await bench.apply()).code).toBe(0);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(
      bench
        .tasks()
        .slice(before)
        .map(({ context }) => context),
    ).toEqual([expect.stringMatching(/^soc-version\.r2\./)]);
  });

  it("keeps watching the token: what turns up late is pending, and cancelled by a higher run", async () => {
    const token = (await row())?.runs[0]?.token ?? "";
    await bench.lctasks("resolve", "version", "--yes");
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: bench.sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_version", tag: "workstation", context: token }),
    });
    expect(flat((await bench.lctasks("plan")).out)).toContain("version, run 1: 8 waiting");
    await bench.lctasks("rerun", "version", "--yes");
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toHaveLength(1);
  });

  it("has nothing to do for a run that is known, and for a task without one", async () => {
    await bench.lctasks("resolve", "version", "--yes");
    const again = await bench.lctasks("resolve", "version", "--yes");
    expect([again.code, flat(again.out)]).toEqual([0, expect.stringContaining("run 1 is issued")]);
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    const fresh = await bench.lctasks("resolve", "users", "--yes");
    expect([fresh.code, flat(fresh.out)]).toEqual([0, expect.stringContaining("nothing was ever recorded")]);
    await bench.lctasks("pause", "users", "--yes");
    expect(flat((await bench.lctasks("resolve", "users", "--yes")).out)).toContain("it has no run");
  });

  it("needs somebody's word, a known name and valid files", async () => {
    expect((await bench.lctasks("resolve", "version")).code).toBe(4);
    expect((await row())?.runs[0]?.state).toBe("unresolved");
    const slip = await bench.lctasks("resolve", "verson", "--yes");
    expect([slip.code, flat(slip.out)]).toEqual([1, expect.stringContaining("did you mean version?")]);
    bench.folder.write("tasks/broken.yaml", "name: 7\n");
    expect((await bench.lctasks("resolve", "version", "--yes")).code).toBe(3);
  });
});
