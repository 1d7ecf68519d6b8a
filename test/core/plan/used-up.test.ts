import { describe, expect, it } from "vitest";
import { usedUp } from "../../../src/core/plan/used-up.js";
import { baseline, issued, nowMs, row, task } from "./builders.js";

const declared = task("version", { run: 2 });
const wave = (from: number, to: number) => ({ wave: { from, to } });
const round = (number: number) => ({ newcomers: { round: number } });
const period = (index: number) => ({ period: { index, atMs: nowMs } });

describe("what the ledger knows is not issued again, whatever was decided", () => {
  it.each([
    ["run 2", row([issued(declared)]), { run: 2 }],
    ["run 2", row([issued(declared)]), { run: 1 }],
    ["run 2", row([issued(declared)]), { run: 1, part: period(9) }],
    ["run 2", baseline(declared), { run: 2, part: period(0) }],
    ["that part of run 2", row([issued(declared)]), { run: 2, part: period(1) }],
    ["that part of run 2", row([issued(declared, { part: period(3) })]), { run: 2, part: period(3) }],
    ["that part of run 2", row([issued(declared, { part: period(3) })]), { run: 2, part: period(2) }],
    ["run 2", row([issued(declared, { part: period(3) })]), { run: 2 }],
    ["that part of run 2", row([issued(declared, { part: wave(0, 15) })]), { run: 2, part: wave(0, 15) }],
    ["that part of run 2", row([issued(declared, { part: wave(0, 15) })]), { run: 2, part: wave(14, 64) }],
    ["that part of run 2", row([issued(declared, { part: wave(15, 64) })]), { run: 2, part: wave(0, 256) }],
    ["that part of run 2", row([issued(declared)]), { run: 2, part: wave(0, 15) }],
    ["that part of run 2", row([issued(declared, { part: period(3) })]), { run: 2, part: wave(0, 15) }],
    ["that part of run 2", row([issued(declared, { part: wave(0, 15) })]), { run: 2, part: period(4) }],
    ["that part of run 2", row([issued(declared, { part: round(3) })]), { run: 2, part: round(3) }],
    ["that part of run 2", row([issued(declared, { part: round(3) })]), { run: 2, part: round(1) }],
    ["that part of run 2", row([issued(declared, { part: round(3) })]), { run: 2, part: period(4) }],
    ["that part of run 2", row([issued(declared)]), { run: 2, part: round(1) }],
  ])("%s", (used, memory, wanted) => {
    expect(usedUp(memory, wanted)).toBe(used);
  });

  it.each([
    [undefined, { run: 1 }],
    [row([issued(declared)]), { run: 3 }],
    [row([issued(declared, { part: period(3) })]), { run: 2, part: period(4) }],
    [row([issued(declared, { part: wave(0, 15) })]), { run: 2, part: wave(15, 64) }],
    [row([issued(declared, { part: round(3) })]), { run: 2, part: round(4) }],
  ])("and what it does not know may be", (memory, wanted) => {
    expect(usedUp(memory, wanted)).toBeUndefined();
  });
});
