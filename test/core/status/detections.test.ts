import { expect, it } from "vitest";
import type { TaskStatus } from "../../../src/core/model/status-report.js";
import { withDetections } from "../../../src/core/status/detections.js";

const tasks: TaskStatus[] = ["a", "b", "c"].map((task) => ({ task, declared: true, held: [] }));
const rules = {
  "lctasks.soc.a": { task: "a" },
  "lctasks.soc.a.2": { task: "a" },
  "lctasks.soc.b": { task: "b" },
};

it("detections are told of the task whose rule made them, and only of tasks that have one", () => {
  const detections = [
    { rule: "lctasks.soc.a.2", name: "two", atMs: 30 },
    { rule: "lctasks.soc.a", name: "one", atMs: 20 },
    { rule: "lctasks.soc.a", name: "two", atMs: 10 },
    { rule: "constructor", name: "x", atMs: 40 },
  ];
  const found = withDetections(tasks, { rules }, { sinceMs: 5, found: { detections, isCut: true } });
  expect(found.map((task) => task.detections)).toEqual([
    { sinceMs: 5, count: 3, isCut: true, lastMs: 30, names: ["one", "two"] },
    { sinceMs: 5, count: 0, isCut: true, names: [] },
    undefined,
  ]);
  const unreadable = withDetections(tasks, { rules }, { unreadable: "no permission" });
  expect(unreadable.map((task) => task.detections)).toEqual([
    { unreadable: "no permission" },
    { unreadable: "no permission" },
    undefined,
  ]);
});
