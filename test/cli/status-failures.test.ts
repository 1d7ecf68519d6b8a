import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lookedAt, type Walked } from "../../src/core/model/report.js";
import type { OrganizationStatus } from "../../src/core/model/status-report.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, taskText } from "../support/tasks.js";

const schema = JSON.parse(readFileSync("schemas/status.schema.json", "utf8")) as object;
const isStatus = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(schema);

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  await bench.lctasks("ledger", "create", "--run-existing");
  bench.sandbox.connect("all");
  await bench.apply();
  bench.sandbox.fail("all");
  bench.folder.write("tasks/version.yaml", taskText("version"));
  await bench.apply();
  bench.folder.write("tasks/new.yaml", taskText("new", { task: "os_packages" }));
});

afterEach(() => bench.close());

async function failures(...argv: string[]) {
  const { out } = await bench.lctasks("status", "--format", "json", ...argv);
  const report = JSON.parse(out) as Walked<OrganizationStatus>;
  expect(isStatus(report) ? [] : isStatus.errors).toEqual([]);
  const tasks = lookedAt(report)[0]?.tasks ?? [];
  return Object.fromEntries(tasks.map((task) => [task.task, task.failures]));
}

const asked = (): number => bench.wire.entries.filter(({ path }) => path.startsWith("/v1/insight/")).length;

describe("status --failures", () => {
  it("counts the sensors that a run failed on, and names some; nobody asks without it", async () => {
    expect((await failures())["version"]).toBeUndefined();
    expect(asked()).toBe(0);
    const { version, users, new: unissued } = await failures("--failures");
    expect(version?.count).toBeGreaterThan(1);
    expect(version?.sensors[0]).toEqual({ sid: expect.any(String), hostname: expect.any(String) });
    expect([users, unissued]).toEqual([{ count: 0, sensors: [] }, undefined]);
    expect(asked()).toBe(2);
    const name = version?.sensors[0]?.hostname ?? "";
    const says = `failed: ${version?.count} (${name}`;
    expect(flat((await bench.lctasks("status", "--failures")).out)).toContain(`note ${says}`);
    const { out } = await bench.lctasks("status", "--failures", "--format", "html");
    expect(out).toContain(says);
    const markdown = await bench.lctasks("status", "--failures", "--format", "markdown");
    expect(markdown.out.replaceAll("\\", "")).toContain(says);
  });

  it("says why they are not known, and fails nothing", async () => {
    const no = { status: 403, body: { error: "missing insight.evt.get" } };
    bench.sandbox.faults.add({ match: { path: "/v1/insight/" }, do: no });
    const { version } = await failures("--failures");
    expect(version).toMatchObject({
      count: 0,
      doubt: expect.stringContaining("Cannot read the events") as string,
    });
    const { code, out } = await bench.lctasks("status", "--failures");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("note failures are not known: Cannot read"),
    ]);
  });

  it("says nothing where there is no ledger to ask", async () => {
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    expect(await failures("--failures")).toEqual({});
    expect(asked()).toBe(0);
  });
});
