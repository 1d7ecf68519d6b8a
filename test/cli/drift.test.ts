import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OrganizationDrift } from "../../src/core/model/drift-report.js";
import { lookedAt, type Walked } from "../../src/core/model/report.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

const schema = JSON.parse(readFileSync("schemas/drift.schema.json", "utf8")) as object;
const isDrift = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(schema);

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  bench.sandbox.advance(3600);
});

afterEach(() => bench.close());

async function drift(...argv: string[]) {
  const { code, out } = await bench.lctasks("drift", "--detailed-exitcode", "--format", "json", ...argv);
  const report = JSON.parse(out) as Walked<OrganizationDrift> & { readonly verdict: string };
  expect(isDrift(report) ? [] : isDrift.errors).toEqual([]);
  const [found] = lookedAt(report);
  return { code, verdict: report.verdict, found, kinds: found?.drift.map(({ kind }) => kind) };
}

const rulePath = (): string => `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.version`;

async function changeRule(change: { readonly data?: object; readonly usr_mtd?: object }): Promise<void> {
  const record = (await bench.api("GET", `${rulePath()}/data`)) as { data: object; usr_mtd: object };
  await bench.api("POST", `${rulePath()}/data`, {
    data: JSON.stringify({ ...record.data, ...change.data }),
    usr_mtd: JSON.stringify({ ...record.usr_mtd, ...change.usr_mtd }),
  });
}

async function untaskByHand(command: string): Promise<void> {
  const entry = (await bench.queue()).find(({ task }) => task === command);
  await bench.api("POST", "/extension/request/ext-reliable-tasking", {
    oid: bench.sandbox.oid,
    action: "untask",
    data: JSON.stringify({ selector: "*", task_id: entry?.taskId }),
  });
}

const unsubscribe = () =>
  bench.api("DELETE", `/orgs/${bench.sandbox.oid}/subscription/extension/ext-reliable-tasking`);

describe("drift", () => {
  it("is none when nothing moved, whatever Git would change and whatever is foreign", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", run: 2 }));
    await bench.api("POST", "/extension/request/ext-reliable-tasking", {
      oid: bench.sandbox.oid,
      action: "task",
      data: JSON.stringify({ task: "os_users", tag: "workstation", context: "adhoc" }),
    });
    const { code, verdict, found } = await drift();
    expect([code, verdict, found?.drift]).toEqual([0, "No drift", []]);
    expect(found?.would.map(({ verb }) => verb)).toEqual(["cancel", "issue"]);
    expect(found?.foreign).toMatchObject([{ object: "entry", detail: "os_users, context adhoc" }]);
    const { out } = await bench.lctasks("drift");
    expect(flat(out)).toContain("Not drift: the next apply would cancel users, run 1: superseded by run 2");
    expect(flat(out)).toContain("Not drift: foreign, never touched");
  });

  it("shows a rule that was edited by hand, with what was changed", async () => {
    await changeRule({ data: { respond: [{ action: "report", name: "theirs" }] } });
    expect(await drift()).toMatchObject({ code: 2, kinds: ["rule-edited"], found: { would: [] } });
    expect((await bench.lctasks("drift")).code).toBe(0);
  });

  it("shows a rule that was disabled, and none after it was put back", async () => {
    await changeRule({ usr_mtd: { enabled: false } });
    expect(await drift()).toMatchObject({ code: 2, kinds: ["rule-disabled"] });
    expect((await bench.apply("--only", "rules")).code).toBe(0);
    expect(await drift()).toMatchObject({ code: 0, kinds: [] });
  });

  it("shows a rule that was deleted", async () => {
    await bench.api("DELETE", rulePath());
    expect(await drift()).toMatchObject({ code: 2, kinds: ["rule-deleted"], found: { would: [] } });
  });

  it("shows an entry that was cancelled by hand, also after a look was recorded, until its end", async () => {
    await bench.lctasks("status", "--record");
    await untaskByHand("os_users");
    const first = await drift();
    expect(first).toMatchObject({ code: 2, kinds: ["run-probably-cancelled"] });
    expect(first.found?.drift[0]).toMatchObject({
      name: "users",
      message: expect.stringContaining("at least 8 sensors"),
    });
    await bench.lctasks("status", "--record");
    expect(await drift()).toMatchObject({ kinds: ["run-probably-cancelled"] });
    bench.sandbox.advance(24 * 3600);
    expect(await drift()).toMatchObject({ code: 0, kinds: [] });
  });

  it("shows it as well when nobody had looked before, until a person lets it be", async () => {
    await untaskByHand("os_users");
    expect(await drift()).toMatchObject({ kinds: ["run-probably-cancelled"] });
    await bench.lctasks("cancel", "users", "--yes");
    expect(await drift()).toMatchObject({ code: 0, kinds: [] });
  });

  it("calls it no drift when those that were waited for came and took it", async () => {
    await bench.lctasks("status", "--record");
    bench.sandbox.connect("all");
    bench.sandbox.advance(60);
    bench.sandbox.disconnect("all");
    expect(await bench.queue()).toEqual([]);
    expect(await drift()).toMatchObject({ code: 0, kinds: [] });
  });

  it("shows that the subscription is gone, and does not take the queue for emptied by hand", async () => {
    await unsubscribe();
    expect(await drift()).toMatchObject({ code: 2, kinds: ["unsubscribed"], found: { would: [] } });
  });

  it("shows that the ledger is gone where the project left traces", async () => {
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    const { code, kinds, found } = await drift();
    expect([code, kinds]).toEqual([2, ["ledger-lost"]]);
    expect(found?.drift[0]?.message).toContain("rule lctasks.soc.version");
  });

  it("shows a pause that no file says", async () => {
    await bench.lctasks("pause", "users", "--yes");
    expect(await drift()).toMatchObject({ code: 2, kinds: ["paused"] });
    await bench.lctasks("resume", "users", "--yes");
    expect(await drift()).toMatchObject({ code: 0, kinds: [] });
  });

  it("never says that nothing moved when it could not look", async () => {
    bench.sandbox.variants.set({ list_shape: "junk_text" });
    const { code, verdict, found } = await drift();
    expect([code, verdict]).toEqual([1, "1 of 1 organization not wholly looked at"]);
    expect(found?.blind).toMatchObject([expect.stringContaining("the queue cannot be read")]);
    expect(flat((await bench.lctasks("drift")).out)).toContain("the queue cannot be read");
    expect((await bench.lctasks("drift", "--format", "markdown")).out).toContain(
      "> the queue cannot be read",
    );
    bench.environment = { LC_API_KEY: "" };
    expect(await bench.lctasks("drift")).toMatchObject({
      code: 1,
      out: expect.stringContaining("1 organization failed"),
    });
    expect((await bench.lctasks("drift", "--format", "markdown")).out).toContain(
      "**default**: Cannot sign in",
    );
  });

  it("says what is wrong with files, and looks at nothing then", async () => {
    bench.folder.write("tasks/version.yaml", "name: version\n");
    expect(await drift()).toMatchObject({
      code: 3,
      found: undefined,
      verdict: "Invalid: nothing was looked at",
    });
    expect((await bench.lctasks("drift")).out).toContain("tasks/version.yaml");
    expect((await bench.lctasks("drift", "--format", "markdown")).out).toContain("- error:");
    expect((await bench.lctasks("status", "--format", "markdown")).out).toContain("- error:");
    expect((await bench.lctasks("status")).out).toContain("tasks/version.yaml");
  });
});

describe("plan", () => {
  it("calls nothing that moved in live a change of the files", async () => {
    const texts: string[] = [];
    const both = async () => {
      texts.push(
        (await bench.lctasks("plan")).out,
        (await bench.lctasks("plan", "--format", "markdown")).out,
      );
    };
    await changeRule({ data: { respond: [{ action: "report", name: "theirs" }] } });
    await both();
    await changeRule({ usr_mtd: { enabled: false } });
    await both();
    await bench.api("DELETE", rulePath());
    await both();
    for (const text of texts) {
      expect(text).toMatch(/drift: (edited|disabled|deleted)/);
      expect(text).not.toMatch(/what is wanted changed|you (made|changed)/);
    }
  });
});
