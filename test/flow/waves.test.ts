import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;
const hour = 3600;
const steps = "waves: [{ percent: 20, soak: 2h }, { percent: 60, soak: 2h }, { percent: 100 }]\n";
const write = (more: string, run = 1): void =>
  bench.folder.write(
    "tasks/version.yaml",
    taskText("version", {
      run,
      target: "all: true",
      more: `acknowledge: [fleet-wide]\n${responseText}${more}`,
    }),
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
/** Whom a run as a whole tells, asked of another task that reaches all at once. */
async function everybody(): Promise<string[]> {
  const before = told().length;
  bench.folder.write(
    "tasks/all.yaml",
    taskText("all", { target: "all: true", more: "acknowledge: [fleet-wide]\n" }),
  );
  await bench.apply();
  return told().slice(before).toSorted();
}

describe("a run in waves", () => {
  it("asks each sensor once, one share after the other, until it asked all of them", async () => {
    bench.sandbox.connect("all");
    expect((await bench.apply()).code).toBe(0);
    const first = told().length;
    expect(flat((await goOn()).out)).toContain(
      "wave 2 of 3, up to 60.2 % of the sensors, follows after the soak",
    );
    expect(told()).toHaveLength(first);
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).code).toBe(0);
    expect(told().length).toBeGreaterThan(first);
    expect((await bench.apply()).out).toMatch(/^No changes/);
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).code).toBe(0);
    bench.sandbox.advance(2 * hour);
    expect((await goOn()).out).toMatch(/^No changes/);
    const asked = told().toSorted();
    expect(bench.tasks()).toHaveLength(3);
    expect(new Set(bench.tasks().map(({ context }) => context)).size).toBe(3);
    expect(asked).toEqual(await everybody());
  });

  it.each<[string, ...number[][]]>([
    ["more of them", [20, 90, 95, 100], [20, 30, 100]],
    ["fewer", [90, 100], [10, 100]],
    ["smaller shares than are done", [10, 15, 100]],
    ["all the others at once", [100]],
  ])("asks nobody twice when its percentages are edited: %s", async (_, ...edits) => {
    bench.sandbox.connect("all");
    await bench.apply();
    for (const shares of edits) {
      const list = shares.map((percent) => `{ percent: ${percent}${percent < 100 ? ", soak: 2h" : ""} }`);
      write(`waves: [${list.join(", ")}]\n`);
      bench.sandbox.advance(2 * hour);
      const before = told().length;
      expect((await goOn()).code).toBe(4);
      expect(told()).toHaveLength(before);
      expect((await bench.apply()).code).toBe(0);
    }
    for (let left = 0; left < 4; left += 1) {
      bench.sandbox.advance(2 * hour);
      expect((await goOn()).code).toBe(0);
    }
    const asked = told().toSorted();
    expect(asked).toEqual(await everybody());
  });

  it("does not go on after a wave that reached too many and could not be cancelled", async () => {
    bench.sandbox.faults.add({ match: { action: "untask" }, do: { status: 500 } });
    bench.wire.onRequest = ({ action }) => {
      if (action !== "task") return;
      bench.wire.onRequest = () => undefined;
      bench.sandbox.enroll([{ hostname: "new-{n}", plat: "linux", count: 200, tags: [] }]);
    };
    expect((await bench.apply()).code).toBe(1);
    bench.sandbox.advance(3 * hour);
    expect(flat((await goOn()).out)).toContain("a part reached too many sensors");
    expect(bench.tasks()).toHaveLength(1);
  });

  it("has to be acknowledged for the whole fleet when it is for that", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { target: "all: true", more: steps }));
    const { code, out } = await bench.apply();
    expect([code, bench.tasks()]).toEqual([4, []]);
    expect(flat(out)).toContain("`acknowledge: [fleet-wide]`");
  });

  it("is judged whole by the limit of sensors, before its first wave and before each other", async () => {
    const total = (await bench.lctasks("plan")).out.match(/all waves (\d+) sensors/)?.[1];
    const limits = (most: number) => `limits: { sensorsPerTask: ${most} }\n`;
    bench.folder.write("lctasks.yaml", `${configText()}${limits(Number(total) - 1)}`);
    const refused = await bench.apply();
    expect([refused.code, bench.tasks()]).toEqual([4, []]);
    expect(flat(refused.out)).toContain(`it would reach ${total} sensors in all its waves`);
    bench.folder.write("lctasks.yaml", `${configText()}${limits(Number(total))}`);
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.advance(2 * hour);
    bench.folder.write("lctasks.yaml", `${configText()}${limits(Number(total) - 1)}`);
    expect((await bench.apply()).code).toBe(4);
    expect(bench.tasks()).toHaveLength(1);
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
  const halts = (more = ""): string => `${steps}haltOn: { failures: 5, percent: 2${more} }\n`;
  const lineIn = (out: string): string => /`(haltOn: \{[^`]*)`/.exec(flat(out))?.[1] ?? "";

  const looks = (): string[] =>
    bench.wire.entries.flatMap(({ path }) => (path.startsWith("/v1/insight/") ? [path] : []));

  it("lets every wave follow by itself while fewer failed, and asks for that twice per look at most", async () => {
    bench.sandbox.connect("all");
    write(halts());
    expect((await bench.apply()).code).toBe(0);
    expect((await goOn()).code).toBe(0);
    expect(looks()).toEqual([]);
    bench.sandbox.advance(3 * hour);
    const { code, out } = await bench.lctasks("plan");
    expect([code, looks().length]).toEqual([0, 2]);
    expect(flat(out)).toMatch(/19\.9 % were asked, 0 of \d+ failed, and the soak is over/);
    expect((await goOn()).code).toBe(0);
    expect(looks()).toHaveLength(6);
    bench.sandbox.advance(3 * hour);
    expect((await goOn()).code).toBe(0);
    bench.sandbox.advance(3 * hour);
    expect((await goOn()).out).toMatch(/^No changes/);
    expect(bench.tasks()).toHaveLength(3);
    const asked = told().toSorted();
    expect(asked).toEqual(await everybody());
  });

  it.each(["flat", "nested", "context", "no_sid"] as const)(
    "holds the next wave when too many failed, says who, and goes on when a person confirmed: %s",
    async (task_failure_form) => {
      bench.sandbox.variants.set({ task_failure_form });
      bench.sandbox.connect("all");
      bench.sandbox.fail("all");
      write(`${steps}haltOn: { failures: 1 }\n`);
      await bench.apply();
      bench.sandbox.advance(3 * hour);
      const { code, out } = await goOn();
      expect([code, bench.tasks().length]).toEqual([4, 1]);
      expect(flat(out)).toMatch(/19\.9 % were asked, and (\d+) of \1 failed \(100 %\)/);
      const names = bench.sandbox.sensors().map(({ hostname }) => hostname);
      expect(names.some((name) => flat(out).includes(`: ${name}`))).toBe(task_failure_form !== "no_sid");
      write(`${steps}${lineIn(out)}\n`);
      expect((await bench.apply()).code).toBe(0);
      expect(bench.tasks()).toHaveLength(2);
    },
  );

  it.each<[string, () => void, string]>([
    [
      "the key may not read events",
      () => {
        const no = { status: 403, body: { error: "missing insight.evt.get" } };
        bench.sandbox.faults.add({ match: { path: "/v1/insight/" }, do: no });
      },
      "Cannot read the events of a sensor",
    ],
    [
      "the service answers something else",
      () => void bench.sandbox.faults.add({ match: { path: "/v1/insight/" }, do: { body: { events: 7 } } }),
      "the answer has no list of events",
    ],
    [
      "the extension's events are not kept",
      () => bench.sandbox.variants.set({ extension_events: "none" }),
      "the extension's own events do not show that it took soc-version.r1.",
    ],
    [
      "failures do not say whose they are",
      () => {
        bench.sandbox.variants.set({ task_failure_form: "error_only" });
        bench.sandbox.fail("all");
      },
      "of the extension's failures do not say which task they are about",
    ],
  ])("holds the next wave where %s, with the reason", async (_, upset, why) => {
    bench.sandbox.connect("all");
    upset();
    write(halts());
    expect((await bench.apply()).code).toBe(0);
    bench.sandbox.advance(3 * hour);
    const { code, out } = await goOn();
    expect([code, bench.tasks().length]).toEqual([4, 1]);
    expect(flat(out)).toContain(`how many failed is not known (`);
    expect(flat(out)).toContain(why);
    expect(lineIn(out)).toBe("haltOn: { failures: 5, percent: 2, confirmed: { run: 1, percent: 19.9 } }");
  });

  it("counts again under the lease: what fails after the first look holds the wave", async () => {
    bench.sandbox.disconnect("all");
    write(`${steps}haltOn: { failures: 1 }\n`);
    await bench.apply();
    bench.sandbox.advance(3 * hour);
    bench.wire.onRequest = ({ method, path }) => {
      if (method === "GET" || !path.includes("/hive/lookup/")) return;
      bench.wire.onRequest = () => undefined;
      bench.sandbox.fail("all");
      bench.sandbox.connect("all");
    };
    const { code, out } = await goOn();
    expect([code, bench.tasks().length]).toEqual([4, 1]);
    expect(flat(out)).toContain("(100 %)");
  });

  it("holds each further wave until a person confirmed the one before, until everybody was asked", async () => {
    bench.sandbox.connect("all");
    bench.sandbox.variants.set({ extension_events: "none" });
    write(halts());
    expect((await bench.apply()).code).toBe(0);
    expect((await goOn()).code).toBe(0);
    for (const [wave, share] of [19.9, 60.2].entries()) {
      bench.sandbox.advance(3 * hour);
      const { code, out } = await bench.apply();
      expect([code, bench.tasks().length]).toEqual([4, wave + 1]);
      const line = lineIn(out);
      expect(line).toBe(`haltOn: { failures: 5, percent: 2, confirmed: { run: 1, percent: ${share} } }`);
      expect(lineIn((await bench.lctasks("plan")).out)).toBe(line);
      expect(lineIn((await bench.lctasks("status")).out)).toBe(line);
      expect(lineIn((await bench.lctasks("explain", "version")).out)).toBe(line);
      write(`${steps}${line}\n`);
      expect((await goOn()).code).toBe(4);
      expect(bench.tasks()).toHaveLength(wave + 1);
      expect((await bench.apply()).code).toBe(0);
      expect(bench.tasks()).toHaveLength(wave + 2);
    }
    bench.sandbox.advance(3 * hour);
    expect((await bench.apply()).out).toMatch(/^No changes/);
    const asked = told().toSorted();
    expect(asked).toEqual(await everybody());
  });

  it("is left at what is done when a person takes the waves out, and begins anew with a higher run", async () => {
    write(halts());
    await bench.apply();
    bench.sandbox.advance(3 * hour);
    write("");
    expect(flat((await bench.apply()).out)).toContain(
      "19.9 % were asked, and its file has no waves any more",
    );
    expect(bench.tasks()).toHaveLength(1);
    write(halts(), 2);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(2);
  });
});

describe("a person's cancel of a run in waves", () => {
  const later = async (): Promise<void> => {
    bench.sandbox.advance(3 * hour);
    expect(flat((await goOn()).out)).toContain("then it was cancelled");
    expect(bench.tasks()).toHaveLength(1);
  };

  it.each([
    ["by its name", "version"],
    ["with all the others", "--all"],
  ])("ends it when a wave that was closed without a task_id may still be delivered: %s", async (_, what) => {
    bench.sandbox.connect("all");
    bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers" } });
    await bench.apply();
    bench.sandbox.faults.clear();
    expect((await bench.lctasks("resolve", "version", "--yes")).code).toBe(0);
    expect((await bench.ledger())?.tasks["version"]?.runs).toMatchObject([{ how: "resolved", taskIds: [] }]);
    expect((await bench.lctasks("cancel", what, "--yes")).code).toBe(0);
    if (what === "--all") await bench.lctasks("resume", "--all", "--yes");
    await later();
  });

  it("ends it when one of its task_ids cannot be cancelled", async () => {
    bench.sandbox.disconnect("all");
    await bench.apply();
    const no = { status: 400, body: { error: "no such task" } };
    bench.sandbox.faults.add({ match: { action: "untask" }, do: no });
    expect((await bench.lctasks("cancel", "version", "--yes")).code).toBe(1);
    await later();
  });
});
