import { describe, expect, it } from "vitest";
import { defaultOrganization } from "../../../src/core/model/configuration.js";
import { tasksIn } from "../../../src/core/validate/task-in-organization.js";
import { loadWith, task } from "../../flow/load/project.js";

const bare = (name: string, more = "") => `name: ${name}\ntask: os_version\nplat: windows\n${more}`;

describe("the tasks of an organization", () => {
  const { tasks } = loadWith({
    "tasks/all.yaml": task("all"),
    "tasks/bare.yaml": bare("bare"),
    "tasks/own.yaml": bare("own", "ttl: 1h\npaused: false\n"),
    "tasks/prod.yaml": bare("prod-only", "organizations: prod\n"),
  });
  const organization = { ...defaultOrganization, alias: "eu", defaults: { ttlSeconds: 60, paused: true } };

  it("are those that are meant for it", () => {
    expect(tasksIn(organization, tasks).map(({ name }) => name)).toEqual(["all", "bare", "own"]);
  });

  it("have its defaults only where their file leaves it out", () => {
    expect(tasksIn(organization, tasks).map(({ ttlSeconds, paused }) => [ttlSeconds, paused])).toEqual([
      [86_400, true],
      [60, true],
      [3600, false],
    ]);
  });

  it("live for a week and are not paused where nobody says anything", () => {
    const [, second] = tasksIn({ ...organization, defaults: {} }, tasks);
    expect(second).toMatchObject({ ttlSeconds: 604_800, paused: false });
  });
});
