import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/model/report.js";
import { configText, taskText } from "../support/tasks.js";
import { type Bench, flat, startBench } from "./bench.js";

let bench: Bench;

/** Two organizations: the second one's key is not accepted. */
beforeEach(async () => {
  bench = await startBench();
  bench.environment = { BAD_KEY: "11111111-2222-4333-8444-555555555555" };
  const other = "{ oid: 11111111-1111-4111-8111-111111111111, apiKeyEnv: BAD_KEY, labels: [europe] }";
  bench.folder.write(
    "lctasks.yaml",
    configText(
      `organizations:\n  broken: ${other}\n  prod: { oid: ${bench.sandbox.oid}, apiKeyEnv: LC_API_KEY }\n`,
    ),
  );
  bench.folder.write("tasks/version.yaml", taskText("version"));
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const json = async (...argv: string[]): Promise<Report> =>
  JSON.parse((await bench.lctasks(...argv, "--format", "json")).out) as Report;

describe("several organizations", () => {
  it("are done several at a time: one that cannot be reached does not hide the others, and fails the whole", async () => {
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("1 organization failed")]);
    expect(flat(out)).toContain("issue version, run 1: issued to");
    expect(bench.tasks()).toHaveLength(1);
    const report = await json("plan");
    expect(report.organizations).toMatchObject([
      { organization: "broken" },
      { plan: { organization: "prod" } },
    ]);
  });

  it("get only the tasks that are meant for them", async () => {
    bench.folder.write(
      "tasks/version.yaml",
      taskText("version", { more: "organizations: ['label:europe']\n" }),
    );
    bench.folder.write(
      "tasks/users.yaml",
      taskText("users", { task: "os_users", more: "organizations: [pro*]\n" }),
    );
    await bench.apply("-o", "prod");
    expect(bench.tasks().map(({ task }) => task)).toEqual(["os_users"]);
  });

  it("are chosen by alias, glob and label", async () => {
    expect((await json("plan", "-o", "p?od")).organizations).toMatchObject([
      { plan: { organization: "prod" } },
    ]);
    expect((await json("plan", "-o", "label:europe")).organizations).toMatchObject([
      { organization: "broken" },
    ]);
  });

  it.each(["plan", "apply", "queue", "subscribe"])(
    "that nobody declares are an error for %s, not an empty success",
    async (name) => {
      const { code, out, err } = await bench.lctasks(name, "-o", "prud");
      expect([code, flat(out + err)]).toEqual([1, expect.stringContaining("prud")]);
      expect(flat(out + err)).toContain("broken, prod");
    },
  );
});

describe("a retired organization", () => {
  beforeEach(async () => {
    bench.sandbox.disconnect("all");
    await bench.apply("-o", "prod");
    bench.folder.write(
      "lctasks.yaml",
      configText(
        `organizations:\n  prod: { oid: ${bench.sandbox.oid}, apiKeyEnv: LC_API_KEY, retired: true }\n`,
      ),
    );
  });

  it("gets nothing issued any more, and what is pending there is cancelled", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2 }));
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringMatching(/^Cancelled 1 run, recorded 1 fact in the ledger /),
    ]);
    expect([bench.tasks().length, bench.untasked().length, await bench.queue()]).toEqual([1, 1, []]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });
});

describe("invalid files", () => {
  it("end everything before anything is asked", async () => {
    bench.folder.write("tasks/broken.yaml", "name: 7\n");
    const before = bench.wire.entries.length;
    const { code, out } = await bench.apply();
    expect([code, out]).toEqual([
      3,
      expect.stringMatching(/^Invalid: nothing was looked at, nothing is sent\n/),
    ]);
    expect(bench.wire.entries.length).toBe(before);
  });
});
