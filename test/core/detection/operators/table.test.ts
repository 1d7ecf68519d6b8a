import { describe, expect, it } from "vitest";
import { nodeKeys } from "../../../../src/core/detection/node-keys.js";
import { findOperator, notOperators, operators } from "../../../../src/core/detection/operators/table.js";
import { targets } from "../../../../src/core/detection/targets.js";
import { timeDescriptor } from "../../../../src/core/detection/times.js";
import data from "../dr-ops.json" with { type: "json" };

const documented = data.ops.filter(({ status }) => status !== "undocumented");
const defaultOf = (name: string, value: unknown): unknown => (name === "not" ? false : (value ?? null));

describe("the table of operators", () => {
  it("has every documented operator once, and those that are newer than the reference", () => {
    const names = operators.map(({ name }) => name);
    expect(names.toSorted()).toEqual([...documented.map(({ name }) => name), "ask ai", "pivot"].toSorted());
    expect(new Set(names).size).toBe(names.length);
    for (const operator of operators) expect(findOperator(operator.name)).toBe(operator);
  });

  it.each(documented.map((op) => [op.name, op] as const))("gives %s its parameters", (name, op) => {
    const operator = findOperator(name);
    const shape = (parameters: readonly { name: string; required: boolean; default: unknown }[]) =>
      parameters
        .map((one) => ({ name: one.name, required: one.required, default: defaultOf(one.name, one.default) }))
        .toSorted((a, b) => a.name.localeCompare(b.name));
    expect(shape(operator?.parameters ?? [])).toEqual(shape(op.params));
    expect(operator?.forArtifacts ?? false).toBe(
      op.forArtifacts || op.status === "legacy" || name === "lookup",
    );
  });

  it("describes every parameter, and every key that people write by mistake stands for a parameter", () => {
    for (const { parameters, about, mistaken = {} } of operators) {
      expect(about).not.toBe("");
      for (const parameter of parameters) expect(parameter.about).not.toBe("");
      const names = parameters.map(({ name }) => name);
      for (const [key, meant] of Object.entries(mistaken)) {
        expect(names).toContain(meant);
        expect(names).not.toContain(key);
      }
    }
  });

  it("has no operator among the names that are none", () => {
    for (const name of Object.keys(notOperators)) expect(findOperator(name)).toBeUndefined();
    expect(data.ops.filter(({ status }) => status === "undocumented").map(({ name }) => name)).toEqual([
      "in",
    ]);
    expect(notOperators["in"]).toContain("write one is for each value");
  });

  it("knows the keys that all nodes share, the members of a time descriptor, and the targets", () => {
    expect(["op", ...nodeKeys.map(({ name }) => name)].toSorted()).toEqual(
      data.nodeKeys.map(({ name }) => name).toSorted(),
    );
    expect(timeDescriptor.map(({ name }) => name).toSorted()).toEqual(data.timeDescriptor.toSorted());
    expect(targets.map(({ name }) => name).toSorted()).toEqual(
      data.targets.filter((name) => name !== "webhook").toSorted(),
    );
  });
});
