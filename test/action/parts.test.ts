import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argumentsOf } from "../../src/commands/action/arguments.js";
import type { Facts } from "../../src/commands/action/facts.js";
import { failureOf } from "../../src/commands/action/failure.js";
import { failureKinds, readInputs } from "../../src/commands/action/inputs.js";
import { outputLines, outputsOf } from "../../src/commands/action/outputs.js";
import { fileEntry, maskCommands, workflowCommand } from "../../src/commands/action/runner-text.js";
import type { IssueChange } from "../../src/core/model/change.js";

const nothing: Facts = { exitCode: 0, testsFailed: false, changes: [], drift: 0, held: 0, warnings: 0 };
const place = { planFile: "/tmp/plan.json", record: true };
const source = ["--directory=.", "--config=lctasks.yaml", "--format=json"];

/** An issue that reaches so many sensors, or nobody knows how many. */
const issue = (online: number | undefined): IssueChange =>
  ({
    verb: "issue",
    fingerprint: "f".repeat(64),
    reach:
      online === undefined ? { known: false, reason: "not listed" } : { known: true, online, offline: 1 },
  }) as unknown as IssueChange;

describe("a step's command line", () => {
  it.each([
    [{ INPUT_COMMAND: "validate" }, ["validate", ...source]],
    [{ INPUT_COMMAND: "test" }, ["test", ...source]],
    [
      { INPUT_COMMAND: "plan", "INPUT_MAX-SENSORS": "9", INPUT_ORGANIZATIONS: "prod, eu*\n -x" },
      [
        "plan",
        ...source,
        "--organization=prod",
        "--organization=eu*",
        "--organization=-x",
        "--max-sensors=9",
        "--out=/tmp/plan.json",
      ],
    ],
    [{ INPUT_COMMAND: "apply" }, ["apply", ...source, "--yes"]],
    [
      { INPUT_COMMAND: "apply", INPUT_FINGERPRINT: "reviewed/plan.json", INPUT_ONLY: "rules" },
      ["apply", ...source, "--only=rules", "--", "reviewed/plan.json"],
    ],
    [{ INPUT_COMMAND: "apply", INPUT_FINGERPRINT: "ab,cd" }, ["apply", ...source, "--fingerprint=ab,cd"]],
    [{ INPUT_COMMAND: "drift" }, ["drift", ...source]],
    [
      { INPUT_COMMAND: "plan", INPUT_SHARD: "3/10", "INPUT_CHANGED-SINCE": "--upload-pack" },
      ["plan", ...source, "--shard=3/10", "--changed-since=--upload-pack", "--out=/tmp/plan.json"],
    ],
    [
      { INPUT_COMMAND: "validate", "INPUT_CHANGED-SINCE": "v1" },
      ["validate", ...source, "--changed-since=v1"],
    ],
    [
      { INPUT_COMMAND: "apply", INPUT_SHARD: "1/2", "INPUT_CHANGED-SINCE": "v1" },
      ["apply", ...source, "--shard=1/2", "--yes"],
    ],
    [
      {
        INPUT_COMMAND: "merge-reports",
        "INPUT_WORKING-DIRECTORY": "soc",
        INPUT_SHARD: "1/2",
        INPUT_REPORTS: "-x.json\r\n/tmp/all reports/\n\n",
      },
      ["merge-reports", "--config=lctasks.yaml", "--format=json", "--", "soc/-x.json", "/tmp/all reports/"],
    ],
    [{ INPUT_COMMAND: "status" }, ["status", ...source, "--record"]],
  ])("of %o", (environment, argv) => {
    expect(argumentsOf(readInputs(environment), place)).toEqual(argv);
  });

  it("is none for merging no reports", () => {
    const none = { INPUT_COMMAND: "merge-reports", INPUT_REPORTS: " \n" };
    expect(() => readInputs(none)).toThrow("the input reports names none");
  });

  it("records nothing of what nobody has merged", () => {
    const inputs = readInputs({ INPUT_COMMAND: "status" });
    expect(argumentsOf(inputs, { ...place, record: false })).toEqual(["status", ...source]);
  });
});

describe("outputs", () => {
  const left = { planJson: "/tmp/plan.json", planMarkdown: "/tmp/plan.md", reason: undefined };

  it("never show an unknown reach as a number", () => {
    expect(outputsOf({ ...nothing, changes: [issue(2), issue(3)] }, left)["sensors-reached"]).toBe("7");
    expect(outputsOf({ ...nothing, changes: [issue(2), issue(undefined)] }, left)["sensors-reached"]).toBe(
      "unknown",
    );
  });

  it("hand on the plan file instead of a list of fingerprints that is too long", () => {
    const changes = (count: number) => Array.from({ length: count }, () => issue(1));
    expect(outputsOf({ ...nothing, changes: changes(200) }, left).fingerprint.split(",")).toHaveLength(200);
    expect(outputsOf({ ...nothing, changes: changes(201) }, left).fingerprint).toBe("/tmp/plan.json");
  });

  it("exist with `_` as well, `held` and `fingerprint` once", () => {
    const names = outputLines(outputsOf(nothing, left)).map(([name]) => name);
    expect(names).toHaveLength(new Set(names).size);
    expect(names).toEqual(expect.arrayContaining(["has-drift", "has_drift", "held"]));
  });
});

describe("failure", () => {
  it.each([
    [{ exitCode: 3, warnings: 1 }, "invalid-files"],
    [{ exitCode: 1, testsFailed: true }, "tests-failed"],
    [{ exitCode: 1, held: 1 }, "failed"],
    [{ exitCode: 4 }, "held"],
    [{ exitCode: 0, held: 1, drift: 1 }, "held"],
    [{ exitCode: 0, drift: 1, changes: [issue(1)] }, "drift"],
    [{ exitCode: 0, changes: [issue(1)], warnings: 1 }, "changes"],
    [{ exitCode: 0, warnings: 1 }, "warnings"],
    [{ exitCode: 0 }, undefined],
    [{ exitCode: 2 }, undefined],
  ] as const)("the gravest of %o is %s", (facts, reason) => {
    expect(failureOf({ ...nothing, ...facts }, failureKinds)).toBe(reason);
    expect(failureOf({ ...nothing, ...facts }, [])).toBeUndefined();
  });

  it("exit code 2 is none by itself", () => {
    expect(failureOf({ ...nothing, exitCode: 2, changes: [issue(1)] }, ["error", "held"])).toBeUndefined();
  });
});

describe("what is written for the runner", () => {
  it("is one line for a command, whatever the value is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        expect(workflowCommand("error", value)).toMatch(/^::error::[^\r\n]*\n$/);
      }),
    );
  });

  it("masks every line of a secret, and nothing that is empty", () => {
    expect(maskCommands("one\r\n\n two%")).toBe("::add-mask::one\n::add-mask:: two%25\n");
    expect(maskCommands("")).toBe("");
  });

  it("lets no value end its own entry", () => {
    expect(fileEntry("held", "1", "end")).toBe("held<<end\n1\nend\n");
    expect(() => fileEntry("held", "a\nend\nb<<c", "end")).toThrow("Cannot write the output held");
  });
});
