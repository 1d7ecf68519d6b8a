import { describe, expect, it } from "vitest";
import type { Pause, RunRow } from "../../../src/core/model/ledger.js";
import {
  unresolvedRun,
  withForeignRun,
  withoutPause,
  withoutTaskPause,
  withPause,
  withResolved,
  withTaskPause,
} from "../../../src/core/plan/record-decision.js";
import { buried, issued, ledgerOf, nowMs, row, task, unresolved } from "./builders.js";

const version = task("version");
const word: Pause = { why: "pause", by: "alice@laptop", atMs: nowMs };
const foreign: RunRow = { ...issued(version), how: "adopted", foreign: "keep" };

describe("a person's decisions in the ledger", () => {
  it("records a foreign run beside what is there, and digs a removed task up", () => {
    const of = { task: "version", onRemove: "keep" as const };
    expect(withForeignRun(ledgerOf({}), foreign, of).tasks).toEqual({
      version: row([foreign], { onRemove: "keep" }),
    });
    const second = { ...foreign, run: 2 };
    const before = ledgerOf({ version: row([issued(version)], buried) });
    expect(withForeignRun(before, second, of).tasks["version"]).toEqual(
      row([issued(version), second], { onRemove: "keep" }),
    );
  });

  it("closes an unresolved run as issued, and nothing else", () => {
    const run = unresolved(version);
    const older = unresolved(version);
    const ledger = ledgerOf({ version: row([run]) });
    expect(unresolvedRun(row([run]))).toEqual(run);
    expect(unresolvedRun(row([older, issued(task("version", { run: 2 }))]))).toBeUndefined();
    expect(unresolvedRun(row([]))).toBeUndefined();
    expect(withResolved(ledger, "version", run).tasks["version"]?.runs).toEqual([
      { ...run, state: "issued", how: "resolved", issuedAtMs: run.intentAtMs },
    ]);
    expect(withResolved(ledger, "users", run)).toBe(ledger);
  });

  it("pauses and resumes the whole organization", () => {
    const ledger = ledgerOf({ version: row([], { paused: word }) });
    expect(withPause(ledger, word)).toEqual({ ...ledger, paused: word });
    expect(withoutPause(withPause(ledger, word))).toEqual(ledger);
  });

  it("pauses and resumes one task, and leaves no empty row behind", () => {
    const empty = ledgerOf({});
    const known = ledgerOf({ version: row([issued(version)]) });
    expect(withTaskPause(empty, "version", word).tasks["version"]).toMatchObject({
      highest: 0,
      paused: word,
    });
    expect(withoutTaskPause(withTaskPause(empty, "version", word), "version")).toEqual(empty);
    expect(withoutTaskPause(withTaskPause(known, "version", word), "version")).toEqual(known);
    expect(withoutTaskPause(known, "users")).toBe(known);
  });
});
