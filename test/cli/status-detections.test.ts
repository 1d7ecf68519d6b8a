import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lookedAt, type Walked } from "../../src/core/model/report.js";
import type { OrganizationStatus } from "../../src/core/model/status-report.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, taskText } from "../support/tasks.js";

const schema = JSON.parse(readFileSync("schemas/status.schema.json", "utf8")) as object;
const isStatus = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(schema);

const reporting = "response:\n  - respond:\n      - { action: report, name: task answered }\n";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: reporting }));
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  bench.sandbox.advance(3600);
});

afterEach(() => bench.close());

async function detections(...argv: string[]) {
  const { out } = await bench.lctasks("status", "--format", "json", ...argv);
  const report = JSON.parse(out) as Walked<OrganizationStatus>;
  expect(isStatus(report) ? [] : isStatus.errors).toEqual([]);
  const tasks = lookedAt(report)[0]?.tasks ?? [];
  return Object.fromEntries(tasks.map((task) => [task.task, task.detections]));
}

const asked = (): number => bench.wire.entries.filter(({ path }) => path.includes("/detections")).length;

describe("status --detections", () => {
  it("counts what the response rule of a task detected; nobody asks without it", async () => {
    expect((await detections())["version"]).toBeUndefined();
    expect(asked()).toBe(0);
    const { version, users } = await detections("--detections");
    expect(version).toMatchObject({
      count: 6,
      names: ["task answered"],
      lastMs: expect.any(Number) as number,
    });
    expect(users).toBeUndefined();
    expect(asked()).toBe(1);
    expect(flat((await bench.lctasks("status", "--detections")).out)).toMatch(
      /note 6 detections since \d{4}-\S+ \S+Z, the last at \d{4}-\S+ \S+Z: task answered/,
    );
  });

  it("looks as far back as it is told", async () => {
    const { version } = await detections("--detections", "10m");
    expect(version).toMatchObject({ count: 0, names: [] });
    const { code, err } = await bench.lctasks("status", "--detections", "91d");
    expect([code, err]).toEqual([1, expect.stringContaining("Write a duration up to 90d")]);
  });

  it("says why they are not known, and fails nothing", async () => {
    bench.sandbox.faults.add({
      match: { path: "/v1/insight/" },
      do: { status: 401, body: { error: "no insight.det.get" } },
    });
    const { version } = await detections("--detections");
    expect(version).toMatchObject({
      unreadable: expect.stringContaining("Cannot read the detections") as string,
    });
    const { code, out } = await bench.lctasks("status", "--detections");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("note detections are not known: Cannot read"),
    ]);
  });
});
