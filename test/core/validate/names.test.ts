import { describe, expect, it } from "vitest";
import { loadWith, saidOf, task } from "../../flow/load/project.js";

describe("names", () => {
  it("are used once in all files; the finding points at both", () => {
    const { findings } = loadWith({ "tasks/a.yaml": task("x"), "tasks/b.yaml": `\n${task("x")}` });
    expect(findings).toEqual([
      {
        check: "task/duplicate-name",
        severity: "error",
        message: 'Cannot use the name "x" twice: tasks/a.yaml:1:7 has it too',
        fix: "Rename one of the two, or remove it",
        at: { file: "tasks/b.yaml", line: 2, column: 7 },
        related: [{ file: "tasks/a.yaml", line: 1, column: 7 }],
        task: "x",
      },
    ]);
  });

  it("are used once in the documents of one file", () => {
    expect(saidOf({ "tasks/a.yaml": `${task("x")}---\n${task("y")}---\n${task("x")}` })).toEqual([
      'tasks/a.yaml:11:7 error task/duplicate-name\nCannot use the name "x" twice: tasks/a.yaml:1:7 has it too\nRename one of the two, or remove it',
    ]);
  });

  it("are compared even where the rest of the task is broken, or the configuration is", () => {
    const broken = {
      "lctasks.yaml": "version: 1\n",
      "tasks/a.yaml": task("x"),
      "tasks/b.yaml": `${task("x")}foo: 1\n`,
    };
    expect(loadWith(broken).findings.map(({ check }) => check)).toEqual([
      "config/missing-key",
      "task/duplicate-name",
      "task/unknown-key",
    ]);
  });
});

describe("movedFrom", () => {
  it("names a task that is gone", () => {
    expect(saidOf({ "tasks/a.yaml": task("new", "movedFrom: old\n") })).toEqual([]);
  });

  it("cannot name a task that is still there", () => {
    expect(saidOf({ "tasks/a.yaml": task("new", "movedFrom: old\n"), "tasks/b.yaml": task("old") })).toEqual([
      "tasks/a.yaml:5:12 error task/moved-from\nCannot move new from its old name: a task has that name (tasks/b.yaml:1:7)\nRemove the one that is left over, or correct movedFrom",
    ]);
  });

  it("moves a task to one place only", () => {
    const files = {
      "tasks/a.yaml": task("a", "movedFrom: old\n"),
      "tasks/b.yaml": task("b", "movedFrom: old\n"),
    };
    expect(saidOf(files)).toEqual([
      "tasks/b.yaml:5:12 error task/moved-from\nCannot move b from its old name: a is moved from there already (tasks/a.yaml:5:12)\nRemove the one that is left over, or correct movedFrom",
    ]);
  });

  it("says none as often as one likes", () => {
    expect(
      saidOf({
        "tasks/a.yaml": task("a", "movedFrom: none\n"),
        "tasks/b.yaml": task("b", "movedFrom: none\n"),
      }),
    ).toEqual([]);
  });
});
