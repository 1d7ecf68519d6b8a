import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { policyChecks, underPolicy } from "../../../src/core/policy/policy.js";
import { issued, row, task } from "../plan/builders.js";
import { inputOf, inShort } from "./builders.js";

const version = task("version");
const wipe = task("wipe", { command: "file_del /tmp/x" });

describe("a plan under limits and policy", () => {
  it("is the plan itself when nothing is refused", () => {
    const input = inputOf({ tasks: [version] });
    expect(underPolicy(input)).toEqual(input.plan);
  });

  it("holds refused runs, and only those", () => {
    const plan = underPolicy(inputOf({ tasks: [version, wipe] }, { deny: ["file_del"] }));
    expect(plan.state).toBe("ready");
    expect(inShort(plan)).toEqual(["issue version", "held task wipe (policy/denied-command)"]);
    expect(plan.held[0]).toMatchObject({
      reason: "policy.deny forbids `file_del`",
      decide: ["take the pattern out of policy.deny in lctasks.yaml"],
    });
  });

  it("keeps the cancel of what a refused run supersedes", () => {
    const rows = { wipe: row([issued(wipe)]) };
    const plan = underPolicy(inputOf({ tasks: [{ ...wipe, run: 2 }], rows }, { deny: ["file_del"] }));
    expect(inShort(plan)).toEqual(["cancel wipe", "held task wipe (policy/denied-command)"]);
  });

  it("holds the whole organization when everything is refused, and shows what it would have done", () => {
    const plan = underPolicy(inputOf({ rows: { version: row([issued(version)]) } }));
    expect(plan.state).toBe("held");
    expect(inShort(plan)).toEqual([
      "cancel version",
      "tombstone version",
      "held organization policy/empty-input (policy/empty-input)",
    ]);
  });

  it("names one reason for each refused run, the first", () => {
    const plan = underPolicy(
      inputOf({ tasks: [wipe] }, { deny: ["file_del"], limits: { sensorsPerTask: 0 } }),
    );
    expect(plan.held).toHaveLength(1);
  });

  it("does not count a run that is refused anyway against the others", () => {
    const everywhere = task("everywhere", { target: { selector: "plat != `x`" } });
    const limits = { sensorsPerTask: 2, sensorsPerApply: 4 };
    const plan = underPolicy(inputOf({ tasks: [version, everywhere] }, { limits }));
    expect(inShort(plan)).toEqual(["issue version", "held task everywhere (policy/sensors-per-task)"]);
  });

  it("adds nothing to a plan that is held or stopped already", () => {
    for (const state of ["held", "stopped"] as const) {
      const input = inputOf({ tasks: [wipe] }, { deny: ["file_del"] });
      const plan = { ...input.plan, state };
      expect(underPolicy({ ...input, plan })).toEqual(plan);
    }
  });
});

describe("the list of checks", () => {
  it("has every file of its folder, with an id of its own", () => {
    const files = readdirSync(new URL("../../../src/core/policy/checks", import.meta.url));
    expect(policyChecks).toHaveLength(files.length);
    expect(new Set(policyChecks.map(({ id }) => id)).size).toBe(policyChecks.length);
    for (const { id } of policyChecks) expect(id).toMatch(/^policy\/[a-z-]+$/);
  });
});
