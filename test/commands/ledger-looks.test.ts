import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeLedger } from "../../src/core/model/ledger-document.js";
import type { Ledger } from "../../src/core/model/ledger.js";
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
});

afterEach(() => bench.close());

const ledger = async (): Promise<Ledger> => {
  const found = await bench.ledger();
  if (found === undefined) throw new Error("there is no ledger");
  return found;
};

/** Puts any text where the document is. */
const plant = (document: string) =>
  bench.api("POST", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc/data`, {
    data: JSON.stringify({ lookup_data: { "lctasks:ledger": { document, write: "x" } } }),
    usr_mtd: JSON.stringify({ enabled: true, expiry: 0, tags: [], comment: "" }),
  });

const alive = {
  lease: {
    id: "l",
    owner: "alice@laptop",
    url: "https://ci/7",
    takenAtMs: Date.UTC(2026, 2, 2, 9),
    expiresAtMs: Date.UTC(2026, 2, 2, 9, 10),
  },
};

describe("ledger show", () => {
  it("says how far the ledger is, who may apply, and what is known of every task and rule", async () => {
    const { serial } = await ledger();
    const { code, out } = await bench.lctasks("ledger", "show");
    expect(code).toBe(0);
    expect(out).toContain("default  ledger in hive\n");
    expect(flat(out)).toMatch(
      new RegExp(`serial ${serial} of .*, created 2026-03-02 09:00:00Z \\(run-existing\\)`),
    );
    expect(out).toContain("nobody has the right to apply now");
    expect(flat(out)).toContain("version run 1 issued, 8 sensors (0 at once, 8 queued)");
    expect(out).toContain("lctasks.soc.version, of version");
    expect(flat(out)).toMatch(/size [\d,]+ bytes, 1 % of 25,165,824/);
  });

  it("shows leases, pauses, baselines, removed, moved and unknown tasks", async () => {
    const inputs = { command: "os_version", target: { tag: "workstation" } };
    await bench.writeLedger((before) => ({
      ...before,
      ...alive,
      commit: { sha: "abc123", author: "Zoë <z@x>", uncommitted: true, older: true, atMs: 1 },
      paused: { why: "cancel-all", by: "bob", atMs: 2 },
      tasks: {
        ...before.tasks,
        base: { highest: 2, runs: [], onRemove: "keep", baseline: { run: 2, inputs } },
        gone: { highest: 1, runs: [], onRemove: "cancel", tombstone: { atMs: 3 } },
        old: { highest: 1, runs: [], onRemove: "cancel", tombstone: { atMs: 3, movedTo: "version" } },
        lost: {
          highest: 4,
          runs: [],
          onRemove: "cancel",
          unknown: { run: 4 },
          paused: { why: "pause", by: "eve", atMs: 4 },
        },
      },
      rules: {
        ...before.rules,
        w: { task: "version", intent: { verb: "write", hash: "h" } },
        d: { task: "gone", intent: { verb: "delete" } },
      },
    }));
    const text = flat((await bench.lctasks("ledger", "show")).out);
    for (const part of [
      "alice@laptop (https://ci/7) since 2026-03-02 09:00:00Z, until 2026-03-02 09:10:00Z",
      "abc123+uncommitted (older than the one before) by Zoë <z@x>",
      "everything, since 1970-01-01 00:00:00Z by bob (cancel --all)",
      "base no run; highest run 2; not wanted up to run 2; kept on removal",
      "gone no run; highest run 1; removed 1970-01-01 00:00:00Z",
      "moved to version",
      "unknown up to run 4; paused since 1970-01-01 00:00:00Z by eve",
      "w, of version; was about to be written",
      "d, of gone; was about to be deleted",
    ])
      expect(text).toContain(part);
  });

  it("prints the same as JSON", async () => {
    const { out } = await bench.lctasks("ledger", "show", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      organizations: [
        {
          organization: "default",
          backend: "hive",
          state: "present",
          tasks: [{ name: "version", highest: 1, latest: { run: 1, state: "issued", counts: { total: 8 } } }],
          rules: [{ key: "lctasks.soc.version", task: "version", state: "written" }],
        },
      ],
    });
  });

  it("tells of a damaged document which rows are whole, and repairs nothing", async () => {
    const whole = await ledger();
    const text = JSON.stringify({ ...whole, tasks: { ...whole.tasks, torn: { highest: "7" } } });
    await plant(text);
    const { code, out } = await bench.lctasks("ledger", "show");
    expect(code).toBe(4);
    expect(flat(out)).toContain("1 task row and 1 rule row are whole: version");
    expect(flat(out)).toContain('damaged: tasks["torn"].highest is not a whole number');
    expect((await bench.lctasks("ledger", "export")).out).toBe(`${text}\n`);
    await plant("{ half");
    expect(flat((await bench.lctasks("ledger", "show")).out)).toContain(
      "none of its rows can be told from another",
    );
  });

  it("says when there is none", async () => {
    await bench.api("DELETE", `/hive/lookup/${bench.sandbox.oid}/lctasks-soc`);
    const { code, out } = await bench.lctasks("ledger", "show");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("there is none")]);
    const exported = await bench.lctasks("ledger", "export");
    expect([exported.code, exported.err]).toEqual([4, expect.stringContaining("no ledger document")]);
  });
});

describe("ledger history", () => {
  it("shows every run with its commit, command, target, token and counts, over renames", async () => {
    bench.folder.write("tasks/version.yaml", taskText("version", { run: 2, more: responseText }));
    await bench.apply();
    bench.folder.remove("tasks/version.yaml");
    bench.folder.write(
      "tasks/v2.yaml",
      taskText("v2", { run: 2, more: `movedFrom: version\n${responseText}` }),
    );
    await bench.apply();
    for (const name of ["v2", "version"]) {
      const { code, out } = await bench.lctasks("ledger", "history", name);
      const text = flat(out);
      expect(code).toBe(0);
      expect(text).toContain("v2, highest run 2");
      expect(text).toContain("was version until 2026-03-02");
      expect(text).toMatch(
        /run 2 issued when intent .* task os_version target tag workstation token soc-version\.r2\.\w{8} task_id \S+ reached 8 sensors/,
      );
      expect(text).toContain("run 1 cancelled");
      expect(text.indexOf("run 2 ")).toBeLessThan(text.indexOf("run 1 "));
    }
    const json = JSON.parse((await bench.lctasks("ledger", "history", "version", "--format", "json")).out);
    expect(json).toMatchObject({
      organizations: [
        {
          task: "version",
          name: "v2",
          highest: 2,
          formerly: [{ name: "version" }],
          runs: [{ run: 2 }, { run: 1, state: "cancelled" }],
        },
      ],
    });
  });

  it("shows what was adopted, resolved, accepted, who committed, and what no run stands for", async () => {
    const inputs = { command: "os_packages", target: { selector: "*" } };
    await bench.writeLedger((before) => {
      const version = before.tasks["version"];
      const [run] = version?.runs ?? [];
      if (version === undefined || run === undefined) throw new Error("there is no run");
      const { issuedAtMs: _at, counts: _counts, ...bare } = run;
      const odd = {
        ...bare,
        how: "adopted",
        foreign: "keep",
        taskIds: [],
        accepted: [inputs],
        commit: "abc",
        author: "Zoë",
      } as const;
      return {
        ...before,
        tasks: {
          version: { ...version, paused: { why: "pause", by: "eve", atMs: 4 }, runs: [odd] },
          lost: {
            highest: 4,
            runs: [],
            onRemove: "keep",
            unknown: { run: 4 },
            baseline: { run: 1, inputs },
            tombstone: { atMs: 3 },
          },
        },
      };
    });
    const text = flat((await bench.lctasks("ledger", "history", "version")).out);
    for (const part of [
      "found in the queue; somebody else made it (never cancelled)",
      "no answer is known",
      "abc by Zoë",
      "none is known",
      "accepted os_packages at every sensor (*), without a new run",
      "paused since",
    ])
      expect(text).toContain(part);
    const lost = flat((await bench.lctasks("ledger", "history", "lost")).out);
    for (const part of [
      "not wanted here up to run 1",
      "nobody knows whether runs up to 4 ever ran",
      "its file was removed",
      "stays queued when its file is removed",
      "no run is recorded",
    ])
      expect(lost).toContain(part);
  });

  it("knows a slip, and an unusable ledger", async () => {
    expect((await bench.lctasks("ledger", "history", "verson")).err).toContain("did you mean version?");
    expect((await bench.lctasks("ledger", "history", "zzzzzz")).err).toContain("nothing was ever recorded");
    await plant("{ half");
    expect((await bench.lctasks("ledger", "history", "version")).code).toBe(4);
  });
});

describe("ledger unlock", () => {
  it("has nothing to do without a lease, and says why it is rarely needed", async () => {
    const { code, out } = await bench.lctasks("ledger", "unlock", "--yes");
    expect([code, flat(out)]).toEqual([0, expect.stringContaining("a lease ends by itself within minutes")]);
  });

  it("takes an ended lease out at once", async () => {
    await bench.writeLedger((before) => ({ ...before, lease: { ...alive.lease, expiresAtMs: 5 } }));
    const { code, out } = await bench.lctasks("ledger", "unlock");
    expect([code, flat(out)]).toEqual([
      0,
      expect.stringContaining("the lease of alice@laptop that had ended is gone"),
    ]);
    expect(await ledger()).not.toHaveProperty("lease");
  });

  it("takes a live lease only by a person's word, after naming its owner and end", async () => {
    await bench.writeLedger((before) => ({ ...before, ...alive }));
    const refused = await bench.lctasks("ledger", "unlock");
    expect(refused.code).toBe(4);
    expect(flat(refused.err)).toContain("alice@laptop (https://ci/7) applies since");
    expect(flat(refused.err)).toContain("its lease ends 2026-03-02T09:10");
    expect(await ledger()).toHaveProperty("lease");
    expect((await bench.lctasks("ledger", "unlock", "--yes")).code).toBe(0);
    expect(await ledger()).not.toHaveProperty("lease");
    expect((await bench.apply()).code).toBe(0);
  });

  it("changes nothing when somebody writes in between, or nothing can be read", async () => {
    await bench.writeLedger((before) => ({ ...before, ...alive }));
    let once = false;
    bench.wire.onRequest = async ({ method, path }) => {
      if (once || method !== "POST" || !path.includes("/hive/lookup/")) return;
      once = true;
      await bench.writeLedger((before) => ({ ...before, lease: { ...alive.lease, id: "other" } }));
    };
    expect((await bench.lctasks("ledger", "unlock", "--yes")).code).toBe(4);
    expect(await ledger()).toMatchObject({ lease: { id: "other" } });
    await plant("{ half");
    expect((await bench.lctasks("ledger", "unlock", "--yes")).code).toBe(4);
  });
});

describe("ledger export", () => {
  it("prints the document to the letter, or writes it", async () => {
    const text = `${encodeLedger(await ledger())}\n`;
    expect((await bench.lctasks("ledger", "export")).out).toBe(text);
    const out = join(bench.folder.path, "export.json");
    writeFileSync(out, "older");
    expect((await bench.lctasks("ledger", "export", "--out", "export.json")).code).toBe(0);
    expect(readFileSync(out, "utf8")).toBe(text);
    expect((await bench.lctasks("ledger", "export", "--out", "new.json")).code).toBe(0);
    expect(readFileSync(join(bench.folder.path, "new.json"), "utf8")).toBe(text);
  });

  it("is of one organization", async () => {
    const { oid } = bench.sandbox;
    bench.folder.write("lctasks.yaml", configText(`organizations:\n  a: { oid: ${oid} }\n`));
    expect((await bench.lctasks("ledger", "export", "-o", "a")).code).toBe(0);
  });
});
