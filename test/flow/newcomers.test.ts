import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;
const target = "selector: '`server` in tags'";
const write = (more = "coverage: newcomers\n", run = 1, wanted = target): void =>
  bench.folder.write(
    "tasks/version.yaml",
    taskText("version", { run, target: wanted, more: `${responseText}${more}` }),
  );

beforeEach(async () => {
  bench = await startBench({
    sensors: [
      { hostname: "server-{n}", plat: "linux", count: 3, tags: ["server"] },
      { hostname: "pc-{n}", plat: "windows", count: 3, tags: ["workstation"] },
    ],
  });
  bench.folder.write("lctasks.yaml", configText());
  write();
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const goOn = () => bench.lctasks("apply", "--yes", "--only", "continue");
/** Who was told by any of our requests, each as often as it was. */
const told = (): string[] => {
  const names = new Map(bench.sandbox.sensors().map(({ sid, hostname }) => [sid, hostname]));
  return bench.sandbox
    .deliveries()
    .map(({ sid }) => names.get(sid) ?? sid)
    .toSorted();
};
const come = (hostname: string, tags: readonly string[] = ["server"]): string => {
  const [sid = ""] = bench.sandbox.enroll([{ hostname, plat: "linux", count: 1, tags }]);
  return sid;
};
const tagged = async (hostname: string, tag: string): Promise<void> => {
  const sid = bench.sandbox.sensors().find((sensor) => sensor.hostname === hostname)?.sid ?? "";
  await bench.api("POST", `/${sid}/tags`, { tags: tag, ttl: "0" });
};
const servers = ["server-1", "server-2", "server-3"];
const everybody = async () => {
  bench.sandbox.connect("all");
  bench.sandbox.advance(60);
};

describe("coverage: newcomers", () => {
  it("gives the run to each sensor that comes to match later, once, with the apply that finds it", async () => {
    await everybody();
    expect((await bench.apply()).code).toBe(0);
    expect(told()).toEqual(servers);
    expect(flat((await goOn()).out)).toContain("newcomers: none; 3 served");
    come("server-4");
    come("new-pc", ["workstation"]);
    await tagged("pc-2", "server");
    const plan = await bench.lctasks("plan");
    expect(flat(plan.out)).toContain("newcomers: 2 sensors that were not there at issue: pc-2, server-4");
    expect((await goOn()).code).toBe(0);
    expect(told()).toEqual(["pc-2", ...servers, "server-4"]);
    for (let again = 0; again < 3; again += 1) expect((await bench.apply()).out).toMatch(/^No changes/);
    expect(bench.tasks()).toHaveLength(2);
    expect(new Set(bench.tasks().map(({ context }) => context)).size).toBe(2);
  });

  it("names a round's sensors within the task's own target: who does not match any more does not get it", async () => {
    await everybody();
    await bench.apply();
    const sid = come("server-4");
    const { out } = await bench.lctasks("plan");
    expect(flat(out)).toContain(`(\`server\` in tags) and sid == \`${sid}\``);
    bench.wire.onRequest = async ({ action }) => {
      if (action === "task") await bench.api("DELETE", `/${sid}/tags`, { tag: "server" });
    };
    await goOn();
    expect(told()).toEqual(servers);
    bench.wire.onRequest = () => undefined;
    await bench.api("POST", `/${sid}/tags`, { tags: "server", ttl: "0" });
    expect((await goOn()).out).toMatch(/^No changes/);
  });

  it("counts who came while the first request was on its way: nobody of them gets it twice", async () => {
    await everybody();
    bench.wire.onRequest = ({ action }) => {
      if (action === "task") come("server-4");
      if (action === "task") bench.sandbox.connect("all");
    };
    expect((await bench.apply()).code).toBe(0);
    bench.wire.onRequest = () => undefined;
    expect(flat((await goOn()).out)).toContain("newcomers: none; 4 served");
    expect(told()).toEqual([...servers, "server-4"]);
  });

  it("counts with the next apply where it could not after the issue; who came until then has it", async () => {
    await everybody();
    bench.wire.onRequest = ({ action }) => {
      if (action === "task")
        bench.sandbox.faults.add({ match: { method: "GET", path: "/v1/sensors/" }, do: { status: 500 } });
    };
    const first = await bench.apply();
    expect(first.code).toBe(0);
    expect(flat(first.out)).toContain("Cannot count who was there when run 1 of version was issued");
    bench.wire.onRequest = () => undefined;
    bench.sandbox.faults.clear();
    come("server-4");
    const plan = flat((await bench.lctasks("plan")).out);
    expect(plan).toContain("count who has version, run 1");
    expect(plan).toContain("newcomers: once those are counted who were there at issue");
    expect((await goOn()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
    come("server-5");
    expect((await goOn()).code).toBe(0);
    expect(told()).toEqual([...servers, "server-5"]);
    expect(flat((await goOn()).out)).toContain("newcomers: none; 5 served");
  });

  it("takes everybody as served where the number that the first request reached was lost", async () => {
    await everybody();
    bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers", when: "after" } });
    await bench.apply();
    bench.sandbox.faults.clear();
    expect(bench.tasks()).toHaveLength(1);
    expect(flat((await goOn()).out)).toContain("adopt version, run 1");
    await tagged("pc-2", "server");
    expect(flat((await goOn()).out)).toContain("newcomers: none; 7 served");
    come("server-4");
    expect((await goOn()).code).toBe(0);
    expect(told()).toEqual([...servers, "server-4"]);
  });

  it("asks nobody again of a round whose answer was lost, and nobody else before somebody has looked", async () => {
    await everybody();
    await bench.apply();
    come("server-4");
    bench.sandbox.disconnect("all");
    bench.sandbox.faults.add({ match: { action: "task" }, do: { cut: "headers" } });
    await goOn();
    bench.sandbox.faults.clear();
    come("server-5");
    const before = bench.tasks().length;
    expect(flat((await goOn()).out)).toContain("run 1 was about to be sent");
    expect(bench.tasks()).toHaveLength(before);
    expect((await bench.lctasks("resolve", "version", "--yes")).code).toBe(0);
    expect(flat((await bench.lctasks("plan")).out)).toContain(
      "1 sensor that was not there at issue: server-5",
    );
    expect((await goOn()).code).toBe(0);
    await everybody();
    expect(told()).toEqual([...servers, "server-5"]);
  });

  it("is judged by the limit of sensors with those that have it", async () => {
    const limits = (most: number) => `${configText()}limits: { sensorsPerTask: ${most} }\n`;
    bench.folder.write("lctasks.yaml", limits(3));
    expect((await bench.apply()).code).toBe(0);
    come("server-4");
    const { code, out } = await goOn();
    expect([code, bench.tasks().length]).toEqual([4, 1]);
    expect(flat(out)).toContain(
      "it would reach 4 sensors with those that have it; limits.sensorsPerTask is 3",
    );
  });

  it("goes on after a review only when an edit that needs no new run makes old sensors match", async () => {
    await everybody();
    await bench.apply();
    const wider = "selector: '`server` in tags or `workstation` in tags'";
    write("coverage: newcomers\n", 1, wider);
    const accept = /accept: "([0-9a-f]+)"/.exec((await bench.lctasks("plan")).out)?.[1] ?? "";
    write(`coverage: newcomers\naccept: "${accept}"\n`, 1, wider);
    expect((await bench.lctasks("apply", "--yes")).code).toBe(0);
    expect(told()).toEqual(servers);
    const plan = await bench.lctasks("plan");
    expect(flat(plan.out)).toContain("newcomers: 3 sensors that were not there at issue: pc-1, pc-2, pc-3");
    expect((await goOn()).code).toBe(0);
    expect(told()).toEqual(["pc-1", "pc-2", "pc-3", ...servers]);
  });

  it("sends a bounded round, and the others with the next applies", async () => {
    await bench.apply();
    bench.sandbox.enroll([{ hostname: "new-{n}", plat: "linux", count: 250, tags: ["server"] }]);
    expect(flat((await bench.lctasks("plan")).out)).toContain("200 now, the others with the next applies");
    for (let left = 0; left < 3; left += 1) expect((await goOn()).code).toBe(0);
    await everybody();
    expect(told()).toHaveLength(253);
    expect(new Set(told()).size).toBe(253);
    expect(bench.tasks()).toHaveLength(3);
  });
});

describe("a run for newcomers that ends", () => {
  beforeEach(async () => {
    await bench.apply();
    come("server-4");
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["cancelled", () => bench.lctasks("cancel", "version", "--yes"), "it was cancelled"],
    ["without coverage", async () => write(""), "its file does not ask for newcomers any more"],
    [
      "removed in between",
      async () => {
        bench.folder.remove("tasks/version.yaml");
        await bench.apply("--allow-empty");
        write();
        await bench.apply();
      },
      "was removed",
    ],
  ])("asks no newcomer any more: %s", async (_, end, why) => {
    await end();
    await bench.lctasks("resume", "version", "--yes");
    expect(flat((await bench.apply()).out)).toContain(why);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("waits while it is paused", async () => {
    await bench.lctasks("pause", "version", "--yes");
    await bench.apply();
    expect(bench.tasks()).toHaveLength(1);
    await bench.lctasks("resume", "version", "--yes");
    await bench.apply();
    expect(bench.tasks()).toHaveLength(2);
  });

  it("begins anew with a higher run, for everybody who matches then", async () => {
    write("coverage: newcomers\n", 2);
    expect((await bench.apply()).code).toBe(0);
    await everybody();
    expect(told()).toEqual([...servers, ...servers, "server-4"].toSorted());
    expect(flat((await goOn()).out)).toContain("newcomers: none; 4 served");
  });
});
