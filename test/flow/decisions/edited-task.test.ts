import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { filesAt } from "../../../src/adapters/disk/files.js";
import { given } from "../../../src/core/model/given.js";
import { editedTask } from "../../../src/flow/decisions/edited-task.js";
import { readProject } from "../../../src/flow/load/project.js";
import { type TemporaryFolder, temporaryFolder } from "../../support/repository.js";
import { configText, taskText } from "../../support/tasks.js";

let folder: TemporaryFolder;

beforeEach(() => {
  folder = temporaryFolder();
  folder.write("lctasks.yaml", configText());
});

afterEach(() => folder.dispose());

const request = () => ({ files: filesAt(folder.path), configPath: "lctasks.yaml" });
const taskIn = (name: string) =>
  given(
    readProject(request()).tasks.find((each) => each.name === name),
    name,
  );
const edit = { key: "run", written: "2", wanted: { run: 2 } } as const;

describe("a task's file, edited and read again", () => {
  it("keeps its byte order mark, and every other task of every file as it was", async () => {
    folder.write("tasks/a.yaml", `\uFEFF${taskText("a")}---\n${taskText("b")}`);
    folder.write("tasks/c.yaml", taskText("c"));
    const edited = await editedTask(request(), taskIn("b"), edit);
    expect(edited).toEqual({
      file: "tasks/a.yaml",
      before: `\uFEFF${taskText("a")}---\n${taskText("b")}`,
      after: `\uFEFF${taskText("a")}---\n${taskText("b", { run: 2 })}`,
    });
  });

  it("is not offered when it would say something else than what is wanted, or nothing valid", async () => {
    folder.write("tasks/a.yaml", taskText("a"));
    expect(await editedTask(request(), taskIn("a"), { ...edit, written: "3" })).toBeUndefined();
    expect(await editedTask(request(), taskIn("a"), { ...edit, written: "[" })).toBeUndefined();
  });

  it("is not offered when the file went away or lost the task meanwhile", async () => {
    folder.write("tasks/a.yaml", taskText("a"));
    const task = taskIn("a");
    folder.write("tasks/a.yaml", taskText("b"));
    expect(await editedTask(request(), task, edit)).toBeUndefined();
    folder.remove("tasks/a.yaml");
    expect(await editedTask(request(), task, edit)).toBeUndefined();
  });
});
