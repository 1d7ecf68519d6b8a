import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", versionText());
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
});

afterEach(() => bench.close());

const versionText = (run = 1): string =>
  taskText("version", { run, more: `context: version\n${responseText}` });
const adopt = (...argv: string[]) => bench.lctasks("adopt", ...argv, "--yes");
const runs = async () => (await bench.ledger())?.tasks["version"]?.runs ?? [];
const pending = async (): Promise<string[]> => (await bench.queue()).map(({ taskId }) => taskId).toSorted();

/** Somebody else queues a task. Returns its task_id. */
async function strange(context: string, task = "os_version"): Promise<string> {
  const before = new Set(await pending());
  await bench.api("POST", "/extension/request/ext-reliable-tasking", {
    oid: bench.sandbox.oid,
    action: "task",
    data: JSON.stringify({ task, tag: "workstation", context }),
  });
  return (await pending()).find((id) => !before.has(id)) ?? "";
}

describe("adopt", () => {
  it("settles row 6: the entry is the declared run, nothing is sent, and the rule hears its context", async () => {
    const id = await strange("version");
    const held = await bench.lctasks("plan");
    expect([held.code, flat(held.out)]).toEqual([
      4,
      expect.stringContaining(`lctasks adopt version --task-id ${id} --organization default`),
    ]);
    const { code, out, err } = await adopt("version");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("coverage unknown")]);
    expect(flat(err)).toContain("never cancelled by us");
    expect(await runs()).toMatchObject([
      {
        run: 1,
        state: "issued",
        how: "adopted",
        foreign: "keep",
        exactContext: true,
        token: "version",
        taskIds: [id],
      },
    ]);
    expect((await runs())[0]).not.toHaveProperty("counts");
    const applied = await bench.apply();
    expect([applied.code, bench.tasks()]).toEqual([0, []]);
    expect(flat(applied.out)).toContain("coverage unknown");
    const record = await bench.api("GET", `/hive/dr-general/${bench.sandbox.oid}/lctasks.soc.version/data`);
    expect(JSON.stringify(record)).toContain('"value":"version"');
    expect((await bench.apply()).out).toMatch(/^No changes\n/);
  });

  it("without --own is cancelled by nothing: not by a higher run, not by removal, not by cancel", async () => {
    const id = await strange("version");
    await adopt("version");
    bench.folder.write("tasks/version.yaml", versionText(2));
    expect((await bench.apply()).code).toBe(0);
    expect([bench.tasks().length, bench.untasked()]).toEqual([1, []]);
    bench.folder.remove("tasks/version.yaml");
    await bench.apply("--allow-empty");
    expect(bench.untasked()).not.toContain(id);
    const cancelled = await bench.lctasks("cancel", "--all", "--yes");
    expect(flat(cancelled.out)).toContain("adopted without `--own`");
    expect(await pending()).toEqual([id]);
  });

  it("with --own is cancelled like our own runs", async () => {
    const id = await strange("version");
    await adopt("version", "--own");
    expect(await runs()).toMatchObject([{ foreign: "own" }]);
    bench.folder.write("tasks/version.yaml", versionText(2));
    expect((await bench.apply()).code).toBe(0);
    expect(bench.untasked()).toEqual([id]);
  });

  it("wants the entry named when several could be it", async () => {
    const [first, second] = [await strange("version"), await strange("version")];
    const several = await adopt("version");
    expect([several.code, flat(several.out)]).toEqual([
      4,
      expect.stringContaining("name one with `--task-id`"),
    ]);
    expect((await adopt("version", "--task-id", second ?? "")).code).toBe(0);
    const { out, code } = await bench.apply();
    expect([code, flat(out)]).toEqual([0, expect.stringContaining(first ?? "")]);
    expect(bench.tasks()).toEqual([]);
  });

  it("takes a named entry of another context, and hears it exactly", async () => {
    const id = await strange("incident-7/a");
    expect((await adopt("version", "--task-id", id)).code).toBe(0);
    expect(await runs()).toMatchObject([{ token: "incident-7/a", exactContext: true }]);
  });

  it("takes an entry with a token of ours that a lost ledger knew, once the file names its number", async () => {
    const id = await strange("version.r3.deadbeef");
    const refused = await adopt("version");
    expect([refused.code, flat(refused.out)]).toEqual([4, expect.stringContaining("write `run: 3`")]);
    expect(flat((await bench.lctasks("plan")).out)).toContain("`run: 3`");
    bench.folder.write("tasks/version.yaml", versionText(3));
    expect((await adopt("version")).code).toBe(0);
    expect(await runs()).toMatchObject([
      { run: 3, token: "version.r3.deadbeef", exactContext: false, taskIds: [id] },
    ]);
    expect([(await bench.apply()).code, bench.tasks()]).toEqual([0, []]);
  });

  it.each([
    ["an entry that runs something else", async () => strange("version", "os_users"), "it runs os_users"],
    ["an entry without a context", async () => strange(""), "it has no context"],
  ])("refuses %s", async (_, queue, reason) => {
    const { code, out } = await adopt("version", "--task-id", await queue());
    expect([code, flat(out)]).toEqual([4, expect.stringContaining(reason)]);
    expect(await runs()).toEqual([]);
  });

  it("refuses what is explained already, and a run that was used", async () => {
    await bench.apply();
    const [own] = await pending();
    const used = await adopt("version", "--task-id", own ?? "");
    expect([used.code, flat(used.out)]).toEqual([
      4,
      expect.stringContaining("run 1 of version was used before"),
    ]);
    bench.folder.write("tasks/version.yaml", versionText(2));
    const explained = await adopt("version", "--task-id", own ?? "");
    expect([explained.code, flat(explained.out)]).toEqual([
      4,
      expect.stringContaining("it is run 1 of version"),
    ]);
  });

  it("says when there is nothing to adopt, and what was meant", async () => {
    const nothing = await adopt("version");
    expect([nothing.code, flat(nothing.out)]).toEqual([
      4,
      expect.stringContaining("no entry of somebody else"),
    ]);
    const id = await strange("version");
    const near = await adopt("version", "--task-id", `${id.slice(0, -1)}x`);
    expect([near.code, flat(near.out)]).toEqual([4, expect.stringContaining(`did you mean ${id}?`)]);
    const far = await adopt("version", "--task-id", "7");
    expect(flat(far.out)).toContain("`lctasks queue` lists what is pending");
    const slip = await adopt("versoin");
    expect([slip.code, flat(slip.out)]).toEqual([1, expect.stringContaining("did you mean version?")]);
  });

  it("waits until a rename is settled", async () => {
    await bench.apply();
    const id = await strange("elsewhere");
    bench.folder.remove("tasks/version.yaml");
    bench.folder.write("tasks/build.yaml", taskText("build", { run: 2 }));
    const twin = await adopt("build", "--task-id", id);
    expect([twin.code, flat(twin.out)]).toEqual([4, expect.stringContaining("settle its name first")]);
    bench.folder.write("tasks/build.yaml", taskText("build", { run: 2, more: "movedFrom: version\n" }));
    const moving = await adopt("build", "--task-id", id);
    expect([moving.code, flat(moving.out)]).toEqual([4, expect.stringContaining("apply that first")]);
  });

  it("is refused when nobody agrees, when the queue cannot be read, and in an organization that is not meant", async () => {
    await strange("version");
    const nobody = await bench.lctasks("adopt", "version");
    expect([nobody.code, await runs()]).toEqual([4, []]);
    bench.sandbox.faults.add({ match: { action: "list" }, do: { body: { data: 7 } } });
    expect((await adopt("version")).code).toBe(1);
    bench.sandbox.faults.clear();
    bench.folder.write(
      "lctasks.yaml",
      configText(
        `organizations:\n  prod: { apiKeyEnv: LC_API_KEY, oid: ${bench.sandbox.oid} }\n  eu: { apiKeyEnv: LC_API_KEY, oid: 8cbe27f4-bfa1-4afb-ba19-138cd51389cd }\n`,
      ),
    );
    bench.folder.write("tasks/version.yaml", `${versionText()}organizations: [eu]\n`);
    const elsewhere = await adopt("version", "-o", "prod");
    expect([elsewhere.code, flat(elsewhere.out)]).toEqual([
      0,
      expect.stringContaining("not meant for this organization"),
    ]);
  });
});
