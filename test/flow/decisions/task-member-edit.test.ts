import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { editTaskMember } from "../../../src/flow/decisions/task-member-edit.js";

const edit = (text: string, key: "accept" | "run" = "run", written = "3"): string | undefined =>
  editTaskMember("tasks/a.yaml", text, { task: "a", key, written });

describe("one member of a task, edited in its file", () => {
  it.each([
    [
      "a number, beside its comment",
      "name: a\nrun: 1 # the first\ntask: x\n",
      "name: a\nrun: 3 # the first\ntask: x\n",
    ],
    ["a quoted key", '"name": "a"\n"run": 1\n', '"name": "a"\n"run": 3\n'],
    ["in braces", "{ name: a, run: 1, task: x }\n", "{ name: a, run: 3, task: x }\n"],
    ["left out in braces", "{ name: a, task: x }\n", "{ name: a, run: 3, task: x }\n"],
    ["left out in lines", "# top\nname: a # it\ntask: x\n", "# top\nname: a # it\nrun: 3\ntask: x\n"],
    ["left out at the end of the file", "task: x\nname: a", "task: x\nname: a\nrun: 3"],
    ["left out in an indented document", "  name: a\n  task: x\n", "  name: a\n  run: 3\n  task: x\n"],
    ["left out with the lines of Windows", "name: a\r\ntask: x\r\n", "name: a\r\nrun: 3\r\ntask: x\r\n"],
    ["left out after a name in a block", "name: >-\n  a\ntask: x\n", "name: >-\n  a\nrun: 3\ntask: x\n"],
    [
      "in the second document",
      "name: b\nrun: 1\n---\nname: a\nrun: 1\n",
      "name: b\nrun: 1\n---\nname: a\nrun: 3\n",
    ],
  ])("%s", (_, before, after) => {
    expect(edit(before)).toBe(after);
  });

  it("replaces a list by one value, and stands after `run`", () => {
    expect(edit("name: a\naccept:\n  - '1'\n  - '2'\ntask: x\n", "accept", '"0"')).toBe(
      'name: a\naccept:\n  "0"\ntask: x\n',
    );
    expect(edit("name: a\ntask: x\nrun: 1\nttl: 1d\n", "accept", '"0"')).toBe(
      'name: a\ntask: x\nrun: 1\naccept: "0"\nttl: 1d\n',
    );
  });

  it("gives up where no document has the task, or a key has no value", () => {
    expect(edit("name: b\nrun: 1\n")).toBeUndefined();
    expect(edit("- name: a\n")).toBeUndefined();
    expect(edit("task: x\n")).toBeUndefined();
  });

  it("changes nothing but this member, whatever stands around it", () => {
    const line = fc.constantFrom(
      "# comment\n",
      "task: os_version\n",
      "ttl: '1d'\n",
      'description: "x # y"\n',
      "\n",
      "tag: [a, b]\n",
    );
    const lines = fc.uniqueArray(line, { maxLength: 5 });
    const text = fc
      .tuple(lines, fc.constantFrom("run: 1\n", "run: 1   # why\n", ""), lines, fc.boolean())
      .map(([above, run, below, first]) => {
        const seen = new Set(above);
        const rest = below.filter((each) => !seen.has(each));
        const name = "name: a\n";
        return `${first ? name : ""}${above.join("")}${run}${first ? "" : name}${rest.join("")}`;
      });
    fc.assert(
      fc.property(text, (before) => {
        const after = edit(before) ?? "";
        const said = (each: string) => parseAllDocuments(each).map((document) => document.toJS() as object);
        expect(said(after)).toEqual(said(before).map((document) => ({ ...document, run: 3 })));
        const kept = before.split("\n").filter((each) => !each.startsWith("run:"));
        expect(after.split("\n").filter((each) => !each.startsWith("run:"))).toEqual(kept);
      }),
    );
  });
});
