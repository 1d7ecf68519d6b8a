import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ledger, RunRow } from "../../src/core/model/ledger.js";
import { type Bench, flat, startBench } from "../flow/bench.js";
import { configText, responseText, taskText } from "../support/tasks.js";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
  bench.folder.write("lctasks.yaml", configText());
  bench.folder.write("tasks/version.yaml", taskText("version", { more: responseText }));
  bench.sandbox.disconnect("all");
  await bench.lctasks("ledger", "create", "--run-existing");
  await bench.apply();
  await exportTo("export.json");
});

afterEach(() => bench.close());

const exportTo = async (file: string): Promise<void> =>
  bench.folder.write(file, (await bench.lctasks("ledger", "export")).out);
const recordPath = () => `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`;
const lose = () => bench.api("DELETE", recordPath());
const plant = (document: string) =>
  bench.api("POST", `${recordPath()}/data`, {
    data: JSON.stringify({ lookup_data: { "lctasks:ledger": { document, write: "x" } } }),
    usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: [], comment: "" }),
  });
const ledger = async (): Promise<Ledger> => {
  const found = await bench.ledger();
  if (found === undefined) throw new Error("there is no ledger");
  return found;
};
const take = (file: string, ...more: string[]) => bench.lctasks("ledger", "import", file, ...more);
const quiet = async (): Promise<void> => {
  const sent = bench.tasks().length;
  expect((await bench.apply()).out).toMatch(/^No changes\n/);
  expect(bench.tasks()).toHaveLength(sent);
};

describe("ledger import of an export", () => {
  it("brings a lost ledger back under a higher serial: nothing runs again", async () => {
    const before = await ledger();
    await lose();
    const unsure = await take("export.json");
    expect([unsure.code, await bench.ledger()]).toEqual([4, undefined]);
    const { code, out } = await take("export.json", "--yes");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining(`the ledger is at serial ${before.serial + 1}`),
    ]);
    expect((await ledger()).tasks).toEqual(before.tasks);
    await quiet();
  });

  it("replaces a damaged one, and one that was rolled back", async () => {
    const before = await ledger();
    await plant("{ half");
    expect((await take("export.json", "--yes")).code).toBe(0);
    await quiet();
    await exportTo("newer.json");
    await plant(JSON.stringify({ ...before, serial: before.serial }));
    expect((await take("newer.json", "--yes")).code).toBe(0);
    expect((await ledger()).serial).toBeGreaterThan(before.serial + 1);
    await quiet();
  });

  it("has nothing to do for the present ledger", async () => {
    const { code, out } = await take("export.json", "--yes");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("the file is the present ledger")]);
  });

  it("is refused when the present ledger, the queue or a rule's mark know more, and names it", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    const present = await take("export.json", "--yes");
    expect(present.code).toBe(4);
    expect(flat(present.out)).toMatch(
      /at serial \d+, the export at \d+: what was recorded since is not in it/,
    );
    expect(flat(present.out)).toMatch(/forgotten the token soc-version\.r2\.\w{8}/);
    expect(flat(present.out)).toContain("forgotten that run 2 of version was used");
    await lose();
    const lost = await take("export.json", "--yes");
    expect([lost.code, await bench.ledger()]).toEqual([4, undefined]);
    expect(flat(lost.out)).toMatch(/forgotten the token soc-version\.r2\.\w{8} \((queued task|rule)/);
  });

  it("is refused for another ledger, another project's, and what is none", async () => {
    const document = await ledger();
    bench.folder.write("other.json", JSON.stringify({ ...document, ledgerId: "other", serial: 99 }));
    expect(flat((await take("other.json", "--yes")).out)).toContain("it is another ledger");
    bench.folder.write("theirs.json", JSON.stringify({ ...document, project: "theirs" }));
    expect(flat((await take("theirs.json", "--yes")).out)).toContain("belongs to project");
    bench.folder.write("none.json", "hello");
    expect((await take("none.json", "--yes")).code).toBe(4);
    bench.folder.write("moved.json", JSON.stringify({ ...document, movedTo: "git" }));
    expect(flat((await take("moved.json", "--yes")).out)).toContain("before the ledger moved to git");
    expect((await take("absent.json", "--yes")).code).toBe(1);
  });

  it("is refused while somebody applies, while the queue cannot be read, and when somebody writes first", async () => {
    bench.folder.write("newer.json", JSON.stringify({ ...(await ledger()), serial: 99 }));
    const { ledgerId } = await ledger();
    const lease = {
      id: ledgerId,
      owner: "alice",
      takenAtMs: bench.sandbox.nowMs(),
      expiresAtMs: bench.sandbox.nowMs() + 60_000,
    };
    await bench.writeLedger((before) => ({ ...before, lease }));
    expect(flat((await take("newer.json", "--yes")).out)).toContain("alice applies since");
    await bench.writeLedger(({ lease: _ended, ...before }) => before);
    bench.sandbox.variants.set({ list_shape: "junk_no_ids" });
    expect(flat((await take("newer.json", "--yes")).out)).toContain("the queue cannot be read");
    bench.sandbox.variants.reset();
    let once = false;
    bench.wire.onRequest = async ({ method, path }) => {
      if (once || method !== "POST" || !path.includes("/hive/lookup/")) return;
      once = true;
      await bench.writeLedger((before) => before);
    };
    expect(flat((await take("newer.json", "--yes")).out)).toContain("look again");
  });
});

describe("ledger import of a journal", () => {
  const journal = () => `.lctasks/journal/soc-${bench.sandbox.oid}.jsonl`;

  /** The run as a process left it that died before it could record the answer. */
  const forgetAnswer = async (): Promise<RunRow | undefined> => {
    const known = (await ledger()).tasks["version"]?.runs[0];
    await bench.writeLedger((before) => {
      const row = before.tasks["version"];
      if (row === undefined) throw new Error("there is no row");
      const runs = row.runs.map(({ issuedAtMs: _at, counts: _counts, ...run }) => ({
        ...run,
        state: "unresolved" as const,
        taskIds: [],
      }));
      return { ...before, tasks: { ...before.tasks, version: { ...row, runs } } };
    });
    return known;
  };

  it("gives unresolved runs the answer that this machine noted, once", async () => {
    const known = await forgetAnswer();
    const { code, out } = await take(journal(), "--yes");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining(`run 1 of version: issued, task_id ${known?.taskIds[0]}`),
    ]);
    expect((await ledger()).tasks["version"]?.runs[0]).toMatchObject({
      state: "issued",
      taskIds: known?.taskIds,
      counts: known?.counts,
    });
    await quiet();
    const again = await take(journal(), "--yes");
    expect([again.code, flat(again.out)]).toEqual([0, expect.stringContaining("knows everything")]);
  });

  it("leaves what the journal has no answer for, and what another ledger noted", async () => {
    await forgetAnswer();
    const text = readFileSync(join(bench.folder.path, journal()), "utf8");
    const [send = ""] = text.split("\n");
    bench.folder.write("sent.jsonl", `${send}\n{"half`);
    expect(flat((await take("sent.jsonl", "--yes")).out)).toContain(
      "was sent, and the journal has no answer either",
    );
    bench.folder.write("refused.jsonl", `${send}\n${send.replace('"send"', '"refused"')}\n`);
    expect(flat((await take("refused.jsonl", "--yes")).out)).toContain("was refused");
    bench.folder.write("other.jsonl", text.replaceAll(/"ledgerId":"[^"]*"/g, '"ledgerId":"other"'));
    expect(flat((await take("other.jsonl", "--yes")).out)).toContain("knows everything");
    expect((await ledger()).tasks["version"]?.runs[0]?.state).toBe("unresolved");
  });

  it("takes a cancellation as well, and refuses lines that it cannot read", async () => {
    await forgetAnswer();
    const text = readFileSync(join(bench.folder.path, journal()), "utf8");
    bench.folder.write("torn.jsonl", `${text}{"torn\n${text}`);
    expect(flat((await take("torn.jsonl", "--yes")).out)).toContain("lines 3 of the journal cannot be read");
    bench.folder.write("cancelled.jsonl", text.replaceAll('"issued"', '"cancelled"'));
    expect((await take("cancelled.jsonl", "--yes")).code).toBe(0);
    expect((await ledger()).tasks["version"]?.runs[0]).toMatchObject({
      state: "cancelled",
      cancelledAtMs: expect.any(Number),
    });
  });
});

describe("ledger rebuild", () => {
  const rebuild = (...more: string[]) => bench.lctasks("ledger", "rebuild", ...more);

  it("is refused while a ledger can be read, and asks for a person's word", async () => {
    expect(flat((await rebuild("--yes")).out)).toContain("there is a ledger that can be read");
    await lose();
    const { code, err } = await rebuild();
    expect([code, flat(err)]).toEqual([4, expect.stringContaining("version: run 1 issued")]);
    expect(await bench.ledger()).toBeUndefined();
  });

  it("proves by journal and token what was sent: nothing is held, nothing runs again", async () => {
    const before = await ledger();
    await lose();
    expect((await rebuild("--yes")).code).toBe(0);
    const after = await ledger();
    expect(after).toMatchObject({ createdWith: "rebuild", ledgerId: before.ledgerId });
    const [was] = before.tasks["version"]?.runs ?? [];
    expect(after.tasks["version"]).toMatchObject({
      highest: 1,
      runs: [{ token: was?.token, taskIds: was?.taskIds, state: "issued", counts: was?.counts }],
    });
    expect(Object.keys(after.rules)).toEqual(Object.keys(before.rules));
    await quiet();
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    expect(bench.untasked()).toEqual(was?.taskIds);
  });

  it("without a journal records what is queued without ever cancelling it, and holds what nothing proves", async () => {
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    await lose();
    bench.folder.remove(`.lctasks/journal/soc-${bench.sandbox.oid}.jsonl`);
    expect((await rebuild("--yes")).code).toBe(0);
    expect((await ledger()).tasks).toMatchObject({
      version: { highest: 1, runs: [{ run: 1, foreign: "keep" }] },
      users: { highest: 1, runs: [], unknown: { run: 1 } },
    });
    const sent = bench.tasks().length;
    const plan = await bench.lctasks("plan");
    expect([plan.code, flat(plan.out)]).toEqual([4, expect.stringContaining("lctasks resolve users")]);
    await bench.apply();
    expect(bench.tasks()).toHaveLength(sent);
    expect((await bench.lctasks("resolve", "users", "--yes")).code).toBe(0);
    await quiet();
    expect(flat((await bench.lctasks("resolve", "users", "--yes")).out)).toContain("nothing to resolve");
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users", run: 2 }));
    await bench.apply();
    expect(bench.tasks()).toHaveLength(sent + 1);
  });

  it("keeps tokens that show only as marks, so that the rule does not speak of a rollback", async () => {
    for (const taskId of (await ledger()).tasks["version"]?.runs[0]?.taskIds ?? [])
      await bench.api("POST", "/extension/request/ext-reliable-tasking", {
        oid: bench.sandbox.oid,
        action: "untask",
        data: JSON.stringify({ task_id: taskId, selector: "*" }),
      });
    await lose();
    bench.folder.remove(`.lctasks/journal/soc-${bench.sandbox.oid}.jsonl`);
    expect((await rebuild("--yes")).code).toBe(0);
    expect((await ledger()).tasks["version"]).toMatchObject({
      runs: [],
      unknown: { run: 1, tokens: [expect.stringMatching(/^soc-version\.r1\./)] },
    });
    expect(flat((await bench.lctasks("plan")).out)).toContain("the ledger was lost and made again");
  });

  it("begins with an older export, and with the whole rows of a damaged document", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    const before = await ledger();
    await lose();
    expect((await rebuild("--yes", "--from", "export.json")).code).toBe(0);
    expect((await ledger()).tasks["version"]?.runs.map(({ run, state }) => [run, state])).toEqual([
      [1, "issued"],
      [2, "issued"],
    ]);
    await plant(JSON.stringify({ ...before, serial: 70, tasks: { ...before.tasks, torn: {} } }));
    expect((await rebuild("--yes")).code).toBe(0);
    const after = await ledger();
    expect(after.serial).toBe(71);
    expect(after.tasks["version"]).toEqual(before.tasks["version"]);
    await quiet();
    bench.folder.write("bad.json", "{}");
    await plant("{ half");
    expect((await rebuild("--yes", "--from", "bad.json")).code).toBe(4);
  });

  it("remembers tasks without a file that the journal names", async () => {
    bench.folder.remove("tasks/version.yaml");
    bench.folder.write("tasks/users.yaml", taskText("users", { task: "os_users" }));
    await lose();
    expect((await rebuild("--yes")).code).toBe(0);
    expect((await ledger()).tasks["version"]).toMatchObject({
      highest: 1,
      tombstone: {},
      unknown: { run: 1, tokens: [expect.any(String)] },
    });
  });
});
