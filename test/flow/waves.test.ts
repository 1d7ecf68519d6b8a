import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;
const hour = 3600;
const steps = "waves: [{ percent: 20, soak: 2h }, { percent: 60, soak: 2h }, { percent: 100 }]\n";
const write = (more: string): void =>
  bench.folder.write(
    "tasks/version.yaml",
    taskText("version", { target: "all: true", more: `acknowledge: [fleet-wide]\n${responseText}${more}` }),
  );

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  write(steps);
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const goOn = () => bench.lctasks("apply", "--yes", "--only", "continue");
const told = (): string[] => bench.sandbox.deliveries().map(({ sid }) => sid);

describe("a run in waves", () => {
  it("asks each sensor once, one share after the other", async () => {
    bench.sandbox.connect("all");
    expect((await bench.apply()).code).toBe(0);
    const first = told().length;
    expect((await goOn()).out).toContain("follows after the soak");
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).code).toBe(0);
    expect(told().length).toBeGreaterThan(first);
    write(steps.replace("60", "90"));
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).code).toBe(4);
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).code).toBe(0);
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).out).toMatch(/^No changes/);
    expect(new Set(told()).size).toBe(told().length);
    expect(bench.tasks().length).toBeGreaterThan(2);
    const contexts = bench.tasks().map(({ context }) => context);
    expect(new Set(contexts).size).toBe(contexts.length);
  });

  it("has to be acknowledged for the whole fleet when it is for that", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { target: "all: true", more: steps }));
    const { code, out } = await bench.apply();
    expect([code, bench.tasks()]).toEqual([4, []]);
    expect(flat(out)).toContain("`acknowledge: [fleet-wide]`");
  });

  it("lets nothing follow a wave whose answer was lost before a person has looked", async () => {
    bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers" } });
    await bench.apply();
    bench.sandbox.faults.clear();
    const before = bench.tasks().length;
    bench.sandbox.advance(9 * hour);
    expect((await bench.apply()).code).toBe(4);
    expect(bench.tasks()).toHaveLength(before);
    expect((await bench.lctasks("resolve", "version", "--yes")).code).toBe(0);
    expect((await goOn()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(before + 1);
  });
});

describe("haltOn", () => {
  it("holds the next wave until a person confirmed the one before", async () => {
    write(`${steps}haltOn: { failures: 5 }\n`);
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.advance(3 * hour);
    const { code, out } = await bench.apply();
    expect([code, bench.tasks().length]).toEqual([4, 1]);
    const confirmed = /`(confirmed: \{[^`]*\})`/.exec(flat(out))?.[1] ?? "";
    expect(confirmed).toBe("confirmed: { run: 1, percent: 19.9 }");
    expect(flat((await bench.lctasks("status")).out)).toContain("cannot be read yet");
    write(`${steps}haltOn: { failures: 5, ${confirmed} }\n`);
    expect((await goOn()).code).toBe(4);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
    bench.sandbox.advance(3 * hour);
    expect((await bench.apply()).code).toBe(4);
    expect(bench.tasks()).toHaveLength(2);
  });
});
