import { describe, expect, it } from "vitest";
import { decideTask, type TaskFacts, taskTable } from "../../../src/core/plan/decide-task.js";

const values: { readonly [fact in keyof TaskFacts]: readonly TaskFacts[fact][] } = {
  ledger: ["usable", "unusable"],
  queue: ["readable", "unreadable"],
  desired: ["absent", "paused", "declared"],
  identity: ["clear", "twin"],
  memory: ["none", "covered", "unknown", "unresolved", "issued", "higher", "lower"],
  digest: ["same", "accepted", "other"],
  next: ["none", "due", "halted"],
  older: ["open", "closed"],
  entry: ["absent", "pending", "expired", "lookalike", "answered"],
};

/** Facts a row applies to; a fact that is not named may be anything. */
type When = { readonly [fact in keyof TaskFacts]?: readonly TaskFacts[fact][] };

const organization: When = { ledger: ["usable"], queue: ["readable"] };
const declared: When = { ...organization, desired: ["declared"], identity: ["clear"] };
const issuedSame: When = { ...declared, memory: ["issued"], digest: ["same"] };
const due: When = { ...issuedSame, next: ["due"] };
const settled: When = { ...issuedSame, next: ["none"] };
const absent: When = { ...organization, desired: ["absent"], identity: ["clear"] };

/** Written from the design, each row with everything that sets it apart from all others. */
const specification: readonly (readonly [row: string, decision: string, when: When])[] = [
  ["1", "held", { ledger: ["unusable"] }],
  ["2", "stopped", { ledger: ["usable"], queue: ["unreadable"] }],
  ["3", "none", { ...organization, desired: ["paused"] }],
  ["4", "held", { ...organization, desired: ["declared", "absent"], identity: ["twin"] }],
  ["5", "adopt", { ...declared, memory: ["none"], entry: ["pending", "expired"] }],
  ["6", "held", { ...declared, memory: ["none"], entry: ["lookalike", "answered"] }],
  ["7", "issue", { ...declared, memory: ["none"], entry: ["absent"] }],
  ["8", "none", { ...declared, memory: ["covered"] }],
  ["23", "held", { ...declared, memory: ["unknown"] }],
  ["9", "adopt", { ...declared, memory: ["unresolved"], entry: ["pending", "expired", "answered"] }],
  ["10", "held", { ...declared, memory: ["unresolved"], entry: ["absent", "lookalike"] }],
  ["24", "cancel-then-issue", { ...due, older: ["open"], entry: ["absent", "pending", "expired"] }],
  ["25", "issue", { ...due, older: ["closed"], entry: ["absent", "pending", "expired"] }],
  ["26", "held", { ...issuedSame, next: ["halted"] }],
  ["11", "none", { ...settled, entry: ["pending"] }],
  ["12", "none", { ...settled, entry: ["expired"] }],
  ["13", "none", { ...settled, entry: ["absent", "lookalike", "answered"] }],
  ["14", "accept", { ...declared, memory: ["issued"], digest: ["accepted"] }],
  ["15", "held", { ...declared, memory: ["issued"], digest: ["other"] }],
  ["16", "none", { ...declared, memory: ["higher"] }],
  [
    "17",
    "cancel-then-issue",
    { ...declared, memory: ["lower"], older: ["open"], entry: ["absent", "pending", "expired"] },
  ],
  [
    "18",
    "issue",
    { ...declared, memory: ["lower"], older: ["closed"], entry: ["absent", "pending", "expired"] },
  ],
  ["19", "cancel-then-tombstone", { ...absent, older: ["open"] }],
  ["20", "tombstone", { ...absent, older: ["closed"] }],
  ["21", "held", { ...declared, memory: ["lower"], entry: ["lookalike", "answered"] }],
  ["21", "held", { ...due, entry: ["lookalike", "answered"] }],
];

/** Every combination of the facts: 2 × 2 × 3 × 2 × 7 × 3 × 3 × 2 × 5. */
const combinations = Object.entries(values).reduce<Partial<TaskFacts>[]>(
  (partial, [fact, all]) => partial.flatMap((facts) => all.map((value) => ({ ...facts, [fact]: value }))),
  [{}],
) as TaskFacts[];

const matches = (facts: TaskFacts, when: When): boolean =>
  Object.entries(when).every(([fact, allowed]) =>
    (allowed as readonly string[]).includes(facts[fact as keyof TaskFacts]),
  );

describe("the decision table of tasks", () => {
  it("finds for every combination of facts exactly the one row that the design names", () => {
    expect(combinations).toHaveLength(15_120);
    for (const facts of combinations) {
      const expected = specification.filter(([, , when]) => matches(facts, when));
      expect(expected, JSON.stringify(facts)).toHaveLength(1);
      const { row, decision } = decideTask(facts);
      expect([row, decision], JSON.stringify(facts)).toEqual(expected[0]?.slice(0, 2));
    }
  });

  it("has each row once, and none that can never be reached", () => {
    const rows = taskTable.map(({ row }) => row);
    expect(new Set(rows).size).toBe(rows.length);
    expect(new Set(combinations.map((facts) => decideTask(facts).row))).toEqual(new Set(rows));
  });

  it.each(specification)("decides in row %s: %s", (row, decision) => {
    expect(taskTable.find((candidate) => candidate.row === row)?.decision).toBe(decision);
  });

  it("asks to issue only in rows in which no run with that number was ever requested", () => {
    for (const facts of combinations) {
      if (!decideTask(facts).decision.includes("issue")) continue;
      expect(["none", "lower", facts.next === "due" ? "issued" : ""]).toContain(facts.memory);
      expect(facts).toMatchObject({ ...only(declared) });
      expect(facts.entry).not.toBe("lookalike");
    }
  });
});

const only = (when: When): Partial<TaskFacts> =>
  Object.fromEntries(Object.entries(when).map(([fact, [value]]) => [fact, value]));
