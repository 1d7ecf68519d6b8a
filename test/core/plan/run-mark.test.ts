import { describe, expect, it } from "vitest";
import { forgottenRun, withRunMark } from "../../../src/core/plan/run-mark.js";
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

const version = task("version", { response: [output] });
const rule = ruleOf(version);
const rules = { [rule.key]: appliedRow(rule) };
const marked = (token: string) => {
  const record = recordOf(rule);
  const tags = withRunMark(record.userMetadata.tags, token);
  return live({ ...record, userMetadata: { ...record.userMetadata, tags } });
};

describe("the mark of a run on its rule", () => {
  it("replaces the one before, and leaves other tags", () => {
    const first = withRunMark(["lctasks:acme", "theirs"], "a.r1.00000000");
    expect(first).toEqual(["lctasks:acme", "theirs", "lctasks-run:a.r1.00000000"]);
    expect(withRunMark(first, "a.r2.11111111")).toEqual([
      "lctasks:acme",
      "theirs",
      "lctasks-run:a.r2.11111111",
    ]);
  });

  it("is known in whatever case the service keeps it: no false alarm that would hold the organization for ever", () => {
    const run = issued(version, { token: "SOC-Version.r1.0a1b2c3d" });
    const ledger = ledgerOf({ version: row([run]) }, rules);
    expect(forgottenRun(ledger, [marked("soc-version.r1.0a1b2c3d")])).toBeUndefined();
  });

  it("that the ledger knows is no difference of the rule", () => {
    const run = issued(version);
    const plan = planOf({
      tasks: [version],
      rows: { version: row([run]) },
      rules,
      live: [marked(run.token)],
    });
    expect(inShort(plan)).toEqual(["unchanged rule lctasks.acme.version (5)", "unchanged task version (13)"]);
  });

  it("that the ledger does not know holds the whole organization: it was rolled back", () => {
    const plan = planOf({ tasks: [version, task("other")], rules, live: [marked(issued(version).token)] });
    expect([plan.state, inShort(plan)]).toEqual(["held", ["held organization ledger (1)"]]);
    expect(plan.held[0]?.reason).toContain(`rule ${rule.key} is marked with ${issued(version).token}`);
  });

  it("is looked for under every name that the memory has, and only on rules that the ledger has", () => {
    const run = issued(version);
    expect(forgottenRun(ledgerOf({ renamed: row([run]) }, rules), [marked(run.token)])).toBeUndefined();
    expect(forgottenRun(ledgerOf({}), [marked(run.token)])).toBeUndefined();
    expect(forgottenRun(ledgerOf({}, rules), [live(recordOf(rule))])).toBeUndefined();
  });
});
