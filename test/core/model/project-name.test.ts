import { expect, it } from "vitest";
import { isProjectName, projectNameOf } from "../../../src/core/model/project-name.js";

it.each([
  ["Acme SOC", "acme-soc"],
  ["_tasks_", "tasks"],
  ["", "tasks"],
  ["---", "tasks"],
  ["日本", "tasks"],
  ["x".repeat(80), "x".repeat(64)],
])("a project's name made of %j is %s", (text, name) => {
  expect(projectNameOf(text)).toBe(name);
  expect(isProjectName(name)).toBe(true);
});
