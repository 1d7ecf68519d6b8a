import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";
import type { WireEntry } from "../wire.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write(
    "lctasks.yaml",
    configText("limits: { sensorsPerTask: 8, sensorDrift: { percent: 0, floor: 1 } }\n"),
  );
  writeTask();
  bench.sandbox.disconnect("all");
  await tag(0, 3);
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

function writeTask(): void {
  const more = responseText;
  bench.folder.write(
    "tasks/rules.yaml",
    taskText("rules", { task: "rejoin_network", target: "tag: canary", more }),
  );
}

/** Gives some of the sensors that run commands the tag that the task targets. */
async function tag(from: number, to: number): Promise<void> {
  const taskable = bench.sandbox
    .sensors()
    .filter(({ arch, plat }) => arch !== "usp_adapter" && plat !== "text");
  for (const { sid } of taskable.slice(from, to)) await bench.api("POST", `/${sid}/tags`, { tags: "canary" });
}

/** Tags more sensors in the moment when the first such request comes by. */
function tagAt(isMoment: (entry: WireEntry) => boolean, to: number): void {
  bench.wire.onRequest = async (entry) => {
    if (!isMoment(entry)) return;
    bench.wire.onRequest = () => undefined;
    await tag(3, to);
  };
}

const isRuleWrite = ({ method, path }: WireEntry): boolean =>
  method === "POST" && path.includes("/hive/dr-general/");
const isTask = ({ action }: WireEntry): boolean => action === "task";
const listings = (): number =>
  bench.wire.entries.filter(({ path }) => path.startsWith("/v1/sensors/")).length;
const rows = async (): Promise<unknown> => (await bench.ledger())?.tasks["rules"];

describe("a run that changes something on its hosts", () => {
  it("is issued when the service lists what was decided on", async () => {
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("issued to 3 sensors: 0 now, 3 queued")]);
    expect(listings()).toBe(4);
  });

  it("is held when the service lists more sensors than limits.sensorsPerTask by now", async () => {
    tagAt(isRuleWrite, 12);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("the service lists 12 sensors for it; limits.sensorsPerTask is 8"),
    ]);
    expect([bench.tasks(), await rows()]).toEqual([[], undefined]);
  });

  it("is held when other sensors match than were reviewed", async () => {
    tagAt(isRuleWrite, 5);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("would reach 5 (+2 / −0)")]);
    expect([bench.tasks(), await rows()]).toEqual([[], undefined]);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("is held when the service cannot list them", async () => {
    bench.sandbox.faults.add({ match: { path: "/v1/sensors/", skip: 2 }, do: { status: 500 } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("nobody knows how many sensors it would reach"),
    ]);
    expect([bench.tasks(), await rows()]).toEqual([[], undefined]);
  });

  it("is cancelled at once when the service took it for more than allowed, and nothing is sent after it", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { target: "tag: canary" }));
    tagAt(isTask, 9);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining(
        "FAILED issue rules, run 1: the service took it for 9 sensors, and 4 are allowed: cancelled at once on 9 sensors; 0 sensors may have been told already",
      ),
    ]);
    expect(out).toContain("skipped  issue version");
    expect([bench.tasks().length, bench.untasked().length, await bench.queue()]).toEqual([1, 1, []]);
    expect(await rows()).toMatchObject({ highest: 1, runs: [{ state: "cancelled", counts: { total: 9 } }] });
    bench.folder.remove("tasks/version.yaml");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("is cancelled at once when no answer says the number, and the queue shows more than allowed", async () => {
    tagAt(isTask, 9);
    bench.sandbox.faults.add({ match: { action: "task", times: 1 }, do: { cut: "headers", when: "after" } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining("the service took it for 9 sensors, and 4 are allowed: cancelled at once on 9"),
    ]);
    expect([bench.untasked().length, await bench.queue()]).toEqual([1, []]);
    expect(await rows()).toMatchObject({ highest: 1, runs: [{ state: "cancelled" }] });
  });

  it("is cancelled at once when the service took it for more than the runs before it left of limits.sensorsPerApply", async () => {
    bench.folder.write(
      "lctasks.yaml",
      configText("limits: { sensorsPerApply: 7, sensorDrift: { percent: 0, floor: 5 } }\n"),
    );
    bench.folder.write("tasks/a.yaml", taskText("a", { task: "os_users", target: "tag: canary" }));
    tagAt(({ action, data }) => action === "task" && data["task"] === "rejoin_network", 5);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining("the service took it for 5 sensors, and 4 are allowed: cancelled at once on 5"),
    ]);
  });

  it("is not cancelled by a task_id that the ledger has as another run", async () => {
    bench.folder.write("tasks/a.yaml", taskText("a", { task: "os_users", target: "tag: canary" }));
    await bench.lctasks("pause", "rules", "--yes");
    await bench.apply();
    await bench.lctasks("resume", "rules", "--yes");
    const [first] = await bench.queue();
    const data = { task_id: first?.taskId ?? "", total_sensors: 9, tasked_sensors: 0, queued_sensors: 9 };
    bench.sandbox.faults.add({
      match: { action: "task", times: 1 },
      do: { status: 200, body: { data, error: "", retry: false }, when: "after" },
    });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("as run 1 of a")]);
    expect(bench.untasked()).toEqual([]);
    expect((await bench.apply()).code).toBe(4);
    expect(bench.untasked()).toEqual([]);
  });

  it("stays known as issued when that cancel fails, and says what to do", async () => {
    tagAt(isTask, 9);
    bench.sandbox.faults.add({ match: { action: "untask" }, do: { status: 500 } });
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("it could not be cancelled (")]);
    expect(await rows()).toMatchObject({ runs: [{ state: "issued", counts: { total: 9 } }] });
  });
});

describe("the journal", () => {
  const path = (): string => join(bench.folder.path, ".lctasks", "journal", `soc-${bench.sandbox.oid}.jsonl`);
  const lines = (): unknown[] =>
    readFileSync(path(), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  it("notes a request before it is sent, and what became of it", async () => {
    bench.wire.onRequest = (entry) => {
      if (isTask(entry))
        expect(lines()).toMatchObject([
          { event: "send", task: "rules", run: 1, token: entry.data["context"] },
        ]);
    };
    await bench.apply();
    const [queued] = await bench.queue();
    expect(lines()).toMatchObject([
      { event: "send" },
      { event: "issued", taskId: queued?.taskId, counts: { total: 3 } },
    ]);
  });

  it("knows the task_id when the ledger could not be written any more", async () => {
    bench.wire.onRequest = (entry) => {
      if (isTask(entry))
        bench.sandbox.faults.add({ match: { path: "/v1/hive/lookup" }, do: { status: 500 } });
    };
    expect((await bench.apply()).code).toBe(1);
    bench.sandbox.faults.clear();
    const [queued] = await bench.queue();
    expect(lines().at(-1)).toMatchObject({ event: "issued", taskId: queued?.taskId });
  });

  it("that cannot be written lets nothing be sent", async () => {
    bench.folder.write(".lctasks/journal", "not a folder");
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining("not issued: Cannot write the journal .lctasks/journal/"),
    ]);
    expect([bench.tasks(), await rows()]).toEqual([[], undefined]);
  });
});
