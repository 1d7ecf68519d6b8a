import { describe, expect, it } from "vitest";
import { saidOfTask } from "../../flow/load/project.js";

const file = (more: string): string => `name: a\ntask: os_version\nall: true\ncoverage: newcomers\n${more}`;
const said = (more: string): string[] => saidOfTask(file(more)).flatMap((text) => text.split("\n"));

describe("coverage", () => {
  it("stands alone", () => {
    expect(said("")).toEqual([]);
  });

  it.each([
    [
      "every: 7d\n",
      [
        "tasks/a.yaml:4:1 error task/schedule",
        "Cannot use coverage with every: each period goes to all that match then, newcomers included",
        "Remove coverage: newcomers get the next period; or remove every",
      ],
    ],
    [
      "waves: [{ percent: 100 }]\n",
      [
        "tasks/a.yaml:4:1 error task/schedule",
        "Cannot use coverage with waves: who was not asked yet by a wave would count as a newcomer, and be asked before its turn",
        "Remove one of the two",
      ],
    ],
    [
      "exactContext: true\n",
      [
        "tasks/a.yaml:5:1 error task/schedule",
        "Cannot use coverage with exactContext: each part of a run needs a token of its own, to be told from the others",
        "Remove one of the two",
      ],
    ],
  ])("not with %j", (more, words) => {
    expect(said(more)).toEqual(words);
  });
});
