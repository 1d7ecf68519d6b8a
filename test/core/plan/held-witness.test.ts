import { describe, expect, it } from "vitest";
import { nextLedger } from "../../../src/core/model/ledger.js";
import { type WitnessReading, witnessed } from "../../../src/core/model/witness.js";
import { ledgerOf, planOf, present, task } from "./builders.js";

const first = { ...ledgerOf({}), serial: 1 };
const second = nextLedger(first, {});
const where = "a ref";
const at = (ledger = second): WitnessReading => ({ state: "read", highest: { ...witnessed(ledger), where } });
const tasks = [task("version")];
const heldBy = (witness: WitnessReading, ledger = present(second)) => {
  const { state, held, changes } = planOf({ tasks, ledger, witness });
  return { state, changes: changes.length, held: held.map(({ row, name, reason }) => [row, name, reason]) };
};
const forgotten = "; what it has forgotten could run twice";

describe("a plan with a witness", () => {
  it.each<[string, WitnessReading]>([
    ["nobody remembers", { state: "none" }],
    ["nothing was remembered yet", { state: "read" }],
    ["this very document is remembered", at()],
    ["an older one is remembered", at(first)],
  ])("is made when %s", (_title, witness) => {
    expect(heldBy(witness)).toEqual({ state: "ready", changes: 1, held: [] });
  });

  it("is held when the ledger is older than what is remembered", () => {
    const reason = `the ledger is rolled back: it was at serial 2 and is at 1${forgotten}`;
    expect(heldBy(at(), present(first))).toEqual({
      state: "held",
      changes: 0,
      held: [["1", "witness", reason]],
    });
    expect(planOf({ tasks, ledger: present(first), witness: at() }).held[0]?.decide).toEqual([
      "restore the ledger of serial 2, or a later one; nothing is sent on an older one",
      "when that is impossible and you know what ran since, make the witness forget: delete a ref",
    ]);
  });

  it("is held when another document of the same serial is remembered", () => {
    const other = nextLedger(first, { ledgerId: "another" });
    const reason = `the ledger is another one: serial 2 was ${witnessed(other).hash} and is ${witnessed(second).hash}${forgotten}`;
    expect(heldBy(at(other))).toEqual({ state: "held", changes: 0, held: [["1", "witness", reason]] });
  });

  it("is held when there is no ledger where one was, and nothing offers to create one", () => {
    const reason = `the ledger is lost: it was at serial 2, and there is none${forgotten}`;
    const plan = planOf({ tasks, ledger: { state: "absent" }, witness: at() });
    expect([plan.state, plan.held.map((held) => held.reason)]).toEqual(["held", [reason]]);
    expect(JSON.stringify(plan.held)).not.toContain("create");
  });

  it("is held when the witness cannot be read", () => {
    const reason = "it is not known whether the ledger was rolled back: no route";
    expect(heldBy({ state: "unreadable", reason: "no route" })).toEqual({
      state: "held",
      changes: 0,
      held: [["1", "witness", reason]],
    });
  });

  it("says first that a ledger cannot be read", () => {
    expect(heldBy(at(), { state: "unreadable", reason: "half" } as never).held).toEqual([
      ["1", "ledger", "the ledger cannot be used: half"],
    ]);
  });

  it("says who remembers", () => {
    expect(planOf({ witness: { state: "none" } }).witness).toBe("none");
    expect(planOf({ witness: at() }).witness).toBe("git");
  });
});
