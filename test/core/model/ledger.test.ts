import { describe, expect, it } from "vitest";
import {
  answerGraceMs,
  expiryMarginMs,
  isOpen,
  latestRun,
  ledgerHash,
  mayStillAnswer,
  nextLedger,
  ruleRow,
  taskRow,
} from "../../../src/core/model/ledger.js";
import { issued, ledgerOf, nowMs, row, task, unresolved } from "../plan/builders.js";

const run = issued(task("version"));
const end = run.expiresAtMs;

describe("a ledger", () => {
  it("is followed by a document with a higher serial that is chained to it", () => {
    const first = ledgerOf({});
    const second = nextLedger(first, { tasks: { version: row([run]) } });
    expect(second).toEqual({
      ...first,
      tasks: { version: row([run]) },
      serial: first.serial + 1,
      previous: ledgerHash(first),
    });
    expect(nextLedger(second, {}).previous).toBe(ledgerHash(second));
  });

  it("has a hash that is the same after it was stored, in whatever order its members come", () => {
    const ledger = ledgerOf({ version: row([run]) });
    const stored = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(ledger).toReversed())));
    expect(ledgerHash(stored)).toBe(ledgerHash(ledger));
    expect(ledgerHash({ ...ledger, serial: 8 })).not.toBe(ledgerHash(ledger));
  });

  it("knows only what was recorded, whatever objects have by nature", () => {
    const ledger = ledgerOf({ version: row([run]) }, { "lctasks.acme.version": { task: "version" } });
    expect(taskRow(ledger, "version")).toEqual(row([run]));
    expect(ruleRow(ledger, "lctasks.acme.version")).toEqual({ task: "version" });
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty", "other"]) {
      expect(taskRow(ledger, name)).toBeUndefined();
      expect(ruleRow(ledger, name)).toBeUndefined();
    }
  });
});

describe("a run", () => {
  it("is the latest by its number, wherever it stands", () => {
    const third = issued(task("version", { run: 3 }));
    expect(latestRun(row([third, run]))).toBe(third);
    expect(latestRun(row([run, third]))).toBe(third);
    expect(latestRun(row([]))).toBeUndefined();
  });

  it("is open until a margin after its end, and for ever while its answer is not known", () => {
    expect(isOpen(run, end + expiryMarginMs - 1)).toBe(true);
    expect(isOpen(run, end + expiryMarginMs)).toBe(false);
    expect(isOpen(unresolved(task("version")), end * 2)).toBe(true);
    expect(isOpen({ ...run, state: "cancelled" }, nowMs)).toBe(false);
  });

  it("may answer until a grace after its end, cancelled or not", () => {
    for (const state of ["issued", "cancelled", "unresolved"] as const) {
      expect(mayStillAnswer({ ...run, state }, end + answerGraceMs - 1)).toBe(true);
      expect(mayStillAnswer({ ...run, state }, end + answerGraceMs)).toBe(false);
    }
  });
});
