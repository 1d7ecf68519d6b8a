import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { ruleTable } from "../../src/core/plan/decide-rule.js";
import { taskTable } from "../../src/core/plan/decide-task.js";
import type { Report } from "../../src/core/model/report.js";
import { wasPlanned } from "../../src/core/model/report.js";
import { testOrganization } from "../support/organization.js";
import { play, readStory } from "./story.js";

const here = import.meta.dirname;
const stories = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, "story.yaml")))
  .map((entry) => entry.name)
  .sort();

const planSchema = JSON.parse(readFileSync(join(here, "../../schemas/plan.schema.json"), "utf8")) as object;
const isPlan = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(planSchema);

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
      const text = await organization.lctasks("plan");
      const markdown = await organization.lctasks("plan", "--format", "markdown");
      const json = await organization.lctasks("plan", "--format", "json");
      await expect(text.out).toMatchFileSnapshot(join(folder, "expected.txt"));
      await expect(markdown.out).toMatchFileSnapshot(join(folder, "expected.md"));
      await expect(json.out).toMatchFileSnapshot(join(folder, "expected.json"));
      expect(isPlan(JSON.parse(json.out)) ? [] : isPlan.errors).toEqual([]);
      expect(rowsOf(JSON.parse(json.out) as Report)).toMatchObject(story.rows);
      expect([text.code, markdown.code, json.code]).toEqual([story.plan, story.plan, story.plan]);
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
