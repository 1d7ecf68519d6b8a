import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

/** One task to cancel and issue anew, one to bury, one that is new: every step has something to write. */
beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  bench.folder.remove("tasks/users.yaml");
  bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
  bench.folder.write("tasks/drivers.yaml", taskText("drivers", { task: "os_drivers", more: responseText }));
});

afterEach(() => bench.close());

/** Right before the ledger is written for the n-th time from now, somebody else writes it. */
function interfere(write: number): { readonly sentAfter: () => string[] } {
  let left = write;
  const mark = { at: Number.POSITIVE_INFINITY };
  bench.wire.onRequest = async ({ path, method }) => {
    if (method !== "POST" || !path.includes("/hive/lookup/") || --left !== 0) return;
    await bench.writeLedger(({ lease: _ended, ...ledger }) => ledger);
    mark.at = bench.wire.entries.length;
  };
  const isEffect = ({ method, path, action }: Bench["wire"]["entries"][number]): boolean =>
    action === "task" || action === "untask" || (method !== "GET" && path.includes("/hive/dr-general/"));
  return {
    sentAfter: () =>
      bench.wire.entries
        .slice(mark.at)
        .filter(isEffect)
        .map(({ method, path }) => `${method} ${path}`),
  };
}

/** The writes of this apply: lease, rule intents, rules, cancels, run intents, results, tombstone, end of the lease. */
const writes = [1, 2, 3, 4, 5, 6, 7, 8];

describe.each(writes)("when somebody else writes the ledger right before our write %i", (write) => {
  it("nothing more is sent, and the next apply makes up for it without asking for any run twice", async () => {
    const { sentAfter } = interfere(write);
    const first = await bench.apply();
    const lost = write === 1 ? "another apply took the lease" : "somebody else wrote in between";
    expect([first.code, flat(first.out)]).toEqual([write === 1 ? 4 : 1, expect.stringContaining(lost)]);
    expect(sentAfter()).toEqual([]);
    bench.wire.onRequest = () => undefined;
    expect((await bench.apply()).code).toBe(0);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    const contexts = bench.tasks().map(({ context }) => context);
    expect([contexts.length, new Set(contexts).size]).toEqual([4, 4]);
    expect((await bench.queue()).map(({ context }) => context).toSorted()).toEqual([
      expect.stringMatching(/^soc-drivers\.r1\./),
      expect.stringMatching(/^soc-version\.r2\./),
    ]);
  });
});

it("every write of an apply was interfered with", async () => {
  const before = bench.wire.entries.length;
  await bench.apply();
  const written = bench.wire.entries
    .slice(before)
    .filter(({ method, path }) => method === "POST" && path.includes("/hive/lookup/"));
  expect(written).toHaveLength(writes.length);
});
