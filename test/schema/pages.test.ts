import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { entryTable } from "../../src/core/plan/decide-entry.js";
import { ruleTable } from "../../src/core/plan/decide-rule.js";
import { taskTable } from "../../src/core/plan/decide-task.js";
import { pages } from "../../src/schema/pages.js";
import { decisionTable } from "../../src/schema/reference/decision-table.js";
import { fill } from "../../src/schema/reference/fill.js";
import { flowYaml } from "../../src/schema/reference/flow-yaml.js";
import { memberTable } from "../../src/schema/reference/member-table.js";
import { decisionModules } from "../../src/schema/reference/sections.js";
import { schemas } from "../../src/schema/schemas.js";

const read = (path: string): string => readFileSync(path, "utf8");

describe.each(pages(read))("%s", (path, text) => {
  it("is what the code says; `npm run generate` renews it", () => {
    expect(read(path)).toBe(text);
  });
});

describe("the tables of members", () => {
  const rows = (schema: object): string[] => memberTable(schema).split("\n").slice(2);

  it.each(["task", "config", "organization"] as const)("of %s have every member of the schema", (name) => {
    const members = Object.keys(schemas[name].properties).map((member) => `| \`${member}\` |`);
    expect(members.filter((start) => !rows(schemas[name]).some((row) => row.startsWith(start)))).toEqual([]);
  });

  it("have a type, a sentence and an example in each row", () => {
    for (const row of [schemas.task, schemas.config, schemas.organization].flatMap(rows)) {
      const [, member, type, , what, example] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
      expect([member, type !== "any", (what ?? "").length > 5, (example ?? "").length > 2]).toEqual([
        member,
        true,
        true,
        true,
      ]);
    }
  });

  it("show defaults, and which members must be there", () => {
    const table = rows(schemas.task).join("\n");
    expect(table).toMatch(/^\| `name` \| text \| required \|/m);
    expect(table).toMatch(/^\| `onRemove` \| `cancel`, `keep` \| `cancel` \|/m);
    expect(table).toMatch(/^\| `response\[\]\.respond` \| list of maps \| required \|/m);
    expect(rows(schemas.config).join("\n")).toMatch(/^\| `limits\.deletions\.percent` \| number \| `30` \|/m);
  });
});

it.each([
  "7d",
  "12e3",
  "true",
  "a: b",
  "plat == `windows`",
  "label:europe",
  "8cbe27f4-bfa1-4afb-ba19-138cd51389cd",
  ["eu*", 3, true, null],
  { deny: ["uninstall", "file_del *"], "a b": {} },
])("an example is YAML on one line: %j", (value) => {
  expect(parse(flowYaml(value))).toEqual(value);
  expect(flowYaml(value)).not.toContain("\n");
});

describe("the tables of decisions", () => {
  const tables = { "decide-task": taskTable, "decide-entry": entryTable, "decide-rule": ruleTable };
  /** `held, both`, `held: why` and `cancel, then issue` as the program names them. */
  const decisionIn = (cell: string): string =>
    cell.replace(/:.*/, "").replace(", then ", "-then-").replace(/,.*/, "");

  it.each(Object.entries(decisionModules))("%s says what the program does, row by row", (name, path) => {
    const told = decisionTable(read(path)).split("\n").slice(2);
    const cells = told.map((row) => row.split("|").map((cell) => cell.trim()));
    expect(cells.map((row) => [row[1], decisionIn(row.at(-2) ?? "")])).toEqual(
      tables[name as keyof typeof tables].map(({ row, decision }) => [row, decision]),
    );
  });
});

it("what stands between the marks of a page is put in anew, and nothing else", () => {
  const twice = "<!-- generated: a -->\n<!-- end -->\nkept\n<!-- generated: a -->\n<!-- end -->\n";
  const filled = fill(twice, { a: "new" });
  expect(filled.split("kept").map((part) => part.includes("new"))).toEqual([true, true]);
  expect(fill(filled, { a: "new" })).toBe(filled);
});

it("a page with an unknown mark is refused", () => {
  expect(fill("<!-- generated: a -->\nold\n<!-- end -->", { a: "new" })).toBe(
    "<!-- generated: a -->\n\nnew\n\n<!-- end -->",
  );
  expect(() => fill("<!-- generated: b -->\n<!-- end -->", { a: "new" })).toThrow("no generated section b");
});
