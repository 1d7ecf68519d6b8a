import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

const path = (): string => `/hive/dr-general/${bench.sandbox.oid}`;

async function tags(): Promise<readonly string[]> {
  const records = (await bench.api("GET", path())) as { [key: string]: { usr_mtd: { tags: string[] } } };
  return records["lctasks.soc.version"]?.usr_mtd.tags ?? [];
}

describe("the rule of a run that was issued", () => {
  it("is marked with its token, and with the next one's when that is issued", async () => {
    await bench.apply();
    expect(await tags()).toEqual(["lctasks:soc", `lctasks-run:${bench.tasks()[0]?.context}`]);
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    expect(await tags()).toEqual(["lctasks:soc", `lctasks-run:${bench.tasks()[1]?.context}`]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("gives away a ledger that was rolled back to before it", async () => {
    const before = await bench.ledger();
    await bench.apply();
    const { rules } = (await bench.ledger()) ?? { rules: {} };
    bench.sandbox.connect("all");
    await bench.writeLedger((now) => ({ ...now, tasks: before?.tasks ?? {}, rules }));
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("the ledger was rolled back: rule lctasks.soc.version"),
    ]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("that cannot be marked is said; the run stays issued", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "task")
        bench.sandbox.faults.add({
          match: { method: "POST", path: `/v1${path()}` },
          do: { status: 400, body: { error: "no" } },
        });
    };
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("does not carry the mark of the run that was just issued"),
    ]);
    bench.wire.onRequest = () => undefined;
    bench.sandbox.faults.clear();
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(1);
  });
});
