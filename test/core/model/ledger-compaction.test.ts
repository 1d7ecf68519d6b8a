import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compacted, compactedWhenLarge } from "../../../src/core/model/ledger-compaction.js";
import { ledgerBytes, ledgerLimitBytes } from "../../../src/core/model/ledger-size.js";
import { knownTokens, type RunRow } from "../../../src/core/model/ledger.js";
import { ledgerData } from "../../../src/adapters/limacharlie/ledger-record.js";
import {
  appliedRow,
  dayMs,
  inputOf,
  issued,
  ledgerOf,
  longAgo,
  nowMs,
  output,
  planOf,
  present,
  row,
  ruleOf,
  task,
  unresolved,
} from "../plan/builders.js";
import { organizations } from "../plan/organizations.js";

const version = task("version");
const { inputs } = issued(version);
const texts = { commit: "abc", author: "me", accepted: [inputs] };
const run = (number: number, members: Partial<RunRow> = {}): RunRow =>
  issued({ ...version, run: number }, { ...texts, ...members });

describe("compaction", () => {
  it("drops texts and counts of runs that are long over, and of no others", () => {
    const graced = { expiresAtMs: nowMs - dayMs / 2 };
    const runs = [
      run(1, longAgo),
      unresolved({ ...version, run: 2 }, { ...texts, ...longAgo }),
      run(3, graced),
      run(4),
      run(5, longAgo),
    ];
    const after = compacted(ledgerOf({ version: row(runs) }), nowMs).tasks["version"];
    const { counts: _c, commit: _s, author: _a, accepted: _w, ...bare } = run(1, longAgo);
    expect(after?.runs).toEqual([bare, ...runs.slice(1)]);
    expect(after?.highest).toBe(5);
  });

  it("changes no plan, and forgets no token, number or task_id, whatever the ledger", () => {
    fc.assert(
      fc.property(organizations, (world) => {
        const input = inputOf(world);
        const { ledger: reading } = input.observation;
        if (reading.state !== "present") throw new Error("there is no ledger");
        const smaller = compacted(reading.ledger, nowMs);
        expect(planOf({ ...world, ledger: present(smaller) })).toEqual(planOf(world));
        expect(knownTokens(smaller)).toEqual(knownTokens(reading.ledger));
        expect(compacted(smaller, nowMs)).toEqual(smaller);
      }),
      { numRuns: 150 },
    );
  });

  it("waits until the ledger is large", () => {
    const ledger = ledgerOf({ version: row([run(1, longAgo), run(2)]) });
    expect(compactedWhenLarge(ledger, { nowMs })).toBe(ledger);
    expect(compactedWhenLarge(ledger, { nowMs, aboveBytes: 10 })).toEqual(compacted(ledger, nowMs));
  });
});

describe("the size of a ledger", () => {
  it("with 10,000 tasks, a run and a rule each, stays below what is documented, as the hive stores it too", () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      task(`inventory-of-software-${index}`, { response: [output] }),
    );
    const rows = tasks.map(
      (each) =>
        [
          each.name,
          row([
            issued(each, {
              taskIds: ["5f0c1c3e-6b1a-4c58-9f5e-2f1d7d0a9b11"],
              commit: "4f2a9c1b7d3e4f2a9c1b7d3e4f2a9c1b7d3e4f2a",
              author: "Somebody <somebody@example.org>",
            }),
          ]),
        ] as const,
    );
    const rules = tasks.map((each) => {
      const rule = ruleOf(each);
      return [rule.key, appliedRow(rule)] as const;
    });
    const ledger = ledgerOf(Object.fromEntries(rows), Object.fromEntries(rules));
    expect(ledgerBytes(ledger)).toBeLessThan(ledgerLimitBytes);
    const record = JSON.stringify(ledgerData(ledger, "mark")).length;
    expect(record).toBeLessThan(ledgerLimitBytes);
  });
});
