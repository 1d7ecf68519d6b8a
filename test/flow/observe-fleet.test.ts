import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.sandbox.disconnect("all");
});

afterEach(() => bench.close());

const start = async (task: string): Promise<void> => {
  bench.folder.write("tasks/version.yaml", task);
  await bench.lctasks("ledger", "create", "--run-existing");
};
const tagRequests = (): string[] =>
  bench.wire.entries.flatMap(({ path }) =>
    path.startsWith("/v1/tags/") ? [path.split("/").at(-1) ?? ""] : [],
  );

describe("a listing without tags", () => {
  beforeEach(() => bench.sandbox.variants.set({ sensor_tags: "no" }));

  it("is completed by one request per tag that a target names", async () => {
    await start(taskText("version", { target: "tag: [workstation, server]" }));
    const { out } = await bench.lctasks("plan");
    expect(flat(out)).toMatch(/reaches \d+ sensors: 0 online, \d+ offline/);
    expect(tagRequests()).toEqual(["workstation", "server"]);
    const { code } = await bench.apply();
    expect([code, bench.tasks().length]).toEqual([0, 1]);
  });

  it("leaves the number unknown, never smaller, when a target needs all tags", async () => {
    await start(
      taskText("version", {
        target: "selector: any tags as t { t matches `^work` }",
        task: "rejoin_network",
      }),
    );
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("(policy/unknown-reach)")]);
    expect([tagRequests(), bench.tasks()]).toEqual([[], []]);
  });
});

describe("--no-sensors", () => {
  it("asks for no sensor; what is read-only is issued to an unknown number", async () => {
    await start(taskText("version"));
    bench.wire.onRequest = ({ path }) => expect(path).not.toMatch(/\/(sensors|online)\//);
    const plan = await bench.lctasks("plan", "--no-sensors");
    expect([plan.code, flat(plan.out)]).toEqual([
      0,
      expect.stringContaining("to an unknown number of sensors"),
    ]);
    expect((await bench.apply("--no-sensors")).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("lets limits hold what changes something", async () => {
    await start(taskText("version", { task: "rejoin_network" }));
    const { code, out } = await bench.apply("--no-sensors");
    expect([code, flat(out)]).toEqual([4, expect.stringContaining("the sensors were not listed")]);
    expect(bench.tasks()).toEqual([]);
  });
});
