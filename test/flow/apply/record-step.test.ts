import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configText, responseText, taskText } from "../../support/tasks.js";
import { type Bench, flat, startBench } from "../bench.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
});

afterEach(() => bench.close());

const rowOf = async (name: string) => (await bench.ledger())?.tasks[name];

/** Applies once with changes and once without; neither sends anything about tasks. */
async function recordsOnly(text: string): Promise<void> {
  const first = await bench.apply();
  expect([first.code, flat(first.out)]).toEqual([0, expect.stringContaining(text)]);
  expect((await bench.apply()).out).toMatch(/^No changes\n/);
  expect([bench.tasks().length, bench.untasked()]).toEqual([1, []]);
}

describe("what only the ledger learns", () => {
  it("is the new name of a task, with all that it ran; its rule moves with it", async () => {
    const before = await rowOf("version");
    bench.folder.remove("tasks/version.yaml");
    const more = `${responseText}movedFrom: version\n`;
    bench.folder.write("tasks/os-version.yaml", taskText("os-version", { more }));
    await recordsOnly("move version to os-version: recorded");
    expect((await rowOf("os-version"))?.runs).toEqual(before?.runs);
    expect(await rowOf("version")).toMatchObject({ runs: [], tombstone: { movedTo: "os-version" } });
    expect(Object.keys((await bench.ledger())?.rules ?? {})).toEqual(["lctasks.soc.os-version"]);
  });

  it("is an edit that needs no new run", async () => {
    bench.folder.write(
      "tasks/version.yaml",
      taskText("version", {
        task: "os_version ",
        target: "selector: '`workstation` in tags'",
        more: responseText,
      }),
    );
    const [, digest] = /accept: "([0-9a-f]{8})"/.exec((await bench.apply()).out) ?? [];
    const more = `${responseText}accept: "${digest}"\n`;
    bench.folder.write(
      "tasks/version.yaml",
      taskText("version", { target: "selector: '`workstation` in tags'", more }),
    );
    await recordsOnly("accept version, run 1: recorded");
    expect((await rowOf("version"))?.runs).toMatchObject([{ accepted: [{ command: "os_version" }] }]);
  });

  it("is a file that is back, and what becomes of its run on removal", async () => {
    bench.folder.write(
      "tasks/version.yaml",
      taskText("version", { more: `${responseText}onRemove: keep\n` }),
    );
    await recordsOnly("record version: recorded");
    expect(await rowOf("version")).toMatchObject({ onRemove: "keep" });
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", more: "paused: true\n" }));
    bench.folder.remove("tasks/version.yaml");
    await recordsOnly("record version as removed: recorded");
    bench.folder.write(
      "tasks/version.yaml",
      taskText("version", { more: `${responseText}onRemove: keep\n` }),
    );
    await recordsOnly("why its file is back; nothing is sent for it");
    expect(await rowOf("version")).not.toHaveProperty("tombstone");
  });

  it("is a rule that stands as we meant to write it, and a run that the queue shows", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", more: responseText }));
    const lost = { method: "POST", path: "/v1/hive/lookup", skip: 2 };
    bench.sandbox.faults.add({ match: lost, do: { status: 500 } });
    expect((await bench.apply()).code).toBe(1);
    bench.sandbox.faults.clear();
    bench.sandbox.advance(20 * 60);
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("record rule lctasks.soc.users: recorded"),
    ]);
    expect((await bench.ledger())?.rules["lctasks.soc.users"]).toMatchObject({ applied: {} });
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });
});
