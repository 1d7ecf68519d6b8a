import { describe, expect, it } from "vitest";
import type { Drift, OrganizationDrift } from "../../../src/core/model/drift-report.js";
import type { Walked } from "../../../src/core/model/report.js";
import { renderDrift } from "../../../src/core/report/drift.js";
import { renderDriftMarkdown } from "../../../src/core/report/drift-markdown.js";
import { driftVerdict } from "../../../src/core/report/drift-words.js";
import { plainStyle } from "../../../src/core/report/style.js";

const moved: Drift = {
  kind: "rule-edited",
  object: "rule",
  name: "lctasks.soc.version",
  message: "edited by eve",
  repair: "apply puts it back",
  diff: [{ path: "enabled", before: true, after: false }],
};

const organization = (members: Partial<OrganizationDrift> = {}): OrganizationDrift => ({
  organization: "prod",
  oid: "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  nowMs: 0,
  drift: [],
  blind: [],
  would: [],
  held: [],
  foreign: [],
  ...members,
});

const report = (...organizations: Walked<OrganizationDrift>["organizations"]): Walked<OrganizationDrift> => ({
  project: "soc",
  findings: [],
  organizations,
});

describe("the verdict", () => {
  it.each([
    ["No drift", report(organization())],
    ["Drift: 2 things moved in live without Git", report(organization({ drift: [moved, moved] }))],
    [
      "Drift: 1 thing moved in live without Git; 1 of 2 organizations not wholly looked at",
      report(organization({ drift: [moved] }), organization({ blind: ["odd"] })),
    ],
    ["1 organization failed", report({ organization: "eu", failure: "no key" })],
  ])("%s", (verdict, found) => {
    expect(driftVerdict(found)).toBe(verdict);
  });
});

describe("drift for people", () => {
  const foreign = [
    { object: "rule" as const, name: "lctasks.soc.x", detail: "not ours" },
    { object: "entry" as const, name: "id", detail: "os_users", pending: 2 },
  ];
  const held = [
    { row: "15", object: "task" as const, name: "users", reason: "edited", decide: [], diff: [] },
  ];
  const everything = report(organization({ drift: [moved], held, foreign }));

  it("shows what moved first, and the rest apart", () => {
    expect(renderDrift(everything, plainStyle)).toBe(`Drift: 1 thing moved in live without Git

prod  8cbe27f4-bfa1-4afb-ba19-138cd51389cd

  ! rule lctasks.soc.version
      edited by eve
      - enabled: true
      + enabled: false
      → apply puts it back

Not drift: held, a person must decide
  users: edited

Not drift: foreign, never touched
  rule lctasks.soc.x  not ours
  id  os_users, 2 sensors waiting
`);
  });

  it("folds on a page what is no drift, and nothing else", () => {
    const page = renderDriftMarkdown(everything);
    expect(page.indexOf("edited by eve")).toBeLessThan(page.indexOf("<details>"));
    expect(page.match(/<details>/g)).toHaveLength(2);
    expect(page.match(/<\/details>/g)).toHaveLength(2);
  });

  it("makes everything from outside inert", () => {
    const name = "x\u001b[2J</details>`@all";
    const hostile = report(
      organization({ drift: [{ ...moved, object: "organization", name, message: name }], blind: [name] }),
    );
    for (const text of [renderDrift(hostile, plainStyle), renderDriftMarkdown(hostile)])
      expect(text).not.toContain("\u001b");
    expect(renderDriftMarkdown(hostile).replace(/`[^`]*`+/g, "")).not.toMatch(/@all/);
  });
});
