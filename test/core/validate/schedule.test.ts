import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

const file = (more: string): string => `name: a\ntask: os_version\nall: true\n${more}`;
const said = (more: string): string[] => saidOfTask(file(more)).flatMap((text) => text.split("\n"));

describe("a recurring task", () => {
  it.each(["every: 7d\n", "every: 3600\nttl: 1h\n", "every: 1d\ncatchUp: true\n"])("may say %j", (more) => {
    expect(said(more)).toEqual([]);
  });

  it("has no period that is shorter than applies come", () => {
    expect(said("every: 30m\n")).toEqual([
      "tasks/a.yaml:4:8 error task/wrong-value",
      'Cannot use "30m" as every: the least is 1h',
      "Write 1h or more",
    ]);
  });

  it("is not kept longer than its period", () => {
    expect(said("every: 1d\nttl: 7d\n")).toEqual([
      "tasks/a.yaml:5:6 warning task/ttl-over-period",
      "Cannot keep a period's task for 7d: the next one follows after 1d, and takes its place",
      "Write 1d or less, or leave ttl out: it is then the period",
    ]);
  });

  it("catches up with nothing where there are no periods", () => {
    expect(said("catchUp: true\n")).toEqual([
      "tasks/a.yaml:4:1 error task/schedule",
      "Cannot catch up: without every there are no periods that could be missed",
      "Write every, or remove catchUp",
    ]);
  });

  it("needs tokens of its own", () => {
    expect(said("every: 7d\nexactContext: true\ncontext: theirs\n")).toEqual([
      "tasks/a.yaml:5:1 error task/schedule",
      "Cannot use every with exactContext: each part of a run needs a token of its own, to be told from the others",
      "Remove one of the two",
    ]);
  });
});
