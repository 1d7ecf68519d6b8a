import { describe, expect, it } from "vitest";
import { longestTtl } from "../../../../src/core/policy/checks/ttl.js";
import { issued, row, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const version = task("version", { ttlSeconds: 3600 });

describe("the limit of a run's wait", () => {
  it("lets through what waits no longer, and anything where it is not set", () => {
    expect(refusedBy(longestTtl, inputOf({ tasks: [version] }, { limits: { ttlSeconds: 3600 } }))).toEqual(
      [],
    );
    expect(refusedBy(longestTtl, inputOf({ tasks: [version] }))).toEqual([]);
  });

  it("refuses what would wait longer, with both numbers and the place", () => {
    const input = inputOf({ tasks: [version] }, { limits: { ttlSeconds: 3599 } });
    expect(onlyRefusal(longestTtl, input)).toMatchObject({
      reason: "it would wait up to 1h; limits.ttl is 59m 59s",
      allow: ["shorten the task's ttl", "or raise limits.ttl in lctasks.yaml"],
    });
  });

  it("is for runs that would be issued", () => {
    const world = { tasks: [version], rows: { version: row([issued(version)]) } };
    expect(refusedBy(longestTtl, inputOf(world, { limits: { ttlSeconds: 1 } }))).toEqual([]);
  });
});
