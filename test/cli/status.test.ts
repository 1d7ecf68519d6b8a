import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lookedAt, type Walked } from "../../src/core/model/report.js";
import type { OrganizationStatus } from "../../src/core/model/status-report.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

const schema = JSON.parse(readFileSync("schemas/status.schema.json", "utf8")) as object;
const isStatus = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(schema);

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const hour = 3600;

async function status(...argv: string[]) {
  const { code, out } = await bench.lctasks("status", "--format", "json", ...argv);
  const report = JSON.parse(out) as Walked<OrganizationStatus>;
  expect(isStatus(report) ? [] : isStatus.errors).toEqual([]);
  const [organization] = lookedAt(report);
  const of = (name: string) => organization?.tasks.find(({ task }) => task === name);
  return { code, organization, version: of("version"), users: of("users") };
}

const observed = async (name: string) => (await bench.ledger())?.tasks[name]?.runs.at(-1)?.observed;

describe("status", () => {
  it("counts what confirmed as delivered until everybody has", async () => {
    await bench.apply();
    bench.sandbox.advance(hour);
    expect((await status()).version?.status).toMatchObject({
      run: 1,
      stage: "pending",
      counts: { targeted: 8, delivered: 6, pending: 2, unknown: 0 },
      oldestWaiting: {
        sid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        hostname: expect.any(String) as string,
        lastSeenMs: expect.any(Number) as number,
      },
      waitingOn: { windows: 2 },
    });
    bench.sandbox.connect("all");
    expect((await status()).version?.status).toMatchObject({
      stage: "delivered",
      counts: { targeted: 8, delivered: 8, pending: 0, unknown: 0 },
    });
  });

  it("prints a page whose policy knows its style and its script: nothing on the way out changed a byte of them", async () => {
    await bench.apply();
    const { code, out } = await bench.lctasks("status", "--format", "html");
    expect([code, out.slice(0, 15)]).toEqual([0, "<!doctype html>"]);
    for (const name of ["style", "script"]) {
      const text = new RegExp(`<${name}>([^]*?)</${name}>`).exec(out)?.[1] ?? "";
      expect(out).toContain(`${name}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    }
    expect(out).toContain(">version<");
  });

  it("shows the tasks that are named, and knows no others", async () => {
    await bench.apply();
    expect((await status("version")).organization?.tasks.map(({ task }) => task)).toEqual(["version"]);
    const { code, out } = await bench.lctasks("status", "versoin");
    expect([code, flat(out)]).toEqual([
      1,
      expect.stringContaining(
        "no task is called versoin, in the files or in the ledger; did you mean version?",
      ),
    ]);
  });

  it("says what was never issued, what is paused, and what is held", async () => {
    const before = await status();
    expect(before.version).toMatchObject({ note: "never issued here", declared: true });
    await bench.apply();
    await bench.lctasks("pause", "users", "--yes");
    bench.folder.write(
      "tasks/version.yaml",
      taskText("version", { task: "os_packages", more: responseText }),
    );
    const { version, users } = await status();
    expect(users?.paused).toMatchObject({ why: "pause" });
    expect(version?.held).toMatchObject([
      { row: "15", reason: expect.stringContaining("edited since run 1") },
    ]);
    expect(flat((await bench.lctasks("status")).out)).toContain("held edited since run 1 was issued");
  });

  it("without a ledger shows what has to be decided, and nothing else", async () => {
    bench.folder.write("lctasks.yaml", configText("ledger: file\n"));
    const { code, organization } = await status();
    expect([code, organization?.tasks, organization?.held]).toMatchObject([0, [], [{ name: "ledger" }]]);
  });

  it("a queue that cannot be read is a failure, and leaves everything as last observed", async () => {
    await bench.apply();
    bench.sandbox.advance(hour);
    await status("--record");
    bench.sandbox.variants.set({ list_shape: "junk_text" });
    const { code, organization, version } = await status("--record");
    expect(code).toBe(1);
    expect(organization).toMatchObject({
      unreadable: expect.any(String),
      recording: { result: "not-recorded" },
    });
    expect(version?.status).toMatchObject({ stage: "unseen", counts: { delivered: 6, pending: 2 } });
  });

  it("invalid files are said, and nothing is looked at", async () => {
    bench.folder.write("tasks/version.yaml", "name: version\n");
    const { code, organization } = await status();
    expect([code, organization]).toEqual([3, undefined]);
  });

  it("an organization that cannot be reached is told beside the others", async () => {
    bench.environment = { LC_API_KEY: "" };
    const { code, out } = await bench.lctasks("status");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("1 organization failed")]);
    expect((await bench.lctasks("status", "--format", "markdown")).out).toContain(
      "**default**: Cannot sign in",
    );
  });
});

describe("status --record", () => {
  beforeEach(async () => {
    await bench.apply();
    bench.sandbox.advance(hour);
  });

  it("appends what the queue will have forgotten, once", async () => {
    expect((await status("--record")).organization?.recording).toEqual({ result: "recorded" });
    expect(await observed("version")).toEqual([
      {
        atMs: expect.any(Number),
        pending: 2,
        delivered: 6,
        waiting: [expect.any(String), expect.any(String)],
      },
    ]);
    const { serial } = (await bench.ledger()) ?? {};
    bench.sandbox.advance(hour);
    expect((await status("--record")).organization?.recording).toEqual({ result: "nothing-new" });
    expect((await bench.ledger())?.serial).toBe(serial);
  });

  it("lets the end tell what expired; without it that is unknown", async () => {
    await status("--record");
    bench.sandbox.advance(24 * hour);
    expect((await status()).version?.status).toMatchObject({
      stage: "ended",
      counts: { targeted: 8, delivered: 6, expired: 2, unknown: 0, asOfMs: expect.any(Number) },
    });
  });

  it("writes nothing while an apply is under way, and says whose it is", async () => {
    const lease = {
      id: "theirs",
      owner: "ci",
      takenAtMs: bench.sandbox.nowMs(),
      expiresAtMs: bench.sandbox.nowMs() + 600_000,
    };
    await bench.writeLedger((ledger) => ({ ...ledger, lease }));
    const { code, organization } = await status("--record");
    expect([code, organization?.recording]).toMatchObject([
      0,
      { result: "not-recorded", reason: expect.stringContaining("ci applies since") },
    ]);
    expect(await observed("version")).toBeUndefined();
    expect(flat((await bench.lctasks("status", "--record")).out)).toContain("not recorded: ci applies since");
  });

  it("is what an apply does as well when it writes anyway: also of what it supersedes", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    const runs = (await bench.ledger())?.tasks["version"]?.runs ?? [];
    expect(
      runs.map(({ state, observed: looks }) => [
        state,
        looks?.map(({ pending, delivered }) => [pending, delivered]),
      ]),
    ).toEqual([
      ["cancelled", [[2, 6]]],
      ["issued", undefined],
    ]);
    expect(await observed("users")).toMatchObject([{ pending: 2, delivered: 6 }]);
  });
});
