import { describe, expect, it } from "vitest";
import { loadWith, saidOf, task } from "../../flow/load/project.js";

const answered = "response:\n  - respond: [{ action: report, name: x }]\n";
/** A task without a written context has `acme-<name>`. */
const files = (...tasks: readonly string[]) => ({ "tasks/a.yaml": tasks.join("---\n") });

const at = (name: string, organization: string) => task(name, `context: x\norganizations: ${organization}\n`);

describe("contexts", () => {
  it("belong to one task", () => {
    const { findings } = loadWith({
      "tasks/a.yaml": task("a", "context: x\n"),
      "tasks/b.yaml": task("b", "context: x\n"),
    });
    expect(findings).toEqual([
      {
        check: "task/same-context",
        severity: "error",
        message: 'Cannot use the context "x" twice: a has it too (tasks/a.yaml:5:10)',
        fix: "Give each task its own context, or leave it out",
        at: { file: "tasks/b.yaml", line: 5, column: 10 },
        related: [{ file: "tasks/a.yaml", line: 5, column: 10 }],
        task: "b",
      },
    ]);
  });

  it("can be another task's default, and that is found too", () => {
    expect(saidOf(files(task("a"), task("b", "context: acme-a\n")))).toEqual([
      'tasks/a.yaml:10:10 error task/same-context\nCannot use the context "acme-a" twice: a has it too (tasks/a.yaml:1:7)\nGive each task its own context, or leave it out',
    ]);
  });

  it("may be equal in organizations that no task shares", () => {
    expect(saidOf(files(at("a", "prod"), at("b", "eu-west")))).toEqual([]);
    expect(saidOf(files(at("a", "prod"), at("b", "eu-west"), at("c", "'*'")))).toEqual([
      'tasks/a.yaml:19:10 error task/same-context\nCannot use the context "x" twice: a has it too (tasks/a.yaml:5:10)\nGive each task its own context, or leave it out',
    ]);
  });

  it("of equal names are one mistake, not two", () => {
    expect(loadWith(files(task("a"), task("a"))).findings.map(({ check }) => check)).toEqual([
      "task/duplicate-name",
    ]);
  });

  it("cannot begin with what another's generated rule asks for", () => {
    const { findings } = loadWith(files(task("a", `context: x\n${answered}`), task("b", "context: x.r2\n")));
    expect(findings).toEqual([
      {
        check: "task/context-collides",
        severity: "error",
        message:
          'Cannot tell the answers of b from those of a: the rule of a asks for "x.r", and x.r2.r1.<digest> begins so',
        fix: "Choose a context without .r in it",
        at: { file: "tasks/a.yaml", line: 13, column: 10 },
        related: [{ file: "tasks/a.yaml", line: 5, column: 10 }],
        task: "b",
      },
    ]);
  });

  it("that are sent as written cannot begin so either", () => {
    const found = loadWith(
      files(task("a", `context: x\n${answered}`), task("b", "context: x.ry\nexactContext: true\n")),
    );
    expect(found.findings.map(({ check, message }) => `${check} ${message}`)).toEqual([
      'task/context-collides Cannot tell the answers of b from those of a: the rule of a asks for "x.r", and x.ry begins so',
    ]);
  });

  it("are compared as they are sent: a context that is sent as written has no .r after it", () => {
    const exact = task("a", `context: x\nexactContext: true\n${answered}`);
    expect(
      loadWith(files(exact, task("b", "context: x.r2\n"))).findings.map(({ message }) => message),
    ).toEqual([
      'Cannot send the context "x" as written: a rule that looks for it also hears b (x.r2.r1.<digest>)',
    ]);
  });

  it("may begin so where no rule is generated, or no organization is shared", () => {
    expect(saidOf(files(task("a", "context: x\n"), task("b", "context: x.r2\n")))).toEqual([]);
    const apart = files(
      task("a", `context: x\norganizations: prod\n${answered}`),
      task("b", "context: x.r2\norganizations: eu-west\n"),
    );
    expect(saidOf(apart)).toEqual([]);
  });

  it("may begin with another as words do: the generated rule asks for the dot", () => {
    expect(
      saidOf(files(task("a", `context: version\n${answered}`), task("b", "context: version-check\n"))),
    ).toEqual([]);
  });
});
