import { describe, expect, it } from "vitest";
import { unknownOutput } from "../../../../src/core/policy/checks/unknown-output.js";
import type { PolicyInput } from "../../../../src/core/policy/check.js";
import { issued, output, row, task } from "../../plan/builders.js";
import { inputOf, onlyRefusal, refusedBy } from "../builders.js";

const version = task("version", { response: [output] });
const among = (names: readonly string[] | undefined, world = { tasks: [version] }): PolicyInput => ({
  ...inputOf(world),
  ...(names === undefined ? {} : { outputs: new Set(names) }),
});

describe("outputs that responses send to", () => {
  it("have to exist", () => {
    expect(refusedBy(unknownOutput, among(["tasks-output", "other"]))).toEqual([]);
    expect(onlyRefusal(unknownOutput, among(["task-output", "other"]))).toMatchObject({
      reason: "its response sends to output tasks-output, which is none of the 2 of the organization",
      allow: ["create the output, or name another in the response; the nearest is task-output"],
    });
    expect(refusedBy(unknownOutput, among([]))).toEqual([["version"]]);
  });

  it("are not judged where nobody knows which there are", () => {
    expect(refusedBy(unknownOutput, among(undefined))).toEqual([]);
  });

  it("are not judged when a template names them, or when the action is another", () => {
    const respond = [
      { action: "output", name: "{{ .routing.oid }}" },
      { action: "report", name: "x" },
      { action: "output" },
    ];
    expect(refusedBy(unknownOutput, among([], { tasks: [task("t", { response: [{ respond }] })] }))).toEqual(
      [],
    );
  });

  it("hold only what would be issued", () => {
    const world = { tasks: [version], rows: { version: row([issued(version)]) } };
    expect(refusedBy(unknownOutput, among([], world))).toEqual([]);
  });
});
