import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";
import type { WireEntry } from "../wire.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version"));
  bench.sandbox.connect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const isLedger = ({ path }: WireEntry): boolean => path.includes("/hive/lookup/");

/** The reads of the ledger with these numbers show the state of a minute ago. */
function readsLate(...numbers: readonly number[]): void {
  let reads = 0;
  bench.wire.onRequest = (entry) => {
    if (entry.method !== "GET" || !isLedger(entry)) return;
    reads += 1;
    if (!numbers.includes(reads)) return;
    const match = { method: "GET", path: "/v1/hive/lookup/", times: 1 };
    bench.sandbox.faults.add({ match, do: { stale_s: 60 } });
  };
}

describe("never twice: a look at the ledger that shows an older state, before and under the lease", () => {
  it("does not make a run that was issued and delivered meanwhile look new", async () => {
    bench.sandbox.advance(120);
    await bench.apply();
    bench.sandbox.advance(5);
    readsLate(1, 4);
    const { code, out } = await bench.apply();
    expect([bench.tasks().length, code, flat(out)]).toEqual([1, 0, expect.stringContaining("No changes")]);
  });
});

describe("a plan that reads the ledger late, and the rules after an apply marked them", () => {
  it("does not take the ledger for rolled back", async () => {
    const more = responseText;
    bench.folder.write("tasks/version.yaml", taskText("version", { more }));
    await bench.apply();
    bench.sandbox.advance(120);
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more }));
    await bench.apply();
    bench.sandbox.advance(5);
    readsLate(1);
    const { code, out } = await bench.lctasks("plan");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("No changes")]);
  });
});
