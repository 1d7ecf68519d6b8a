import { describe, expect, it } from "vitest";
import type { Change, Outcome } from "../../../src/core/model/change.js";
import { verdict } from "../../../src/core/report/verdict.js";
import { changes, held, issue, outcomes, planned, reportOf } from "./samples.js";

const one = held.slice(0, 1);
const done = (...all: Change[]): Outcome[] => all.map((change) => ({ change, result: "done", message: "" }));
const unknown: Change = { ...issue, task: "b", reach: { known: false, reason: "?" } };
const ofOne = (reach: object): Change => ({ ...issue, reach: { ...issue.reach, ...reach } });

describe("the verdict on a plan", () => {
  const plan = (...organizations: Parameters<typeof reportOf> extends [unknown, ...infer O] ? O : never) =>
    verdict(reportOf("plan", ...organizations));

  it.each<[string, Parameters<typeof planned>[0]]>([
    ["No changes", {}],
    ["No changes; 1 held for a person to decide", { held: one }],
    ["Would issue 1 task to 1,284 sensors", { changes: [issue] }],
    ["Would issue 1 task to 1 sensor", { changes: [ofOne({ online: 0, offline: 1 })] }],
    ["Would issue 2 tasks in 2,568 deliveries", { changes: [issue, { ...issue, task: "b" }] }],
    ["Would issue 2 tasks to an unknown number of sensors", { changes: [issue, unknown] }],
    ["Refused: nothing would be done; 4 held for a person to decide", { state: "held", changes, held }],
    [
      "Stopped: an answer could not be read, nothing may be sent; 1 held for a person to decide",
      { state: "stopped", held: one },
    ],
  ])("says %j", (text, more) => {
    expect(plan(planned(more))).toBe(text);
  });

  it("counts everything that would be done, what is sent first and what is only recorded last", () => {
    expect(plan(planned({ changes }))).toBe(
      "Would issue 2 tasks to an unknown number of sensors, cancel 2 runs, create 1 rule, update 1 rule, " +
        "delete 1 rule, subscribe to the extension, record 7 facts in the ledger",
    );
  });

  it("says of several organizations what is true of all of them", () => {
    const ready = planned({ changes: [issue] });
    expect(plan(ready, planned({ state: "stopped" }))).toBe(
      "Would issue 1 task to 1,284 sensors; 1 organization stopped: an answer could not be read",
    );
    expect(plan(planned(), planned({ state: "held", held: one }))).toBe(
      "No changes; 1 organization refused; 1 held for a person to decide",
    );
    expect(plan(planned({ state: "stopped" }), planned({ state: "held" }))).toBe(
      "1 organization stopped: an answer could not be read; 1 organization refused",
    );
    expect(plan(ready, { organization: "eu", failure: "unreachable" })).toBe(
      "Would issue 1 task to 1,284 sensors; 1 organization failed",
    );
    expect(plan({ organization: "eu", failure: "x" }, { organization: "us", failure: "y" })).toBe(
      "2 organizations failed",
    );
    expect(plan()).toBe("No organization was chosen");
  });
});

describe("the verdict on an apply", () => {
  const apply = (...organizations: Parameters<typeof reportOf> extends [unknown, ...infer O] ? O : never) =>
    verdict(reportOf("apply", ...organizations));

  it.each<[string, Parameters<typeof planned>]>([
    ["No changes", [{}, { outcomes: [] }]],
    ["No changes", [{}]],
    [
      "Refused: nothing was done; 1 held for a person to decide",
      [{ state: "held", held: one }, { outcomes: [] }],
    ],
    ["Stopped: an answer could not be read, nothing was sent", [{ state: "stopped" }, { outcomes: [] }]],
    ["Nothing was done; 1 organization failed", [{}, { outcomes: [], failure: "broken" }]],
    ["Created 1 rule; 1 failed; 1 unresolved; 1 skipped", [{}, { outcomes: outcomes.slice(0, 4) }]],
    ["Nothing was done; 1 failed", [{}, { outcomes: outcomes.slice(1, 2) }]],
    ["Issued 1 task to 1,284 sensors", [{}, { outcomes: done(issue) }]],
    [
      "Subscribed to the extension; 1 organization stopped: an answer could not be read",
      [{ state: "stopped" }, { outcomes: done(...changes.slice(0, 1)) }],
    ],
  ])("says %j", (text, [more, rest]) => {
    expect(apply(planned(more, rest))).toBe(text);
  });

  it("counts everything that was done", () => {
    expect(apply(planned({}, { outcomes: done(...changes) }))).toBe(
      "Issued 2 tasks to an unknown number of sensors, cancelled 2 runs, created 1 rule, updated 1 rule, " +
        "deleted 1 rule, subscribed to the extension, recorded 7 facts in the ledger",
    );
  });
});

it("invalid files are the whole verdict", () => {
  const findings = [{ check: "x", severity: "error", message: "m", fix: "f" }] as const;
  expect(verdict({ ...reportOf("plan", planned({ changes })), findings })).toBe(
    "Invalid: nothing was looked at, nothing is sent",
  );
});
