import { describe, expect, it } from "vitest";
import { encodeServed, withServed } from "../../../../src/core/model/served.js";
import { sensorsPerTask } from "../../../../src/core/policy/checks/sensors-per-task.js";
import { dayMs, issued, nowMs, row, sensor, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const version = task("version");
const refused = (limit: number): unknown =>
  refusedBy(sensorsPerTask, inputOf({ tasks: [version] }, { limits: { sensorsPerTask: limit } }));

describe("the limit of sensors for one task", () => {
  it("lets through what reaches no more", () => {
    expect(refused(2)).toEqual([]);
    expect(refused(1)).toEqual([["version"]]);
  });

  it("counts sensors that cannot run commands as well: the service does", () => {
    const sensors = [sensor("a"), sensor("b", { arch: "usp_adapter" })];
    const input = inputOf({ tasks: [version], sensors }, { limits: { sensorsPerTask: 1 } });
    expect(onlyRefusal(sensorsPerTask, input).reason).toBe(
      "it would reach 2 sensors; limits.sensorsPerTask is 1",
    );
  });

  it("is for all waves of a run together, with each of them", () => {
    const waves = [
      { buckets: 16, soakSeconds: 3600 },
      { buckets: 256, soakSeconds: 0 },
    ];
    const sensors = ["0a", "a1", "b2"].map((start) => sensor(`${start}4b30af-11f3-4a5c-a2a6-52b1d4ee2d52`));
    const inWaves = task("version", { waves });
    const first = { ...issued(inWaves, { part: { wave: { from: 0, to: 16 } } }), issuedAtMs: nowMs - dayMs };
    for (const rows of [{}, { version: row([first]) }]) {
      const input = (limit: number) =>
        inputOf({ tasks: [inWaves], sensors, rows }, { limits: { sensorsPerTask: limit } });
      expect(refusedBy(sensorsPerTask, input(3))).toEqual([]);
      expect(onlyRefusal(sensorsPerTask, input(2)).reason).toBe(
        "it would reach 3 sensors in all its waves; limits.sensorsPerTask is 2",
      );
    }
  });

  it("is for newcomers with those that have the run", () => {
    const declared = task("version", { coverage: "newcomers" });
    const served = { run: 1, sensors: encodeServed(withServed(new Set(), ["sid-1"])), atMs: nowMs };
    const rows = { version: row([issued(declared, { part: { newcomers: { round: 0 } } })], { served }) };
    const input = (limit: number) =>
      inputOf({ tasks: [declared], rows }, { limits: { sensorsPerTask: limit } });
    expect(refusedBy(sensorsPerTask, input(2))).toEqual([]);
    expect(onlyRefusal(sensorsPerTask, input(1)).reason).toBe(
      "it would reach 2 sensors with those that have it; limits.sensorsPerTask is 1",
    );
  });

  it("says where it is set and what else to do", () => {
    const input = inputOf({ tasks: [version] }, { limits: { sensorsPerTask: 1 } });
    expect(onlyRefusal(sensorsPerTask, input).allow).toEqual([
      "raise limits.sensorsPerTask in lctasks.yaml",
      "or narrow the task's target",
    ]);
  });

  it("is for runs that would be issued", () => {
    const world = { tasks: [version], rows: { version: row([issued(version)]) } };
    expect(refusedBy(sensorsPerTask, inputOf(world, { limits: { sensorsPerTask: 0 } }))).toEqual([]);
  });

  it("does not bite where it is not set", () => {
    const input = inputOf({ tasks: [version] });
    const { sensorsPerTask: _none, ...limits } = input.configuration.limits;
    expect(
      refusedBy(sensorsPerTask, { ...input, configuration: { ...input.configuration, limits } }),
    ).toEqual([]);
  });

  it("leaves an unknown number to another check", () => {
    const { tags: _unread, ...untagged } = sensor("x");
    const world = { tasks: [task("t", { target: { tag: "server" } })], sensors: [untagged] };
    expect(refusedBy(sensorsPerTask, inputOf(world, { limits: { sensorsPerTask: 0 } }))).toEqual([]);
  });
});
