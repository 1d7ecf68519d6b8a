import { describe, expect, it } from "vitest";
import { draftsOf, type DraftsInput } from "../../../src/core/import/drafts.js";
import { withImports } from "../../../src/core/import/record-imports.js";
import type { QueueEntry } from "../../../src/core/model/queue.js";
import { buried, issued, ledgerOf, nowMs, row, task } from "../plan/builders.js";

const entry = (members: Partial<QueueEntry> = {}): QueueEntry => ({
  taskId: "t1",
  command: "os_version",
  context: "version",
  sids: ["b", "a"],
  ...members,
});

const draw = (entries: readonly QueueEntry[], more: Partial<DraftsInput> = {}) =>
  draftsOf({ entries, ledger: ledgerOf({}), declared: [], here: [], files: [], wanted: () => true, ...more });

describe("what others queued", () => {
  it("goes to the sensors that wait, or to the selector where all requests tell the same", () => {
    const [first] = draw([entry(), entry({ taskId: "t2", sids: ["c"], expiresAtMs: nowMs })]).drafts;
    expect(first).toMatchObject({
      taskIds: ["t1", "t2"],
      target: { sid: ["a", "b", "c"] },
      expiresAtMs: nowMs,
    });
    expect(draw([entry()]).drafts[0]).not.toHaveProperty("expiresAtMs");
    const selector = "plat == windows";
    expect(draw([entry({ selector })]).drafts[0]).toMatchObject({
      target: { selector },
      waiting: ["a", "b"],
    });
    expect(draw([entry({ selector, sids: [] })]).drafts[0]).not.toHaveProperty("waiting");
    const mixed = [entry({ selector }), entry({ taskId: "t2", selector: "*" })];
    expect(draw(mixed).drafts[0]).toMatchObject({ target: { sid: ["a", "b"] } });
  });

  it("stays foreign where the queue shows too little of it", () => {
    const { command: _hidden, ...bare } = entry();
    expect(draw([bare, entry({ taskId: "t2", sids: [] })])).toEqual({
      drafts: [],
      left: [
        { object: "entry", name: "t1", why: "the queue does not show its command" },
        { object: "entry", name: "t2", why: "the queue shows neither its sensors nor its selector" },
      ],
    });
  });

  it("is left alone where it is ours, by whatever number", () => {
    const declared = task("version", { context: "version", contextWritten: true });
    const ours = issued(declared, { taskIds: ["t1"], foreign: "keep" });
    const later = issued({ ...declared, run: 2 }, { run: 2, taskIds: ["t2"] });
    const nothing = { drafts: [], left: [] };
    expect(draw([entry()], { ledger: ledgerOf({ version: row([ours]) }), declared: [declared] })).toEqual(
      nothing,
    );
    expect(draw([entry()], { ledger: ledgerOf({ version: row([ours, later]) }) })).toEqual(nothing);
    const cancelled = row([{ ...ours, state: "cancelled" }]);
    expect(draw([entry()], { ledger: ledgerOf({ version: cancelled }) })).toEqual(nothing);
  });

  it("is written again from the ledger where only its file is missing, and stands again where it was marked as removed", () => {
    for (const written of [true, false]) {
      const declared = task("version", { context: "version", contextWritten: written });
      const known = issued(declared, { taskIds: ["t1"], foreign: "keep", exactContext: true });
      const ledger = ledgerOf({ version: row([known], buried) });
      const { drafts } = draw([entry()], { ledger });
      expect(drafts).toMatchObject([
        { name: "version", run: 1, recorded: true, wireContext: written ? "version" : "" },
      ]);
      const imports = drafts.map((draft) => ({ draft, task: declared }));
      expect(withImports(ledger, imports, nowMs).tasks["version"]).toEqual(row([known]));
      const standing = ledgerOf({ version: row([known]) });
      expect(withImports(standing, imports, nowMs)).toBe(standing);
    }
  });

  it("counts as over from the moment that it is recorded, for as long as its file says where the queue does not", () => {
    const declared = task("version", { ttlSeconds: 60 });
    const imports = draw([entry({ context: "" })]).drafts.map((draft) => ({ draft, task: declared }));
    const { ttlSeconds: _left, ...open } = declared;
    const ends = [imports, imports.map(({ draft }) => ({ draft, task: open }))].map(
      (each) => withImports(ledgerOf({}), each, nowMs).tasks["version"]?.runs[0],
    );
    expect(ends.map((run) => (run?.expiresAtMs ?? 0) - nowMs)).toEqual([60_000, 604_800_000]);
    expect(ends[0]).toMatchObject({ exactContext: true, foreign: "keep", how: "adopted", state: "issued" });
    expect(ends[0]?.token).toMatch(/\.r1\.[0-9a-f]{8}$/);
  });
});
