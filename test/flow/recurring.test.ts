import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;
const day = 86_400;
const text = (more: string): string => taskText("version", { more: `${responseText}${more}` });

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", text("every: 1d\n"));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const goOn = (...more: string[]) => bench.lctasks("apply", "--yes", "--only", "continue", ...more);
const tokens = (): unknown[] => bench.tasks().map(({ context }) => context);

describe("apply --only continue", () => {
  it("never issues what nobody agreed to", async () => {
    const { code, out } = await goOn();
    expect([code, bench.tasks()]).toEqual([4, []]);
    expect(flat(out)).toContain("it became necessary after the plan was agreed to");
  });

  it("issues one period after the other, and cancels what is left of the one before", async () => {
    await bench.apply();
    for (let period = 1; period <= 3; period += 1) {
      bench.sandbox.advance(day);
      expect((await goOn()).code).toBe(0);
      expect((await goOn()).out).toMatch(/^No changes/);
    }
    expect(new Set(tokens()).size).toBe(4);
    const ledger = await bench.ledger();
    expect(ledger).toMatchObject({ version: 2 });
    bench.sandbox.connect("all");
    const told = bench.sandbox.deliveries();
    expect(new Set(told.map(({ context }) => context))).toEqual(new Set([tokens().at(-1)]));
  });

  it("waits for somebody to agree when the limits changed, and then goes on", async () => {
    await bench.apply();
    bench.folder.write("lctasks.yaml", configText("limits: { sensorsPerTask: 100 }\n"));
    bench.sandbox.advance(day);
    expect((await goOn()).code).toBe(4);
    expect(bench.tasks()).toHaveLength(1);
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.advance(day);
    expect((await goOn()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(3);
  });

  it("goes on under another period once that was agreed to", async () => {
    await bench.apply();
    bench.folder.write("tasks/version.yaml", text("every: 2d\n"));
    expect((await goOn()).code).toBe(4);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("reschedule version, run 1: recorded")]);
    bench.sandbox.advance(day);
    expect((await goOn()).out).toMatch(/^No changes/);
    bench.sandbox.advance(day);
    expect((await goOn()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("takes no other word beside it", async () => {
    const { code, err } = await goOn("--fingerprint", "a".repeat(64));
    expect([code, err]).not.toEqual([0, ""]);
    expect(err).toContain("Cannot agree beforehand with --only continue");
  });
});

describe("a period whose answer was lost", () => {
  it("is waited for, and nothing follows before a person has looked", async () => {
    await bench.apply();
    bench.sandbox.advance(day);
    bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers" } });
    await bench.apply();
    bench.sandbox.faults.clear();
    bench.sandbox.advance(3 * day);
    const { code, out } = await goOn();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("nothing shows whether it was")]);
    expect((await bench.lctasks("resolve", "version", "--yes")).code).toBe(0);
    expect((await goOn()).code).toBe(0);
  });
});

describe("a pause", () => {
  it("lets periods go by; the present one follows when it ends", async () => {
    await bench.apply();
    await bench.lctasks("pause", "version", "--yes");
    bench.sandbox.advance(5 * day);
    expect((await goOn()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
    await bench.lctasks("resume", "version", "--yes");
    expect((await goOn()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
  });
});

describe("a cancel", () => {
  it("of which nothing waits any more ends the run all the same, and says so", async () => {
    await bench.apply();
    bench.sandbox.advance(30 * day);
    const { code, out, err } = await bench.lctasks("cancel", "version", "--yes");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("cancelled 0 runs; no further part of version follows"),
    ]);
    expect(flat(err)).toContain("no further part of run 1 of version follows; a higher `run` begins anew");
    expect(flat((await bench.apply()).out)).toContain("the run does not go on (it was cancelled");
    expect(bench.tasks()).toHaveLength(1);
    expect(flat((await bench.lctasks("cancel", "version", "--yes")).out)).toContain(
      "nothing of version is pending",
    );
    expect((await bench.lctasks("cancel", "absent", "--yes")).out).not.toContain("further part");
  });

  it("ends the run: no further period is issued before `run` is raised", async () => {
    await bench.apply();
    expect((await bench.lctasks("cancel", "version", "--yes")).code).toBe(0);
    bench.sandbox.advance(2 * day);
    expect(flat((await bench.apply()).out)).toContain("the run does not go on (it was cancelled)");
    expect(bench.tasks()).toHaveLength(1);
  });
});
