import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/core/model/report.js";
import { renderJson } from "../../../src/core/report/json.js";
import { renderMarkdown } from "../../../src/core/report/markdown.js";
import { plainStyle, type Style } from "../../../src/core/report/style.js";
import { renderText } from "../../../src/core/report/text.js";
import { emptyPlan, issue, outcomes, plan, planned, reportOf } from "./samples.js";

const here = import.meta.dirname;
const schema = JSON.parse(readFileSync(join(here, "../../../schemas/plan.schema.json"), "utf8")) as object;
const isPlan = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(schema);

const everything = reportOf(
  "plan",
  { plan },
  { organization: "eu", failure: "Cannot sign in: the key is not accepted" },
);
const applied = reportOf(
  "apply",
  {
    plan,
    outcomes,
    failure: `Cannot write the ledger: ${"somebody else wrote in between; ".repeat(4)}nothing more was sent`,
  },
  { organization: "eu", failure: "Cannot sign in: the key is not accepted" },
);
const tag = (name: string) => (text: string) => (text === "" ? "" : `<${name}>${text}</${name}>`);
const tags: Style = {
  bold: tag("b"),
  dim: tag("dim"),
  red: tag("red"),
  yellow: tag("yellow"),
  green: tag("green"),
  cyan: tag("cyan"),
};

describe("a report with one of everything", () => {
  it.each<[string, Report]>([
    ["plan", everything],
    ["apply", applied],
  ])("of %s reads well in every format", async (name, report) => {
    await expect(renderText(report, plainStyle)).toMatchFileSnapshot(join(here, `expected-${name}.txt`));
    await expect(renderText(report, tags)).toMatchFileSnapshot(join(here, `expected-${name}-coloured.txt`));
    await expect(renderMarkdown(report)).toMatchFileSnapshot(join(here, `expected-${name}.md`));
  });

  it.each<[string, Report]>([
    ["plan", everything],
    ["apply", applied],
  ])("of %s is JSON that fits its schema and keeps every member", (_, report) => {
    const json = JSON.parse(renderJson(report, 4)) as object;
    expect(isPlan(json) ? [] : isPlan.errors).toEqual([]);
    expect(json).toMatchObject({
      version: 1,
      exitCode: 4,
      ...(JSON.parse(JSON.stringify(report)) as object),
    });
  });

  it("fits 80 columns below its verdict, which is one line whatever its length", () => {
    for (const report of [everything, applied])
      for (const line of renderText(report, plainStyle).split("\n").slice(1))
        expect(line.length, line).toBeLessThanOrEqual(80);
  });
});

describe("what is not there", () => {
  it("takes no room", () => {
    expect(renderText(reportOf("plan", planned()), plainStyle)).toBe(
      "No changes\n\nprod  8cbe27f4-bfa1-4afb-ba19-138cd51389cd  project soc\n",
    );
    expect(renderMarkdown(reportOf("plan", planned()))).toBe(
      "### No changes\n\n**prod** `8cbe27f4-bfa1-4afb-ba19-138cd51389cd`\n",
    );
  });

  it("is not hidden: an apply of which nothing was tried shows its plan", () => {
    const report = reportOf("apply", planned({ changes: [issue] }, { outcomes: [] }));
    expect(renderText(report, plainStyle)).toContain("> issue version, run 2");
    expect(renderMarkdown(report)).toContain("`issue version, run 2`");
  });
});

describe("findings of files", () => {
  const at = { file: "tasks/a.yaml", line: 3, column: 7 };
  const findings: Report["findings"] = [
    { check: "c/1", severity: "error", message: "wrong", fix: "mend it", at },
    { check: "c/2", severity: "note", message: "a note", fix: "nothing" },
  ];

  it("come before everything; notes are for validate", () => {
    const report = { ...reportOf("plan"), findings };
    expect(renderText(report, plainStyle)).toBe(
      "Invalid: nothing was looked at, nothing is sent\n\ntasks/a.yaml:3:7  error  wrong\n    fix: mend it\n    c/1\n",
    );
    const markdown = renderMarkdown(report);
    expect(markdown).toContain("| error | `tasks/a.yaml:3:7` | wrong | mend it | `c/1` |");
    expect(markdown).not.toContain("a note");
    expect(renderJson(report, 3)).toContain("a note");
  });
});

describe("long lists", () => {
  it("end after 25 items and say how many more there are", () => {
    const foreign = Array.from({ length: 30 }, (_, index) => ({
      object: "entry" as const,
      name: `id-${index}`,
      detail: "os_users",
    }));
    const text = renderText(reportOf("plan", { plan: emptyPlan({ foreign }) }), plainStyle);
    expect(text).toContain("  id-24  os_users\n  and 5 more (--format json lists all)\n");
    expect(text).not.toContain("id-25");
  });
});
