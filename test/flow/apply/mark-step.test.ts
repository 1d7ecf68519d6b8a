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
});

afterEach(() => bench.close());

const path = (): string => `/hive/dr-general/${bench.sandbox.oid}`;

async function tags(): Promise<readonly string[]> {
  const records = (await bench.api("GET", path())) as { [key: string]: { usr_mtd: { tags: string[] } } };
  return records["lctasks.soc.version"]?.usr_mtd.tags ?? [];
}

describe("the rule of a run that was issued", () => {
  it("is marked with its token, and with the next one's when that is issued", async () => {
    await bench.apply();
    expect(await tags()).toEqual(["lctasks:soc", `lctasks-run:${bench.tasks()[0]?.context}`]);
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    expect(await tags()).toEqual(["lctasks:soc", `lctasks-run:${bench.tasks()[1]?.context}`]);
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("gives away a ledger that was rolled back to before it", async () => {
    const before = await bench.ledger();
    await bench.apply();
    const { rules } = (await bench.ledger()) ?? { rules: {} };
    bench.sandbox.connect("all");
    await bench.writeLedger((now) => ({ ...now, tasks: before?.tasks ?? {}, rules }));
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining("the ledger was rolled back: rule lctasks.soc.version"),
    ]);
    expect(bench.tasks()).toHaveLength(1);
  });

  it("that cannot be marked is said; the run stays issued", async () => {
    bench.wire.onRequest = ({ action }) => {
      if (action === "task")
        bench.sandbox.faults.add({
          match: { method: "POST", path: `/v1${path()}` },
          do: { status: 400, body: { error: "no" } },
        });
    };
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("does not carry the mark of the run that was just issued"),
    ]);
    bench.wire.onRequest = () => undefined;
    bench.sandbox.faults.clear();
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
    expect(bench.tasks()).toHaveLength(1);
  });
});

/** The tags of the rule that two projects name. */
async function sharedTags(): Promise<readonly string[]> {
  const records = (await bench.api("GET", path())) as { [key: string]: { usr_mtd: { tags: string[] } } };
  return records["Who answered"]?.usr_mtd.tags ?? [];
}

/** A task whose rule both projects name and write alike. */
const naming = (name: string): string =>
  taskText(name, {
    more: [
      `context: shared-${name}`,
      "response:",
      "  - key: Who answered",
      "    detect: { events: [RECEIPT, OS_VERSION_REP], op: contains, path: routing/investigation_id, value: shared }",
      "    respond:",
      "      - { action: report, name: answered }",
      "",
    ].join("\n"),
  });

describe("a rule that two projects name", () => {
  beforeEach(async () => {
    bench.folder.write("tasks/version.yaml", naming("version"));
    await bench.apply();
    bench.folder.write("noc/lctasks.yaml", "version: 1\nproject: noc\n");
    bench.folder.write("noc/tasks/other.yaml", naming("other"));
    await bench.lctasks("ledger", "create", "--run-existing", "-C", "noc");
  });

  it("carries the mark of the one that made it only, and neither takes its own ledger for rolled back", async () => {
    const made = await sharedTags();
    expect(made).toEqual([`lctasks-run:${bench.tasks()[0]?.context}`]);
    const other = await bench.apply("-C", "noc");
    expect([other.code, other.out]).toEqual([0, expect.stringContaining("Issued 1 task")]);
    expect(await sharedTags()).toEqual(made);
    for (const folder of [".", "noc"]) {
      const { code, out } = await bench.lctasks("plan", "-C", folder);
      expect([code, out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
    }
  });

  it("still gives away the rolled-back ledger of the one that made it", async () => {
    await bench.apply("-C", "noc");
    await bench.writeLedger((now) => ({ ...now, tasks: {} }));
    const { code, out } = await bench.apply();
    expect([code, flat(out)]).toEqual([
      4,
      expect.stringContaining(
        "the ledger was rolled back: rule Who answered is marked with shared-version.r1.",
      ),
    ]);
    expect(bench.tasks()).toHaveLength(2);
  });

  it("that is marked with the next run of the one that made it is no sign of anything for the other", async () => {
    await bench.apply("-C", "noc");
    bench.folder.write("tasks/version.yaml", naming("version").replace("run: 1", "run: 2"));
    expect((await bench.apply()).code).toBe(0);
    expect(await sharedTags()).toEqual([`lctasks-run:${bench.tasks()[2]?.context}`]);
    const { code, out } = await bench.lctasks("plan", "-C", "noc");
    expect([code, out]).toEqual([0, expect.stringMatching(/^No changes\n/)]);
  });
});
