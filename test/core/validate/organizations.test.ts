import { describe, expect, it } from "vitest";
import { saidOf, saidOfTask, task } from "../../flow/load/project.js";

describe("the organizations of a task", () => {
  it.each(["prod", "[prod, eu-west]", "'*'", "'eu*'", "label:pilot", "['label:eur*', 'pro?']"])(
    "can be %s",
    (terms) => {
      expect(saidOfTask(task("a", `organizations: ${terms}\n`))).toEqual([]);
    },
  );

  it("have to exist, each of them", () => {
    expect(saidOfTask(task("a", "organizations: [prod, us, 'label:asia', '*-east']\n"))).toEqual([
      'tasks/a.yaml:5:23 error task/organizations\nCannot find the organization "us": no alias matches\nWrite one of prod or eu-west, or add it to organizations',
      'tasks/a.yaml:5:27 error task/organizations\nCannot find the organization "label:asia": no label matches\nWrite one of label:pilot or label:europe, or add it to organizations',
      'tasks/a.yaml:5:41 error task/organizations\nCannot find the organization "*-east": no alias matches\nWrite one of prod or eu-west, or add it to organizations',
    ]);
  });

  it("cannot be chosen by label where no organization has one", () => {
    expect(
      saidOf({
        "lctasks.yaml": "version: 1\nproject: acme\n",
        "tasks/a.yaml": task("a", "organizations: label:x\n"),
      }),
    ).toEqual([
      'tasks/a.yaml:5:16 error task/organizations\nCannot find the organization "label:x": no label matches\nRemove it',
    ]);
  });
});
