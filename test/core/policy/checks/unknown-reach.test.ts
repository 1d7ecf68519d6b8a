import { describe, expect, it } from "vitest";
import { unknownReach } from "../../../../src/core/policy/checks/unknown-reach.js";
import { sensor, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const { tags: _unread, ...untagged } = sensor("x");
const world = (command: string) => ({
  tasks: [task("version", { command, target: { tag: "server" } })],
  sensors: [untagged],
});

describe("a number of sensors that nobody knows", () => {
  it("is not good enough for what changes something, while any number is limited", () => {
    const refusal = onlyRefusal(unknownReach, inputOf(world("file_del /tmp/x")));
    expect(refusal.refuses).toMatchObject([{ task: "version" }]);
    expect(refusal.reason).toMatch(/^nobody knows how many sensors it would reach.*sensor x/);
    for (const limits of [{ sensorsPerTask: 1 }, { sensorsPerApply: 1 }]) {
      const {
        sensorsPerTask: _task,
        sensorsPerApply: _apply,
        ...rest
      } = inputOf(world("")).configuration.limits;
      const input = inputOf(world("file_del /tmp/x"));
      const configuration = { ...input.configuration, limits: { ...rest, ...limits } };
      expect(refusedBy(unknownReach, { ...input, configuration })).toEqual([["version"]]);
    }
  });

  it("is good enough for what only reads", () => {
    expect(refusedBy(unknownReach, inputOf(world("os_version")))).toEqual([]);
  });

  it("is good enough for everything where no number is limited", () => {
    const input = inputOf(world("file_del /tmp/x"));
    const { sensorsPerTask: _task, sensorsPerApply: _apply, ...limits } = input.configuration.limits;
    expect(refusedBy(unknownReach, { ...input, configuration: { ...input.configuration, limits } })).toEqual(
      [],
    );
  });

  it("is not asked for where it is known", () => {
    expect(
      refusedBy(unknownReach, inputOf({ tasks: [task("version", { command: "file_del /x" })] })),
    ).toEqual([]);
  });
});
