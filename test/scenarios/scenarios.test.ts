import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { ruleTable } from "../../src/core/plan/decide-rule.js";
import { taskTable } from "../../src/core/plan/decide-task.js";
import type { Report } from "../../src/core/model/report.js";
import { wasPlanned } from "../../src/core/model/report.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { type LookingStory, play, readStory } from "./story.js";

const here = import.meta.dirname;
const stories = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, "story.yaml")))
  .map((entry) => entry.name)
  .sort();

function schemaCheck(name: "plan" | "drift" | "status") {
  const text = readFileSync(join(here, `../../schemas/${name}.schema.json`), "utf8");
  const valid = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(text) as object,
  );
  return (printed: string): unknown => (valid(JSON.parse(printed)) ? [] : valid.errors);
}

/** What each command prints has a schema; these say what is wrong with it. */
const problems = { plan: schemaCheck("plan"), drift: schemaCheck("drift"), status: schemaCheck("status") };

/** Prints in every format, and compares with what the folder expects. Returns the JSON and the exit codes. */
async function printed(organization: TestOrganization, folder: string, argv: readonly string[]) {
  const text = await organization.lctasks(...argv);
  const markdown = await organization.lctasks(...argv, "--format", "markdown");
  const json = await organization.lctasks(...argv, "--format", "json");
  await expect(text.out).toMatchFileSnapshot(join(folder, "expected.txt"));
  await expect(markdown.out).toMatchFileSnapshot(join(folder, "expected.md"));
  await expect(json.out).toMatchFileSnapshot(join(folder, "expected.json"));
  return { json: json.out, codes: [text.code, markdown.code, json.code] };
}

async function look(organization: TestOrganization, folder: string, { command, exit }: LookingStory) {
  const argv = command === "drift" ? [command, "--detailed-exitcode"] : [command];
  const { json, codes } = await printed(organization, folder, argv);
  expect(problems[command](json)).toEqual([]);
  expect(codes).toEqual([exit, exit, exit]);
}

/** Which row decided about what: from every list of every plan. */
function rowsOf(report: Report): Record<string, string> {
  const rows: Record<string, string> = {};
  for (const { plan } of report.organizations.filter(wasPlanned)) {
    for (const change of plan.changes) {
      const name =
        "rule" in change
          ? change.rule.key
          : "key" in change
            ? change.key
            : "task" in change
              ? change.task
              : change.verb;
      rows[
        change.verb === "tombstone" || change.verb === "cancel" || change.verb === "remember"
          ? `${name} ${change.verb}`
          : name
      ] = change.row;
    }
    for (const { name, row } of [...plan.held, ...plan.unchanged]) rows[name] = row;
    for (const { name } of plan.foreign) rows[name] = "foreign";
  }
  return rows;
}

describe("stories", () => {
  it.each(stories)("%s", async (name) => {
    const folder = join(here, name);
    const story = readStory(folder);
    const organization = await testOrganization({ files: join(folder, "files") });
    try {
      await play(organization, story.before);
      if ("exit" in story) {
        await look(organization, folder, story);
        return;
      }
      const { json, codes } = await printed(organization, folder, ["plan"]);
      expect(problems.plan(json)).toEqual([]);
      expect(rowsOf(JSON.parse(json) as Report)).toMatchObject(story.rows);
      expect(codes).toEqual([story.plan, story.plan, story.plan]);
      const before = { task: organization.sent("task"), untask: organization.sent("untask") };
      const applied = await organization.lctasks("apply", "--yes");
      const sent = {
        task: organization.sent("task") - before.task,
        untask: organization.sent("untask") - before.untask,
      };
      expect({ exit: applied.code, ...sent }).toEqual(story.apply);
    } finally {
      await organization.close();
    }
  });

  it("cover every row of both decision tables", () => {
    const names = stories.join("\n");
    const missing = (object: string, rows: readonly string[]): string[] =>
      rows
        .filter((row) => !names.includes(`${object}-row-${row.padStart(2, "0")}-`))
        .map((row) => `${object}-row-${row}`);
    const tasks = [...taskTable.map(({ row }) => row), "21", "22"];
    expect([
      ...missing("task", tasks),
      ...missing(
        "rule",
        ruleTable.map(({ row }) => row),
      ),
    ]).toEqual([]);
  });
});
