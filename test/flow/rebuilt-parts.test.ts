import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;
const hour = 3600;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  await bench.lctasks("ledger", "create", "--run-existing");
  bench.sandbox.connect("all");
});

afterEach(() => bench.close());

const write = (more: string): void =>
  bench.folder.write(
    "tasks/version.yaml",
    taskText("version", { target: "all: true", more: `acknowledge: [fleet-wide]\n${more}` }),
  );
const goOn = () => bench.lctasks("apply", "--yes", "--only", "continue");
const mostOften = (): number => {
  const each = new Map<string, number>();
  for (const { sid } of bench.sandbox.deliveries()) each.set(sid, (each.get(sid) ?? 0) + 1);
  return Math.max(0, ...each.values());
};
/** The ledger is lost, with the journal, and comes from an export of long ago. */
async function loseAnd(how: readonly string[], exported: string): Promise<void> {
  bench.folder.write("old.json", exported);
  await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
  rmSync(join(bench.folder.path, ".lctasks"), { recursive: true, force: true });
  expect((await bench.lctasks("ledger", ...how, "old.json", "--yes")).code).toBe(0);
}

describe("a ledger made again from an export that parts came after", () => {
  it.each([
    [
      "waves, with nothing left that shows the later one",
      "waves: [{ percent: 20, soak: 2h }, { percent: 60, soak: 2h }, { percent: 100 }]\n",
    ],
    [
      "waves, with the later one marked on the rule",
      `${responseText}waves: [{ percent: 20, soak: 2h }, { percent: 60, soak: 2h }, { percent: 100 }]\n`,
    ],
    ["newcomers", "coverage: newcomers\n"],
  ])("does not go on: %s", async (_, more) => {
    write(more);
    expect((await bench.apply()).code).toBe(0);
    const exported = (await bench.lctasks("ledger", "export")).out;
    bench.sandbox.advance(3 * hour);
    bench.sandbox.enroll([{ hostname: "late", plat: "linux", count: 1, tags: [] }]);
    bench.sandbox.connect("all");
    expect((await goOn()).code).toBe(0);
    expect([bench.tasks().length, mostOften()]).toEqual([2, 1]);
    bench.sandbox.advance(3 * hour);
    await loseAnd(["rebuild", "--from"], exported);
    expect((await bench.ledger())?.version).toBe(2);
    const { out } = await goOn();
    expect(flat(out)).toContain("the run does not go on");
    expect(flat(out)).toContain("its ledger was made again");
    expect([bench.tasks().length, mostOften()]).toEqual([2, 1]);
  });
});

describe("an export that is brought back without a witness", () => {
  const waves = "waves: [{ percent: 20, soak: 2h }, { percent: 60, soak: 2h }, { percent: 100 }]\n";

  it.each([
    ["a cancel that came after it", waves, () => bench.lctasks("cancel", "version", "--yes"), 1],
    ["a wave that came after it and was delivered", waves, goOn, 2],
    ["a part for newcomers that came after it and was delivered", "coverage: newcomers\n", goOn, 2],
  ])("lets no run in parts go on: %s", async (_, more, then, sent) => {
    write(more);
    expect((await bench.apply()).code).toBe(0);
    const exported = (await bench.lctasks("ledger", "export")).out;
    bench.sandbox.advance(3 * hour);
    bench.sandbox.enroll([{ hostname: "late", plat: "linux", count: 1, tags: [] }]);
    bench.sandbox.connect("all");
    expect((await then()).code).toBe(0);
    await loseAnd(["import"], exported);
    bench.sandbox.advance(3 * hour);
    const { out } = await goOn();
    expect(flat(out)).toContain("the run does not go on");
    expect([bench.tasks().length, mostOften()]).toEqual([sent, 1]);
  });
});
