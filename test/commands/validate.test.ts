import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { config, folderWith, task } from "../flow/load/project.js";
import { clockOf, countingIds, type Run, run } from "../support/cli.js";

const files = { "lctasks.yaml": config, "tasks/a.yaml": task("a"), "tasks/b.yaml": `${task("b")}foo: 1\n` };

/** Runs `lctasks validate` in a folder: without credentials, and with nobody to talk to. */
const validate = (directory: string, ...words: readonly string[]): Promise<Run> =>
  run(["validate", ...words], { directory, environment: {}, clock: clockOf(() => 0), newId: countingIds() });

describe("lctasks validate", () => {
  it("needs no credentials, and exits with 0 when all is well", async () => {
    const folder = folderWith({ ...files, "tasks/b.yaml": task("b") });
    expect(await validate(folder)).toEqual({ code: 0, out: "Valid: 2 tasks in 2 files.\n", err: "" });
  });

  it("prints what is wrong, and exits with 3", async () => {
    const { code, out, err } = await validate(folderWith(files));
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(out.split("\n")).toEqual([
      'tasks/b.yaml:5:1  error  Cannot use the key "foo": the task has no such key',
      expect.stringMatching(/^ {4}fix: Remove it; the keys are name, /),
      expect.stringMatching(/^ {4}/),
      expect.stringMatching(/^ {4}/),
      expect.stringMatching(/^ {4}/),
      "    task/unknown-key",
      "",
      "Invalid: 1 error. Nothing would be sent.",
      "",
    ]);
  });

  it("prints one JSON document and nothing else", async () => {
    const { code, out, err } = await validate(folderWith(files), "--format", "json");
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      taskFiles: 2,
      tasks: 1,
      findings: [
        { check: "task/unknown-key", severity: "error", at: { file: "tasks/b.yaml", line: 5, column: 1 } },
      ],
    });
  });

  it("is valid with warnings", async () => {
    const { code, out } = await validate(folderWith({ ...files, "tasks/b.yaml": task("b", "run: 012\n") }));
    expect(code).toBe(0);
    expect(out).toMatch(/Valid: 2 tasks in 2 files, 1 warning\.\n$/);
  });

  it("reports only what concerns the paths, relative or absolute", async () => {
    const folder = folderWith(files);
    expect((await validate(folder, "tasks/a.yaml")).code).toBe(0);
    expect((await validate(folder, "tasks/b.yaml", "tasks/a.yaml")).code).toBe(3);
    expect((await validate(folder, join(folder, "tasks/b.yaml"))).code).toBe(3);
    expect((await validate(folder, "tasks")).code).toBe(3);
  });

  it("takes another root and another configuration", async () => {
    const folder = folderWith({ "sub/conf.yaml": config, "sub/tasks/b.yaml": `${task("b")}foo: 1\n` });
    const { code, out } = await validate(folder, "-C", "sub", "--config", "conf.yaml");
    expect(code).toBe(3);
    expect(out).toMatch(/^tasks\/b\.yaml:5:1 {2}error/);
  });

  it("says what to do where there is no configuration", async () => {
    const { code, out } = await validate(folderWith({ x: "" }));
    expect(code).toBe(3);
    expect(out).toMatch(/^error {2}Cannot find lctasks\.yaml\n/);
  });

  it("says in the asked format that the root cannot be opened", async () => {
    const folder = folderWith({ x: "" });
    const text = await validate(folder, "-C", "nowhere");
    expect([text.code, text.err]).toEqual([3, ""]);
    expect(text.out).toMatch(/^error {2}Cannot open \S+\/nowhere:/);
    const { code, out, err } = await validate(folder, "-C", "nowhere", "--format", "json");
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      taskFiles: 0,
      findings: [{ check: "file/missing", severity: "error", fix: expect.stringContaining("--directory") }],
    });
  });

  it("shows what is silenced with --verbose alone", async () => {
    const ignore = "ignore: [{ check: command/late-process, reason: it stays }]\n";
    const text = `name: b\ntask: mem_map --pid 12\nplat: windows\nttl: 1d\n${ignore}`;
    const folder = folderWith({ ...files, "tasks/b.yaml": text });
    expect((await validate(folder)).out).toBe(
      "Valid: 2 tasks in 2 files.\n1 silenced: command/late-process; --verbose shows where and why\n",
    );
    expect((await validate(folder, "--verbose")).out).toMatch(
      /^tasks\/b\.yaml:2:\d+ {2}silenced {2}[^]*\n {4}reason: it stays\n/,
    );
  });

  it("says the same of many files when it remembers most of them from the run before", async () => {
    const many = (broken: number) =>
      Object.fromEntries(
        Array.from({ length: 220 }, (_, index) => [
          `tasks/t${index}.yaml`,
          `${task(`t${index}`)}${index === broken ? "foo: 1\n" : "# plat and tags\n"}`,
        ]),
      );
    const cache = folderWith({});
    const folder = folderWith({ "lctasks.yaml": config, ...many(7) });
    const at = (environment: { readonly [name: string]: string }) =>
      run(["validate", "--format", "json"], {
        directory: folder,
        environment,
        clock: clockOf(() => 0),
        newId: countingIds(),
      });
    const worked = await at({});
    expect(worked.code).toBe(3);
    expect(await at({ LCTASKS_CACHE: cache })).toEqual(worked);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(await at({ LCTASKS_CACHE: cache })).toEqual(worked);
    for (const [path, text] of Object.entries(many(9))) writeFileSync(join(folder, path), text);
    expect(await at({ LCTASKS_CACHE: cache })).toEqual(await at({}));
  });
});
