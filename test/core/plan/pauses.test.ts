import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pause, TaskRow } from "../../../src/core/model/ledger.js";
import { moveRows } from "../../../src/core/plan/renames.js";
import { entryOf, inShort, issued, ledgerOf, nowMs, planOf, row, task } from "./builders.js";
import { organizations } from "./organizations.js";

const word: Pause = { why: "pause", by: "alice@laptop", atMs: nowMs };
const pausedOnly: TaskRow = row([], { paused: word });
const blank: TaskRow = row([]);

describe("a row that says no more than a pause", () => {
  const version = task("version");

  it("is no memory: once resumed, the task is as new", () => {
    expect(inShort(planOf({ tasks: [version], rows: { version: pausedOnly } }))).toEqual([
      "unchanged task version (3)",
    ]);
    const fresh = planOf({ tasks: [version], rows: { version: blank } });
    expect(fresh.changes).toMatchObject([{ verb: "issue", row: "7", reason: "new", run: 1 }]);
    const lookalike = entryOf(issued(version), { context: version.context });
    expect(inShort(planOf({ tasks: [version], rows: { version: blank }, queue: [lookalike] }))).toContain(
      "held task version (6)",
    );
  });

  it("neither vanishes nor takes part in a rename", () => {
    const renamed = task("build", { movedFrom: "version" });
    const rows = { version: row([issued(version)]), build: pausedOnly, gone: blank };
    const plan = planOf({ tasks: [renamed], rows });
    expect(inShort(plan)).toEqual(["move version to build (4)", "unchanged task build (3)"]);
    expect(inShort(planOf({ tasks: [version], rows: { gone: blank } }))).toEqual(["issue version run 1 (7)"]);
  });

  it("keeps its pause when a memory moves onto it", () => {
    const ledger = ledgerOf({ version: row([issued(version)]), build: pausedOnly });
    const moves = [{ from: "version", to: "build" }];
    expect(moveRows(ledger, moves, nowMs).tasks["build"]?.paused).toEqual(word);
    const both = ledgerOf({ version: row([issued(version)], { paused: { ...word, by: "bob" } }) });
    expect(moveRows(both, moves, nowMs).tasks["build"]?.paused?.by).toBe("bob");
  });

  it("changes no plan, whatever stands around it", () => {
    fc.assert(
      fc.property(organizations, (world) => {
        const free = Object.keys({ ...world.rows });
        const name = ["a", "b", "c", "constructor"].find((each) => !free.includes(each));
        fc.pre(name !== undefined);
        const rows = { ...world.rows, [name ?? ""]: blank };
        expect(planOf({ ...world, rows })).toEqual(planOf(world));
      }),
      { numRuns: 200 },
    );
  });
});

describe("a pause in the ledger", () => {
  it("is a note that says since when, by whom, and how it goes on", () => {
    const { findings } = planOf({ rows: { version: pausedOnly }, paused: { ...word, why: "cancel-all" } });
    expect(findings).toMatchObject([
      {
        check: "plan/paused",
        severity: "note",
        message:
          "In prod everything was cancelled, and is paused since 2026-11-21T12:00:00.000Z by alice@laptop: nothing is issued or cancelled",
        fix: "to go on: `lctasks resume --all --organization prod`",
      },
      { task: "version", fix: "to let it go on: `lctasks resume version --organization prod`" },
    ]);
    expect(planOf({ paused: word }).findings[0]?.message).toContain("everything is paused since");
  });
});
