import { describe, expect, it } from "vitest";
import { actions, findAction, notActions } from "../../../../src/core/detection/actions/table.js";
import { suppressionParameters } from "../../../../src/core/detection/suppression.js";
import { templateFunctions } from "../../../../src/core/detection/templates.js";
import data from "../dr-actions.json" with { type: "json" };

const real = data.actions.filter(({ status }) => status !== "undocumented");
const effectOf = (written: string): string => (written.startsWith("depends") ? "depends" : written);
/** Providers that the vendor's page on sessions names besides. */
const newer = ["bedrock", "vertex"];

describe("the table of actions", () => {
  it("has every action that is documented or in official examples, once", () => {
    const names = actions.map(({ name }) => name);
    expect(names.toSorted()).toEqual(real.map(({ name }) => name).toSorted());
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(real.map((one) => [one.name, one] as const))("describes %s", (name, wanted) => {
    const action = findAction(name);
    expect(action?.effect).toBe(effectOf(wanted.effect));
    expect(action?.actsOnSensor).toBe(wanted.actsOnSensor);
    expect(action?.leavesPlatform).toBe(wanted.leavesPlatform);
    expect(action?.persistent ?? null).toBe(wanted.persistent);
    expect(action?.undo ?? null).toBe(wanted.undo);
    expect(action?.about).not.toBe("");
    expect(action?.effectReason).not.toBe("");
    const required = (parameters: readonly { name: string; required: boolean }[]) =>
      parameters
        .filter((one) => !newer.includes(one.name))
        .map((one) => `${one.name} ${one.required}`)
        .toSorted();
    expect(required(action?.parameters ?? [])).toEqual(required(wanted.params));
  });

  it("takes back what another action does", () => {
    for (const { undo } of actions) if (undo !== undefined) expect(findAction(undo)).toBeDefined();
  });

  it("has the parameters of suppression and the documented functions of templates", () => {
    expect(suppressionParameters.map(({ name }) => name).toSorted()).toEqual(
      data.suppression.map(({ name }) => name).toSorted(),
    );
    expect(templateFunctions.map(({ name }) => name)).toEqual(expect.arrayContaining(data.functions));
  });

  it("has no action among the names that are none", () => {
    for (const name of Object.keys(notActions)) expect(findAction(name)).toBeUndefined();
  });
});
