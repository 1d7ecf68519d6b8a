import { describe, expect, it } from "vitest";
import { sensorsPerApply } from "../../../../src/core/policy/checks/sensors-per-apply.js";
import { sensor, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const two = { tasks: [task("a"), task("b", { command: "os_packages" })] };

describe("the limit of sensors for one apply", () => {
  it("counts all runs together, and refuses all of them: nobody guesses which are meant", () => {
    expect(refusedBy(sensorsPerApply, inputOf(two, { limits: { sensorsPerApply: 4 } }))).toEqual([]);
    const refusal = onlyRefusal(sensorsPerApply, inputOf(two, { limits: { sensorsPerApply: 3 } }));
    expect(refusal.refuses).toMatchObject([{ task: "a" }, { task: "b" }]);
    expect(refusal.reason).toBe("2 runs would reach 4 sensors together; 3 are allowed");
    expect(refusal.allow[0]).toBe(
      "raise limits.sensorsPerApply in lctasks.yaml (and --max-sensors, where it is given)",
    );
  });

  it("does not bite where it is not set, and leaves unknown numbers to another check", () => {
    const input = inputOf(two);
    const { sensorsPerApply: _none, ...limits } = input.configuration.limits;
    expect(
      refusedBy(sensorsPerApply, { ...input, configuration: { ...input.configuration, limits } }),
    ).toEqual([]);
    const { tags: _unread, ...untagged } = sensor("x");
    const world = { tasks: [task("t", { target: { tag: "server" } })], sensors: [untagged] };
    expect(refusedBy(sensorsPerApply, inputOf(world, { limits: { sensorsPerApply: 0 } }))).toEqual([]);
  });
});
