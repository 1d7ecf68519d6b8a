import { describe, expect, it } from "vitest";
import { decideRule, type RuleFacts, ruleTable } from "../../../src/core/plan/decide-rule.js";

const values: { readonly [fact in keyof RuleFacts]: readonly RuleFacts[fact][] } = {
  desired: ["yes", "no"],
  writer: ["api", "files"],
  ledger: ["none", "intent", "ours", "theirs"],
  name: ["generated", "file"],
  live: ["unreadable", "absent", "desired", "intended", "applied", "moved"],
  git: ["still", "moved"],
  answers: ["possible", "over"],
};

type When = { readonly [fact in keyof RuleFacts]?: readonly RuleFacts[fact][] };

const readable = ["desired", "intended", "applied", "moved"] as const;
const notDesired = ["intended", "applied", "moved"] as const;
const notIntended = ["desired", "applied", "moved"] as const;

const api = { writer: ["api"] } as const;
const files = { writer: ["files"], desired: ["yes"] } as const;

/** Written from the design, each row with everything that sets it apart from all others. */
const specification: readonly (readonly [row: string, decision: string, when: When])[] = [
  ["1", "held", { desired: ["yes"], live: ["unreadable"] }],
  ["1", "held", { desired: ["no"], ledger: ["intent", "ours"], live: ["unreadable"] }],
  ["13", "adopt", { desired: ["yes"], ledger: ["none"], name: ["file"], live: ["desired"] }],
  ["15", "adopt", { ...files, ledger: ["none"], name: ["generated"], live: ["desired"] }],
  ["15", "adopt", { ...files, ledger: ["intent"], live: ["desired"] }],
  ["15", "adopt", { ...files, ledger: ["intent"], live: ["intended"], git: ["still"] }],
  ["15", "adopt", { ...files, ledger: ["ours", "theirs"], live: ["desired"], git: ["moved"] }],
  ["16", "held", { ...files, ledger: ["none", "intent"], live: ["absent", "applied", "moved"] }],
  ["16", "held", { ...files, ledger: ["none"], live: ["intended"] }],
  ["16", "held", { ...files, ledger: ["intent"], live: ["intended"], git: ["moved"] }],
  ["16", "held", { ...files, ledger: ["ours", "theirs"], live: ["applied"] }],
  ["17", "held", { ...files, ledger: ["ours", "theirs"], live: ["absent", "moved", "intended"] }],
  ["2", "held", { ...api, desired: ["yes"], ledger: ["none"], name: ["generated"], live: readable }],
  ["2", "held", { ...api, desired: ["yes"], ledger: ["none"], name: ["file"], live: notDesired }],
  ["2", "held", { ...api, desired: ["yes"], ledger: ["intent"], live: notIntended }],
  ["2", "held", { desired: ["no"], ledger: ["intent"], live: notIntended }],
  ["3", "adopt", { ...api, desired: ["yes"], ledger: ["intent"], live: ["intended"] }],
  ["4", "create", { ...api, desired: ["yes"], live: ["absent"] }],
  ["5", "none", { ...files, ledger: ["ours", "theirs"], live: ["desired"], git: ["still"] }],
  ["5", "none", { ...api, desired: ["yes"], ledger: ["ours", "theirs"], live: ["desired"] }],
  ["6", "update", { ...api, desired: ["yes"], ledger: ["ours", "theirs"], live: ["applied"] }],
  [
    "7",
    "update",
    { ...api, desired: ["yes"], ledger: ["ours", "theirs"], live: ["moved", "intended"], git: ["still"] },
  ],
  [
    "8",
    "update",
    { ...api, desired: ["yes"], ledger: ["ours", "theirs"], live: ["moved", "intended"], git: ["moved"] },
  ],
  ["14", "forget", { desired: ["no"], ledger: ["theirs"] }],
  ["9", "keep", { desired: ["no"], ledger: ["ours"], live: readable, answers: ["possible"] }],
  ["9", "keep", { desired: ["no"], ledger: ["intent"], live: ["intended"], answers: ["possible"] }],
  ["18", "keep", { writer: ["files"], desired: ["no"], ledger: ["ours"], live: readable, answers: ["over"] }],
  [
    "18",
    "keep",
    { writer: ["files"], desired: ["no"], ledger: ["intent"], live: ["intended"], answers: ["over"] },
  ],
  ["10", "delete", { ...api, desired: ["no"], ledger: ["ours"], live: readable, answers: ["over"] }],
  ["10", "delete", { ...api, desired: ["no"], ledger: ["intent"], live: ["intended"], answers: ["over"] }],
  ["11", "forget", { desired: ["no"], ledger: ["intent", "ours"], live: ["absent"] }],
  ["12", "foreign", { desired: ["no"], ledger: ["none"] }],
];

const combinations = Object.entries(values).reduce<Partial<RuleFacts>[]>(
  (partial, [fact, all]) => partial.flatMap((facts) => all.map((value) => ({ ...facts, [fact]: value }))),
  [{}],
) as RuleFacts[];

const matches = (facts: RuleFacts, when: When): boolean =>
  Object.entries(when).every(([fact, allowed]) =>
    (allowed as readonly string[]).includes(facts[fact as keyof RuleFacts]),
  );

describe("the decision table of response rules", () => {
  it("finds for every combination of facts exactly the one row that the design names", () => {
    expect(combinations).toHaveLength(768);
    for (const facts of combinations) {
      const expected = specification.filter(([, , when]) => matches(facts, when));
      expect(expected, JSON.stringify(facts)).toHaveLength(1);
      const { row, decision } = decideRule(facts);
      expect([row, decision], JSON.stringify(facts)).toEqual(expected[0]?.slice(0, 2));
    }
  });

  it("has no row that can never be reached", () => {
    const reached = new Set(combinations.map((facts) => decideRule(facts).row));
    expect(reached).toEqual(new Set(ruleTable.map(({ row }) => row)));
  });

  it("never writes or deletes what the ledger does not know, unless nothing is there", () => {
    for (const facts of combinations) {
      const { decision } = decideRule(facts);
      if (!["create", "update", "delete"].includes(decision)) continue;
      expect(facts.ledger !== "none" || facts.live === "absent").toBe(true);
    }
  });

  it("asks for no write and no deletion where files bring the rules there", () => {
    const decisions = combinations.filter(({ writer }) => writer === "files").map(decideRule);
    expect(new Set(decisions.map(({ decision }) => decision))).toEqual(
      new Set(["held", "adopt", "none", "keep", "forget", "foreign"]),
    );
  });

  it("deletes no listener while an answer can come", () => {
    const deleting = combinations.filter((facts) => decideRule(facts).decision === "delete");
    expect(new Set(deleting.map(({ answers }) => answers))).toEqual(new Set(["over"]));
  });
});
