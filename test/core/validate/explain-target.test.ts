import { describe, expect, it } from "vitest";
import { targetsOf } from "../../../src/core/validate/explain-target.js";
import { saidOfTask } from "../../flow/load/project.js";

/** What is wrong, the YAML, and what is said: place, severity and check; what is wrong; what to do. */
const cases: readonly (readonly [title: string, yaml: string, said: readonly string[]])[] = [
  [
    "has to be there",
    "name: a\ntask: os_version\n",
    [
      "tasks/a.yaml:1:1 error task/target",
      "Cannot tell where the task goes: it has none of selector, sid, tag, plat or all",
      "Add exactly one of them, for example: plat: windows",
    ],
  ],
  [
    "has to be one: the second in the file is wrong",
    "name: a\ntag: x\ntask: os_version\nselector: plat == `linux` and arch != `usp_adapter`\n",
    [
      "tasks/a.yaml:4:1 error task/target",
      "Cannot tell where the task goes: it has tag and selector",
      "Keep exactly one of them; a selector can say all of it: plat == `windows` and `server` in tags",
    ],
  ],
  [
    "has to be one of three",
    "name: a\ntask: os_version\nplat: windows\nsid: bb4b30af-11f3-4a5c-a2a6-52b1d4ee2d52\nall: true\n",
    [
      "tasks/a.yaml:4:1 error task/target",
      "Cannot tell where the task goes: it has plat, sid and all",
      "Keep exactly one of them; a selector can say all of it: plat == `windows` and `server` in tags",
    ],
  ],
  [
    "is no question for what is no mapping",
    "- a\n",
    [
      "tasks/a.yaml:1:1 error task/wrong-type",
      "Cannot use the task: it is a list, not a mapping",
      "Write keys and values; further tasks are documents of their own, with --- between them",
    ],
  ],
  [
    "is no question for text",
    "hello\n",
    [
      "tasks/a.yaml:1:1 error task/wrong-type",
      'Cannot use the task: it is the text "hello", not a mapping',
      "Write keys and values; further tasks are documents of their own, with --- between them",
    ],
  ],
];

describe("the target of a task", () => {
  it.each(cases)("%s", (_title, yaml, said) => {
    expect(saidOfTask(yaml).flatMap((text) => text.split("\n"))).toEqual(said);
  });
});

describe("the target keys of a document", () => {
  it.each([
    [{ tag: "x", name: "a", sid: "y" }, ["tag", "sid"]],
    [{ all: undefined }, ["all"]],
    ["tag", []],
  ])("of %j are %j", (data, keys) => {
    expect(targetsOf(data)).toEqual(keys);
  });
});
