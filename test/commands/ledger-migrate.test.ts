import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

const more = "# where runs are recorded\nledger: hive # shared\n";

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText(more));
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
});

afterEach(() => bench.close());

const migrate = (...words: string[]) => bench.lctasks("ledger", "migrate", ...words);
const config = () => readFileSync(join(bench.folder.path, "lctasks.yaml"), "utf8");
const use = (ledger: string) => bench.folder.write("lctasks.yaml", configText(`ledger: ${ledger}\n`));

describe("ledger migrate", () => {
  it("goes on in the other place with everything it knew; an old checkout is refused", async () => {
    const before = await bench.ledger();
    const { code, out, err } = await migrate("--to", "file", "--yes");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("the ledger is in file, at serial")]);
    expect(err).toContain("Now write `ledger: file` in lctasks.yaml");
    const old = await bench.apply();
    expect(old.code).toBe(4);
    expect(flat(old.out)).toContain("the ledger moved to file; write `ledger: file`");
    expect((await bench.lctasks("resolve", "version", "--yes")).code).toBe(4);
    use("file");
    const sent = bench.tasks().length;
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(sent);
    const now = JSON.parse((await bench.lctasks("ledger", "export")).out);
    expect(now).toMatchObject({ ledgerId: before?.ledgerId, tasks: before?.tasks, rules: before?.rules });
    expect(now).not.toHaveProperty("movedTo");
  });

  it("writes the configuration with --write, comments and all", async () => {
    expect((await migrate("--to", "file", "--yes", "--write")).code).toBe(0);
    expect(config()).toBe(configText("# where runs are recorded\nledger: file # shared\n"));
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("adds the line where the configuration has none, and leaves a form that it cannot edit to a person", async () => {
    bench.folder.write("lctasks.yaml", configText());
    expect((await migrate("--to", "file", "--yes", "--write")).code).toBe(0);
    expect(config()).toBe(configText("ledger: file\n"));
    bench.folder.write("lctasks.yaml", "{ version: 1, project: soc, ledger: file }\n");
    const { code, err } = await migrate("--to", "hive", "--yes", "--write");
    expect([code, err]).toEqual([4, expect.stringContaining("Cannot edit lctasks.yaml safely")]);
  });

  it("comes back to a place that it left", async () => {
    await migrate("--to", "file", "--yes");
    use("file");
    expect((await migrate("--to", "hive", "--yes")).code).toBe(0);
    expect((await bench.apply()).code).toBe(4);
    use("hive");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect((await migrate("--to", "file", "--yes")).code).toBe(0);
  });

  it("needs a person's word, and changes nothing without it", async () => {
    const before = await bench.ledger();
    const { code, err } = await migrate("--to", "file");
    expect([code, flat(err)]).toEqual([
      4,
      expect.stringContaining("its last document says that it moved to file"),
    ]);
    expect(await bench.ledger()).toEqual(before);
    expect((await migrate("--to", "hive", "--yes")).out).toContain("in hive already");
  });

  it("is finished by saying it again when it was stopped in between", async () => {
    bench.folder.write(".lctasks/ledger", "a file where the folder should be");
    expect((await migrate("--to", "file", "--yes")).code).toBe(1);
    bench.folder.remove(".lctasks/ledger");
    await bench.writeLedger((before) => ({ ...before, movedTo: "file" }));
    expect((await bench.apply()).code).toBe(4);
    expect((await migrate("--to", "file", "--yes")).code).toBe(0);
    expect(flat((await migrate("--to", "file", "--yes")).out)).toContain("moved to file already");
    use("file");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("is refused where the other place has a ledger, somebody applies, or writes first", async () => {
    const nowMs = bench.sandbox.nowMs();
    const lease = { id: "x", owner: "alice", takenAtMs: nowMs, expiresAtMs: nowMs + 60_000 };
    await bench.writeLedger((before) => ({ ...before, lease }));
    expect(flat((await migrate("--to", "file", "--yes")).out)).toContain("alice applies since");
    await bench.writeLedger(({ lease: _ended, ...before }) => before);
    let once = false;
    bench.wire.onRequest = async ({ method, path }) => {
      if (once || method !== "POST" || !path.includes("/hive/lookup/")) return;
      once = true;
      await bench.writeLedger((before) => before);
    };
    expect(flat((await migrate("--to", "file", "--yes")).out)).toContain("look again");
    bench.folder.write(`.lctasks/ledger/soc-${bench.sandbox.oid}/000000000001.json`, "{}");
    expect(flat((await migrate("--to", "file", "--yes")).out)).toContain(
      "file holds a ledger of this project already",
    );
  });

  it("says what is left when the new place cannot be written after the old one ended", async () => {
    use("file");
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    bench.folder.write("export.json", "");
    const made = await bench.lctasks("ledger", "rebuild", "--yes");
    expect(made.code).toBe(0);
    bench.sandbox.faults.add({
      match: { method: "POST", path: "/v1/hive/lookup" },
      do: { status: 403, body: { error: "no" } },
    });
    const { code, out } = await migrate("--to", "hive", "--yes");
    expect([code, flat(out)]).toEqual([1, expect.stringContaining("goes on where it stopped")]);
    bench.sandbox.faults.clear();
    expect((await migrate("--to", "hive", "--yes")).code).toBe(0);
    use("hive");
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });
});

describe("ledger create", () => {
  const create = (...words: string[]) => bench.lctasks("ledger", "create", "--baseline", ...words);

  it("is refused while another place holds a ledger of the project, or says where it went", async () => {
    use("file");
    const held = await create();
    expect([held.code, flat(held.out)]).toEqual([
      4,
      expect.stringContaining("backend hive holds a ledger of this project, at serial"),
    ]);
    await bench.writeLedger((before) => ({ ...before, movedTo: "git" }));
    expect(flat((await create()).out)).toContain("backend hive says: the ledger moved to git");
    await bench.api("POST", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc/data`, {
      data: JSON.stringify({ lookup_data: { other: {} } }),
      usr_mtd: JSON.stringify({ enabled: true }),
    });
    expect(flat((await create()).out)).toContain("holds a ledger of this project that cannot be read");
  });

  it("is refused while a place cannot be asked, unless a person knows that it is empty", async () => {
    use("file");
    for (const key of [
      `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`,
      `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.version`,
    ])
      await bench.api("DELETE", key);
    bench.folder.write("tasks/version.yaml", taskText("users", { task: "os_users" }));
    bench.sandbox.faults.add({
      match: { path: "/v1/hive/lookup" },
      do: { status: 401, body: { error: "no" } },
    });
    expect(flat((await create()).out)).toContain("Say `--unchecked hive`");
    expect((await create("--unchecked", "hive")).code).toBe(0);
  });
});
