import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/core/model/change.js";
import { exitCode } from "../../../src/core/model/exit-code.js";
import type { Finding, Severity } from "../../../src/core/model/finding.js";
import {
  exitCodeOf,
  type OrganizationReport,
  type Report,
  wasPlanned,
} from "../../../src/core/model/report.js";
import { planOf, task } from "../plan/builders.js";

const nothing = planOf({});
const changes = planOf({ tasks: [task("version")] });
const held = planOf({ ledger: { state: "absent" } });
const stopped = planOf({ queue: { readable: false, reason: "", shape: "" } });

const finding = (severity: Severity): Finding => ({ check: "c", severity, message: "m", fix: "f" });
const outcome = (result: Outcome["result"]): Outcome[] =>
  changes.changes.map((change) => ({ change, result, message: "" }));
const report = (
  organizations: Report["organizations"] | OrganizationReport,
  findings: readonly Finding[] = [],
): Report => ({
  command: "plan",
  project: "acme",
  findings,
  organizations: Array.isArray(organizations) ? organizations : [organizations as OrganizationReport],
});
const codeOf = (each: Report, detailed = false): number => exitCodeOf(each, { detailed });

describe("the exit code", () => {
  it("is 0 when there is nothing to do, and when there is, unless it is asked for", () => {
    expect(codeOf(report([]))).toBe(0);
    expect(codeOf(report({ plan: nothing }), true)).toBe(0);
    expect(codeOf(report({ plan: changes }))).toBe(0);
    expect(codeOf(report({ plan: changes }), true)).toBe(2);
    expect(codeOf(report({ plan: changes, outcomes: outcome("done") }))).toBe(0);
  });

  it("is 3 when the files are invalid, whatever else there is", () => {
    expect(codeOf(report({ plan: stopped }, [finding("error")]))).toBe(3);
    expect(codeOf(report([], [finding("warning"), finding("note")]))).toBe(0);
  });

  it("is 1 when anything failed, could not be read, or was left undone", () => {
    const failed: Report["organizations"][number][] = [
      { organization: "prod", failure: "unreachable" },
      { plan: changes, failure: "the ledger moved" },
      { plan: stopped },
      { plan: changes, outcomes: outcome("failed") },
      { plan: changes, outcomes: outcome("unresolved") },
      { plan: changes, outcomes: outcome("skipped") },
    ];
    for (const each of failed) expect(codeOf(report([{ plan: held }, each]), true)).toBe(1);
  });

  it("is 4 when anything is held, before it is 2", () => {
    expect(codeOf(report([{ plan: changes }, { plan: held }]), true)).toBe(4);
  });

  it("has names", () => {
    expect(exitCode).toEqual({ done: 0, failed: 1, changes: 2, invalid: 3, refused: 4 });
  });
});

describe("an organization of a report", () => {
  it("was looked at or not", () => {
    expect(wasPlanned({ plan: nothing })).toBe(true);
    expect(wasPlanned({ organization: "prod", failure: "unreachable" })).toBe(false);
  });
});
