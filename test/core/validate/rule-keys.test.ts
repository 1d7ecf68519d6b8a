import { describe, expect, it } from "vitest";
import { saidOf, task } from "../../flow/load/project.js";

const named = (key: string, more = ""): string =>
  `${more}response:\n  - key: ${key}\n    respond: [{ action: report, name: x }]\n`;
const files = (...tasks: readonly string[]) => ({ "tasks/a.yaml": tasks.join("---\n") });

describe("the name of an existing rule", () => {
  it("belongs to one response", () => {
    expect(saidOf(files(task("a", named("Who ran it")), task("b", named("Who ran it"))))).toEqual([
      'tasks/a.yaml:14:10 error response/same-key\nCannot use the rule "Who ran it" twice: a names it too (tasks/a.yaml:6:10)\nLeave key out in one of them: it gets a rule of its own',
    ]);
    const twice = `${named("x")}  - key: x\n    respond: [{ action: report, name: y }]\n`;
    expect(saidOf(files(task("a", twice)))).toEqual([
      expect.stringContaining('error response/same-key\nCannot use the rule "x" twice'),
    ]);
  });

  it("may be equal in organizations that no task shares", () => {
    const prod = task("a", named("x", "organizations: prod\n"));
    const eu = task("b", named("x", "organizations: eu-west\n"));
    expect(saidOf(files(prod, eu))).toEqual([]);
  });

  it("is never one of the names that we give", () => {
    expect(saidOf(files(task("a", named("lctasks.acme.b"))))).toEqual([
      expect.stringContaining("names that begin with lctasks. are ours"),
    ]);
  });
});
