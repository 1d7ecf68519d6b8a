import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { clockOf, countingIds } from "../support/cli.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const read = (file = "tasks/version.yaml"): string => readFileSync(join(bench.folder.path, file), "utf8");
const rerun = (...more: string[]) => bench.lctasks("rerun", "version", "--yes", ...more);
const edit = (from: string, to: string): void =>
  bench.folder.write("tasks/version.yaml", read().replace(from, to));

describe("rerun", () => {
  it("raises `run` in the file, shows the difference, and the next apply issues it once", async () => {
    await bench.apply();
    const before = read();
    const { code, out, err } = await rerun();
    expect([code, out]).toEqual([0, "tasks/version.yaml is written; review and commit it\n"]);
    expect(err).toContain("tasks/version.yaml:4\n- run: 1\n+ run: 2\n");
    expect(read()).toBe(before.replace("run: 1", "run: 2"));
    await bench.apply();
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("goes above every run that was ever requested, whatever the file says", async () => {
    edit("run: 1", "run: 7");
    await bench.apply();
    edit("run: 7", "run: 2");
    await rerun();
    expect(read()).toContain("\nrun: 8\n");
  });

  it("adds `run` where the file leaves it out, and needs no ledger", async () => {
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    edit("run: 1\n", "");
    await rerun();
    expect(read()).toContain("name: version\nrun: 2\n");
  });

  it("writes nothing without anybody's word", async () => {
    const before = read();
    const nobody = await bench.lctasks("rerun", "version");
    expect([nobody.code, nobody.err]).toEqual([4, expect.stringContaining("use `--yes`")]);
    bench.answer = "n";
    expect((await bench.lctasks("rerun", "version")).code).toBe(4);
    expect(read()).toBe(before);
    bench.answer = "y";
    expect((await bench.lctasks("rerun", "version")).code).toBe(0);
    expect(read()).not.toBe(before);
  });

  it("touches nothing live: it only reads the ledger", async () => {
    await bench.apply();
    const before = bench.wire.entries.length;
    await rerun();
    const made = bench.wire.entries.slice(before).filter(({ path }) => !path.endsWith("/jwt"));
    expect(made.every(({ method, path }) => method === "GET" && path.includes("/hive/lookup/"))).toBe(true);
  });

  it("writes nothing when a ledger cannot be read or reached, or a name or a file is wrong", async () => {
    const before = read();
    const slip = await bench.lctasks("rerun", "versoin", "--yes");
    expect([slip.code, slip.err]).toEqual([1, expect.stringContaining("Did you mean version?")]);
    expect((await bench.lctasks("rerun", "something", "--yes")).code).toBe(1);
    bench.sandbox.faults.add({ match: {}, do: { status: 500 } });
    const unreachable = await rerun();
    expect([unreachable.code, unreachable.err]).toEqual([1, expect.stringContaining("default: ")]);
    bench.sandbox.faults.clear();
    await bench.api("POST", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc/data`, {
      data: JSON.stringify({ lookup_data: { other: {} } }),
      usr_mtd: JSON.stringify({ enabled: true }),
    });
    const unreadable = await rerun();
    expect([unreadable.code, flat(unreadable.err)]).toEqual([1, expect.stringContaining("cannot be used")]);
    bench.folder.write("tasks/broken.yaml", "name: 7\n");
    expect((await rerun()).code).toBe(3);
    expect(read()).toBe(before);
  });

  it("refuses a form that cannot be edited safely, and says what to write", async () => {
    bench.folder.write(
      "tasks/pair.yaml",
      "name: pair\ntask: os_users\ntag: workstation\nttl: &n 3600\nrun: *n\n",
    );
    const pair = await bench.lctasks("rerun", "pair", "--yes", "--format", "json");
    expect([pair.code, JSON.parse(pair.out)]).toEqual([
      0,
      { version: 1, task: "pair", result: "done", file: "tasks/pair.yaml" },
    ]);
    expect(read("tasks/pair.yaml")).toContain("ttl: &n 3600\nrun: 3601\n");
    bench.folder.write(
      "tasks/pair.yaml",
      "name: pair\ntask: os_users\ntag: workstation\nrun: &n 3600\nttl: *n\n",
    );
    const shared = await bench.lctasks("rerun", "pair", "--yes");
    expect([shared.code, flat(shared.err)]).toEqual([
      4,
      expect.stringContaining("Write `run: 3601` in pair by hand"),
    ]);
    expect(read("tasks/pair.yaml")).toContain("run: &n 3600\nttl: *n\n");
  });

  it("does not write over a file that changed while it asked", async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const error = Object.assign(new PassThrough(), { isTTY: true });
    let asked = "";
    error.on("data", (chunk: Buffer) => {
      asked += chunk.toString("utf8");
      if (!asked.includes("Write this?") || read().includes("2d")) return;
      edit("ttl: 1d", "ttl: 2d");
      input.write("y\n");
    });
    const code = await main(["rerun", "version"], {
      environment: bench.sandbox.env,
      directory: bench.folder.path,
      clock: clockOf(() => bench.sandbox.nowMs()),
      newId: countingIds(),
      input,
      output: new PassThrough(),
      error,
      onStop: () => () => undefined,
    });
    expect([code, asked]).toEqual([4, expect.stringContaining("changed meanwhile")]);
    expect(read()).toContain("run: 1\n");
  });
});

describe("accept", () => {
  const accept = (...more: string[]) => bench.lctasks("accept", "version", "--yes", ...more);

  it("settles row 15: the digest stands in the file, and nothing runs", async () => {
    await bench.apply();
    edit("task: os_version", "task: os_users");
    const held = await bench.lctasks("plan");
    expect([held.code, held.out]).toEqual([4, expect.stringContaining("lctasks accept version")]);
    const before = read();
    const { code } = await accept();
    expect([code, read()]).toEqual([0, expect.stringMatching(/run: 1\naccept: "[0-9a-f]{8}"\nttl: 1d\n/)]);
    expect(read().replace(/accept: .*\n/, "")).toBe(before);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
    const again = await accept();
    expect([again.code, again.out]).toEqual([0, expect.stringContaining("accepts this wording already")]);
    edit("task: os_users", "task: os_packages");
    await accept();
    expect(read().match(/accept:/g)).toHaveLength(1);
    expect((await bench.apply()).code).toBe(0);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("has nothing to do where nothing was edited", async () => {
    const fresh = await accept();
    expect([fresh.code, fresh.out]).toEqual([0, expect.stringContaining("nothing to accept")]);
    await bench.apply();
    const same = await accept("--format", "json");
    expect([same.code, JSON.parse(same.out)]).toMatchObject([0, { result: "nothing" }]);
    expect(read()).not.toContain("accept");
  });
});
