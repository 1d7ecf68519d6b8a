import { describe, expect, it } from "vitest";
import { deletions } from "../../../../src/core/policy/checks/deletions.js";
import { buried, issued, row, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

/** A world of `all` remembered tasks, of which the first `gone` have no file any more. */
function world(all: number, gone: number) {
  const tasks = Array.from({ length: all }, (_, index) =>
    task(`t${index}`, { command: `dir_list /${index}` }),
  );
  return {
    tasks: tasks.slice(gone),
    rows: Object.fromEntries(tasks.map((each) => [each.name, row([issued(each)])])),
  };
}

const refused = (all: number, gone: number): unknown => refusedBy(deletions, inputOf(world(all, gone)));

describe("removing many tasks at once", () => {
  it("is always allowed up to the floor", () => {
    expect(refused(5, 5)).toEqual([]);
    expect(refused(6, 5)).toEqual([]);
  });

  it("is allowed up to the share above that, and refused beyond", () => {
    expect(refused(20, 6)).toEqual([]);
    expect(refused(20, 7)).toEqual(["all"]);
    expect(refused(7, 6)).toEqual(["all"]);
  });

  it("says the number, the limit and where it is set", () => {
    const { reason, allow } = onlyRefusal(deletions, inputOf(world(20, 7)));
    expect(reason).toBe("7 of 20 tasks would be removed; limits.deletions allows 30 % (and always 5)");
    expect(allow).toEqual(["raise limits.deletions in lctasks.yaml"]);
  });

  it("does not count what was removed before", () => {
    const { tasks, rows } = world(20, 7);
    const before = Object.fromEntries(
      tasks.map(({ name }) => [`before-${name}`, row([issued(task(`before-${name}`))], buried)]),
    );
    expect(onlyRefusal(deletions, inputOf({ tasks, rows: { ...rows, ...before } })).reason).toContain(
      "7 of 20",
    );
  });

  it("follows the limits of the configuration", () => {
    const limits = { deletions: { percent: 0, floor: 0 } };
    expect(refusedBy(deletions, inputOf(world(20, 1), { limits }))).toEqual(["all"]);
    expect(refusedBy(deletions, inputOf(world(20, 0), { limits }))).toEqual([]);
  });

  it("is allowed for all of them when the empty folder was meant", () => {
    expect(refusedBy(deletions, inputOf(world(20, 20)))).toEqual(["all"]);
    expect(refusedBy(deletions, inputOf(world(20, 20), { allowEmpty: true }))).toEqual([]);
    expect(refusedBy(deletions, inputOf(world(20, 19), { allowEmpty: true }))).toEqual(["all"]);
  });
});
