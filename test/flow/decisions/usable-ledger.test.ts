import { describe, expect, it } from "vitest";
import type { WitnessReading } from "../../../src/core/model/witness.js";
import { usable } from "../../../src/flow/decisions/usable-ledger.js";
import { ledgerOf, present } from "../../core/plan/builders.js";

const here = { alias: "prod" };
const ledger = present(ledgerOf({}));
const none: WitnessReading = { state: "none" };
const ahead: WitnessReading = { state: "read", highest: { serial: 9, hash: "f".repeat(16), where: "a ref" } };
const mute: WitnessReading = { state: "unreadable", reason: "no network" };

describe("the ledger that a decision is written over", () => {
  it("is there, readable, and not behind its witness", () => {
    expect(usable({ ledger, witness: none }, here)).toBe(ledger);
    expect(usable({ ledger: { state: "unreadable", reason: "torn" }, witness: none }, here)).toMatchObject({
      result: "refused",
      message: expect.stringContaining("torn") as string,
    });
    expect(usable({ ledger: { state: "absent" }, witness: none }, here)).toMatchObject({ result: "refused" });
  });

  it("is not one that was rolled back: enough writes would hide that, also those of the kill switch", () => {
    for (const toStop of [false, true]) {
      expect(usable({ ledger, witness: ahead }, here, { toStop })).toMatchObject({
        result: "refused",
        message: expect.stringContaining("rolled back") as string,
      });
    }
  });

  it("may be one whose witness cannot be asked only where something has to be stopped", () => {
    expect(usable({ ledger, witness: mute }, here)).toMatchObject({ result: "refused" });
    expect(usable({ ledger, witness: mute }, here, { toStop: true })).toBe(ledger);
  });
});
