import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filesAt } from "../../src/adapters/disk/files.js";
import { readProject } from "../../src/flow/load/project.js";
import { config, folderWith, loadWith, said, saidOf, task } from "./load/project.js";

describe("loading a project", () => {
  it("gives the configuration, the tasks in the order of their files, and nothing to complain about", () => {
    const loaded = loadWith({
      "tasks/b.yaml": `${task("b1")}---\n${task("b2")}`,
      "tasks/a/a.yaml": task("a"),
      "tasks/notes.md": "no task",
    });
    expect(loaded.configuration?.project).toBe("acme");
    expect(loaded.tasks.map(({ name }) => name)).toEqual(["a", "b1", "b2"]);
    expect(loaded.taskFiles).toBe(2);
    expect(loaded.findings).toEqual([]);
  });

  it("reports everything in all files at once, in reading order, and keeps what is valid", () => {
    const loaded = loadWith({
      "lctasks.yaml": `${config}porject: x\n`,
      "tasks/a.yaml": `${task("a")}foo: 1\n---\n${task("b")}`,
      "tasks/b.yaml": "name: [\n",
      "tasks/c.yaml": "",
      "tasks/d.yaml": task("b"),
    });
    expect(loaded.findings.map(({ check, at }) => `${at?.file}:${at?.line} ${check}`)).toEqual([
      "lctasks.yaml:6 config/unknown-key",
      "tasks/a.yaml:5 task/unknown-key",
      "tasks/b.yaml:2 yaml/syntax",
      "tasks/c.yaml:1 file/empty",
      "tasks/d.yaml:1 task/duplicate-name",
    ]);
    expect(loaded.configuration).toBeUndefined();
    expect(loaded.tasks.map(({ name }) => name)).toEqual(["b", "b"]);
    expect(loaded.taskFiles).toBe(4);
  });

  it("says what is missing without a configuration, and reads the tasks all the same", () => {
    const files = filesAt(folderWith({ "tasks/a.yaml": `${task("a")}foo: 1\n` }));
    const loaded = readProject({ files, configPath: "lctasks.yaml" });
    expect(loaded.findings.map(said)).toEqual([
      "error file/missing\nCannot find lctasks.yaml\nGo to the folder that has it, name it with --config, or create it with two lines: version: 1 and project: <name>",
      expect.stringMatching(/^tasks\/a\.yaml:5:1 error task\/unknown-key/),
    ]);
    expect("configuration" in loaded).toBe(false);
  });

  it("says what is wrong with a configuration that is no file", () => {
    const folder = folderWith({ "tasks/a.yaml": task("a") });
    mkdirSync(join(folder, "lctasks.yaml"));
    expect(readProject({ files: filesAt(folder), configPath: "lctasks.yaml" }).findings.map(said)).toEqual([
      "lctasks.yaml:1:1 error file/unreadable\nCannot read lctasks.yaml: it cannot be opened (it is a folder)\nMake it a file that this user may read, or take it away",
    ]);
  });

  it("warns when nothing matches: an emptied folder looks the same", () => {
    expect(saidOf({})).toEqual([
      "warning file/no-task-files\nNo file matches tasks/**/*.yaml\nWrite a task file, or correct tasks in lctasks.yaml",
    ]);
  });

  it("warns of files that only differ in .yml", () => {
    expect(saidOf({ "tasks/a.yaml": task("a"), "tasks/b.yml": task("b") })).toEqual([
      "tasks/b.yml:1:1 warning file/ignored\ntasks/b.yml is not read: tasks only asks for names that end with .yaml\nRename it, or add its name to tasks in the configuration",
    ]);
    const both = `${config}tasks: ["tasks/*.yaml", "tasks/*.yml"]\n`;
    expect(saidOf({ "lctasks.yaml": both, "tasks/a.yaml": task("a"), "tasks/b.yml": task("b") })).toEqual([]);
  });

  it("takes the globs from the configuration's folder, and never the configuration for a task", () => {
    const content = {
      "sub/lctasks.yaml": `${config}tasks: ["*.yaml", "./more/*.yaml"]\n`,
      "sub/a.yaml": task("a"),
      "sub/more/b.yaml": task("b"),
    };
    const loaded = readProject({ files: filesAt(folderWith(content)), configPath: "sub/lctasks.yaml" });
    expect(loaded.findings).toEqual([]);
    expect(loaded.tasks.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(loaded.configuration?.tasks).toEqual(["sub/*.yaml", "sub/more/*.yaml"]);
  });

  it("reports links and globs that leave the repository", () => {
    const elsewhere = folderWith({ "x.yaml": task("x") });
    const folder = folderWith({ "lctasks.yaml": `${config}tasks: ["tasks/**/*.yaml", "../*.yaml"]\n` });
    mkdirSync(join(folder, "tasks"));
    symlinkSync(join(elsewhere, "x.yaml"), join(folder, "tasks/a.yaml"));
    symlinkSync(elsewhere, join(folder, "tasks/b"));
    expect(readProject({ files: filesAt(folder), configPath: "lctasks.yaml" }).findings.map(said)).toEqual([
      'lctasks.yaml:6:28 error config/wrong-value\nCannot use "../*.yaml" as tasks[1]: it does not have the right form\nWrite a path inside the repository, with / and without .., of at most 500 characters',
      expect.stringMatching(
        /^tasks\/a\.yaml:1:1 error file\/outside-repository\nCannot read tasks\/a\.yaml: it leads out of the repository \(it is a link to .*x\.yaml\)\n/,
      ),
      expect.stringMatching(
        /^tasks\/b:1:1 error file\/outside-repository\nCannot read tasks\/b: it leads out of the repository \(it leads to .*\)\n/,
      ),
    ]);
  });

  it("notes a link to a folder whose files are read by another path, and counts no file for it", () => {
    const folder = folderWith({ "lctasks.yaml": config, "tasks/a/a.yaml": task("a") });
    symlinkSync("a", join(folder, "tasks/b"));
    symlinkSync("..", join(folder, "tasks/a/up"));
    const { findings, taskFiles, tasks } = readProject({
      files: filesAt(folder),
      configPath: "lctasks.yaml",
    });
    expect([taskFiles, tasks.length]).toEqual([1, 1]);
    expect(findings.map(said)).toEqual([
      "tasks/a/up:1:1 note file/linked-folder\nDoes not read tasks/a/up: its files are read by another path (it is a link to tasks)\nRemove the link; nothing else is missing",
      "tasks/b:1:1 note file/linked-folder\nDoes not read tasks/b: its files are read by another path (it is a link to tasks/a)\nRemove the link; nothing else is missing",
    ]);
  });

  it("says of a path that leads out of the repository which one it is", () => {
    const files = { "tasks/a.yaml": task("a") };
    expect(saidOf(files, ["../x/tasks/a.yaml", "..", "tasks/a.yaml"])).toEqual(
      ["../x/tasks/a.yaml", ".."].map(
        (path) =>
          `error file/outside-repository\nCannot read ${path}: it leads out of the repository\nName a path below the root; --directory chooses another root`,
      ),
    );
  });

  it("reports a glob with too many braces", () => {
    const glob = `tasks/${"{a,b}".repeat(12)}.yaml`;
    const checks = loadWith({ "lctasks.yaml": `${config}tasks: ["${glob}"]\n` }).findings.map(
      ({ check, message }) => `${check} ${message}`,
    );
    expect(checks).toContain(
      `file/unreadable Cannot read ${glob}: it cannot be opened (its braces make too many alternatives)`,
    );
  });
});

describe("loading for some paths", () => {
  const content = {
    "tasks/a.yaml": `${task("a")}foo: 1\n`,
    "tasks/sub/b.yaml": `${task("b")}foo: 1\n`,
    "drafts/c.yml": `${task("c")}foo: 1\n`,
    "tasks/x.yaml": task("x"),
    "tasks/y.yaml": task("x"),
  };
  const filesOf = (...paths: readonly string[]): (string | undefined)[] =>
    loadWith(content, paths).findings.map(({ at }) => at?.file);

  it.each([
    [["tasks/a.yaml"], ["tasks/a.yaml"]],
    [["./tasks/sub/"], ["tasks/sub/b.yaml"]],
    [
      ["tasks/sub", "tasks/a.yaml"],
      ["tasks/a.yaml", "tasks/sub/b.yaml"],
    ],
  ])("reports what concerns %o", (paths, files) => {
    expect(filesOf(...paths)).toEqual(files);
  });

  it("reads files that the configuration does not name, when they are named", () => {
    expect(filesOf("drafts")).toEqual(["drafts/c.yml"]);
    expect(filesOf(".")).toContain("drafts/c.yml");
    expect(filesOf("")).toContain("drafts/c.yml");
  });

  it("compares with all tasks: a name that another file has concerns both", () => {
    expect(filesOf("tasks/x.yaml")).toEqual(["tasks/y.yaml"]);
    expect(filesOf("tasks/y.yaml")).toEqual(["tasks/y.yaml"]);
  });

  it("always reports the configuration", () => {
    expect(
      loadWith({ "lctasks.yaml": "version: 1\n", ...content }, ["tasks/sub"]).findings.map(
        ({ check }) => check,
      ),
    ).toEqual(["config/missing-key", "task/unknown-key"]);
    expect(filesOf("lctasks.yaml")).toEqual([]);
  });

  it("says when there is nothing", () => {
    expect(saidOf(content, ["nowhere", "tasks/x.yaml/"]).filter((text) => text.includes("missing"))).toEqual([
      "error file/missing\nCannot find nowhere: no such file, or no YAML file in it\nCorrect the path; it is relative to the present folder",
    ]);
  });

  it("does not leave the repository", () => {
    expect(loadWith(content, ["../x"]).findings.map(({ check }) => check)).toEqual([
      "file/outside-repository",
    ]);
  });
});

const scalar = fc.oneof(
  fc.constantFrom(
    "a",
    "windows",
    "true",
    "yes",
    "1",
    "012",
    "~",
    "[]",
    "{}",
    "'*'",
    "os_version",
    "prod",
    "x.r1",
    "|\n  x",
    "*x",
    "&x y",
  ),
  fc.string().map((text) => JSON.stringify(text)),
);
const key = fc.constantFrom(
  "name",
  "task",
  "selector",
  "sid",
  "tag",
  "plat",
  "all",
  "context",
  "exactContext",
  "ttl",
  "run",
  "movedFrom",
  "accept",
  "paused",
  "organizations",
  "acknowledge",
  "response",
  "foo",
);
const rule = fc
  .record({ op: fc.constantFrom("is", "contains", "starts with", "and", "exists"), value: scalar })
  .map(
    ({ op, value }) =>
      `response: [{detect: {op: ${op}, path: routing/investigation_id, value: ${JSON.stringify(value)}}, respond: [{action: report}]}]`,
  );
const line = fc.oneof(
  fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`),
  rule,
);
const document = fc.array(line, { maxLength: 8 }).map((lines) => lines.join("\n"));

describe("whatever the files hold", () => {
  it("loading never throws, and tasks are only made of documents that are valid", () => {
    const folder = folderWith({ "lctasks.yaml": config, "tasks/a.yaml": "" });
    const files = filesAt(folder);
    fc.assert(
      fc.property(fc.array(document, { maxLength: 4 }), fc.boolean(), (documents, configured) => {
        writeFileSync(join(folder, "tasks/a.yaml"), documents.join("\n---\n"));
        const { tasks, findings } = readProject({
          files,
          configPath: configured ? "lctasks.yaml" : "tasks/a.yaml",
        });
        for (const { name, command, ttlSeconds, run } of tasks) {
          expect([typeof name, typeof command, Number.isSafeInteger(ttlSeconds), run > 0]).toEqual([
            "string",
            "string",
            true,
            true,
          ]);
        }
        for (const finding of findings) expect(said(finding)).not.toMatch(/undefined|\[object/);
      }),
      { numRuns: 700 },
    );
  });
});
