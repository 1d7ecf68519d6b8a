import { describe, expect, it } from "vitest";
import { withClosed } from "../../../src/core/plan/record-decision.js";
import { forgottenRun } from "../../../src/core/plan/run-mark.js";
import { runInputs } from "../../../src/core/plan/run-inputs.js";
import {
  appliedRow,
  inShort,
  issued,
  ledgerOf,
  live,
  output,
  planOf,
  recordOf,
  row,
  ruleOf,
  task,
} from "./builders.js";

const version = task("version", { run: 2 });
const unknown = { run: 2, inputs: runInputs(version) };
const lost = row([], { highest: 2, unknown });

describe("runs of a ledger that was lost", () => {
  it("are held: nothing proves whether they ran", () => {
    const plan = planOf({ tasks: [version], rows: { version: lost } });
    expect(inShort(plan)).toEqual(["held task version (23)"]);
    expect(plan.held[0]?.decide.join(" ")).toMatch(
      /lctasks resolve version .* raise `run` to 3.*lctasks rerun version/,
    );
  });

  it("are held although an older one is known, and not when the newest is", () => {
    const first = issued(task("version"));
    expect(inShort(planOf({ tasks: [version], rows: { version: { ...lost, runs: [first] } } }))).toEqual([
      "held task version (23)",
    ]);
    expect(
      inShort(planOf({ tasks: [version], rows: { version: { ...lost, runs: [issued(version)] } } })),
    ).toEqual(["unchanged task version (13)"]);
  });

  it("do not hold a higher run, which is issued", () => {
    const third = task("version", { run: 3 });
    expect(inShort(planOf({ tasks: [third], rows: { version: lost } }))).toEqual([
      "issue version run 3 (18)",
    ]);
  });

  it("are over when a person closed them", () => {
    const rows = withClosed({ tasks: { version: lost }, rules: {} }, "version").tasks;
    const plan = planOf({ tasks: [version], rows });
    expect(inShort(plan)).toEqual(["unchanged task version (8)"]);
    expect(plan.unchanged[0]?.reason).toContain("closed by a person's word");
    expect(withClosed({ tasks: {}, rules: {} }, "version").tasks).toEqual({});
  });

  it("are buried when the file is gone, and recognised under a new name", () => {
    expect(inShort(planOf({ rows: { version: lost } }))).toEqual(["tombstone version (20)"]);
    expect(inShort(planOf({ tasks: [task("other")], rows: { version: lost } }))).toEqual([
      "held task other (4)",
      "held task version (4)",
    ]);
  });

  it("keep their tokens: a rule that is marked with one was not written by a newer ledger", () => {
    const listened = task("version", { run: 2, response: [output] });
    const rule = ruleOf(listened);
    const record = recordOf(rule);
    const marked = live({
      ...record,
      userMetadata: {
        ...record.userMetadata,
        tags: [...record.userMetadata.tags, "lctasks-run:t.r2.0a1b2c3d"],
      },
    });
    const rules = { [rule.key]: appliedRow(rule) };
    expect(forgottenRun(ledgerOf({ version: lost }, rules), [marked])).toMatchObject({ row: "1" });
    const known = { ...lost, unknown: { ...unknown, tokens: ["t.r2.0a1b2c3d"] } };
    expect(forgottenRun(ledgerOf({ version: known }, rules), [marked])).toBeUndefined();
  });
});
