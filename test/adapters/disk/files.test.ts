import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesAt } from "../../../src/adapters/disk/files.js";
import { codeOf, largestFile } from "../../../src/adapters/disk/read-file.js";
import type { FoundFile } from "../../../src/ports/files.js";
import { folderWith } from "../../flow/load/project.js";

const found = (file: FoundFile): string =>
  "problem" in file ? `${file.path} ${file.problem}` : `${file.path} ${Buffer.from(file.bytes).toString()}`;
const foundIn = (folder: string, ...globs: readonly string[]): string[] =>
  filesAt(folder).find(globs).map(found);

/** Runs as a user whom file modes bind; root may read everything. */
function withoutPrivileges<T>(run: () => T): T {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    return run();
  } finally {
    process.seteuid?.(0);
  }
}

describe("reading one file", () => {
  it("gives its bytes", () => {
    const folder = folderWith({ "a/b.yaml": "x" });
    expect(filesAt(folder).read("a/b.yaml")).toEqual({ path: "a/b.yaml", bytes: Buffer.from("x") });
    expect(filesAt(folder).read("./a/../a/b.yaml")).toMatchObject({ bytes: Buffer.from("x") });
  });

  it("gives nothing for a file that does not exist", () => {
    const files = filesAt(folderWith({ a: "x" }));
    expect(files.read("b")).toBeUndefined();
    expect(files.read("a/b")).toBeUndefined();
  });

  it("follows links that stay inside", () => {
    const folder = folderWith({ "a.yaml": "x" });
    symlinkSync("a.yaml", join(folder, "b.yaml"));
    expect(filesAt(folder).read("b.yaml")).toEqual({ path: "b.yaml", bytes: Buffer.from("x") });
  });

  it("works where the folder itself is reached through a link", () => {
    const folder = folderWith({ "real/a.yaml": "x" });
    symlinkSync("real", join(folder, "link"));
    expect(filesAt(join(folder, "link")).read("a.yaml")).toEqual({ path: "a.yaml", bytes: Buffer.from("x") });
  });

  it("does not leave the folder, by its path or through a link", () => {
    const elsewhere = folderWith({ secret: "x" });
    const folder = folderWith({ "a/b": "x" });
    symlinkSync(join(elsewhere, "secret"), join(folder, "link"));
    symlinkSync(elsewhere, join(folder, "a/out"));
    const files = filesAt(folder);
    expect(files.read("../secret")).toEqual({
      path: "../secret",
      problem: "outside",
      detail: "its path leads up and out",
    });
    expect(files.read("link")).toEqual({
      path: "link",
      problem: "outside",
      detail: `it is a link to ${elsewhere}/secret`,
    });
    expect(files.read("a/out/secret")).toMatchObject({ problem: "outside" });
  });

  it("works for the folder of all folders", () => {
    const folder = folderWith({ a: "x" });
    expect(filesAt("/").read(`${folder.slice(1)}/a`)).toMatchObject({ bytes: Buffer.from("x") });
  });

  it("is not fooled by a neighbour whose name begins alike", () => {
    const folder = folderWith({ "root/a": "x", "root-2/b": "y" });
    expect(filesAt(join(folder, "root")).read("../root-2/b")).toMatchObject({ problem: "outside" });
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      "a link to nothing",
      (folder) => symlinkSync("nothing", join(folder, "x")),
      "a link to nothing, which does not exist",
    ],
    ["a link to itself", (folder) => symlinkSync("x", join(folder, "x")), "ELOOP"],
    ["a folder", (folder) => mkdirSync(join(folder, "x")), "it is a folder"],
    ["a pipe", (folder) => void execFileSync("mkfifo", [join(folder, "x")]), "it is no regular file"],
  ])("says what is wrong with %s", (_title, make, detail) => {
    const folder = folderWith({ a: "" });
    make(folder);
    expect(filesAt(folder).read("x")).toEqual({ path: "x", problem: "unreadable", detail });
  });

  it("takes 1 MiB and refuses more without reading it", () => {
    const folder = folderWith({ a: "", b: "" });
    truncateSync(join(folder, "a"), largestFile);
    truncateSync(join(folder, "b"), 5_000_000);
    expect(filesAt(folder).read("a")).toMatchObject({ bytes: { length: 1_048_576 } });
    expect(filesAt(folder).read("b")).toEqual({
      path: "b",
      problem: "too-large",
      detail: "5000000 bytes; at most 1048576 are read",
    });
  });

  it("says that a path with a null character cannot be read", () => {
    expect(filesAt(folderWith({ a: "" })).read("a\0b")).toEqual({
      path: "a\0b",
      problem: "unreadable",
      detail: "ERR_INVALID_ARG_VALUE",
    });
  });

  it("needs a folder that exists", () => {
    expect(() => filesAt("/nowhere/at/all")).toThrow(/ENOENT/);
  });
});

const tree = () =>
  folderWith({
    "tasks/a.yaml": "1",
    "tasks/b.yml": "2",
    "tasks/sub/c.yaml": "3",
    "tasks/sub/deep/d.yaml": "4",
    "tasks/.hidden/e.yaml": "5",
    "tasks/.f.yaml": "6",
    "tasks/node_modules/g.yaml": "7",
    "other/a.yaml": "8",
    "a.yaml": "9",
  });

describe("finding files", () => {
  it.each([
    ["tasks/**/*.yaml", ["tasks/a.yaml 1", "tasks/sub/c.yaml 3", "tasks/sub/deep/d.yaml 4"]],
    ["tasks/*.yaml", ["tasks/a.yaml 1"]],
    ["./tasks//*.yaml", ["tasks/a.yaml 1"]],
    ["tasks/*.{yaml,yml}", ["tasks/a.yaml 1", "tasks/b.yml 2"]],
    ["{tasks,other}/?.yaml", ["other/a.yaml 8", "tasks/a.yaml 1"]],
    ["*/a.yaml", ["other/a.yaml 8", "tasks/a.yaml 1"]],
    ["**/a.yaml", ["a.yaml 9", "other/a.yaml 8", "tasks/a.yaml 1"]],
    ["**/sub/**", ["tasks/sub/c.yaml 3", "tasks/sub/deep/d.yaml 4"]],
    ["tasks/**/**/deep/*", ["tasks/sub/deep/d.yaml 4"]],
    ["tasks/.hidden/*.yaml", ["tasks/.hidden/e.yaml 5"]],
    ["tasks/node_modules/g.yaml", ["tasks/node_modules/g.yaml 7"]],
    ["tasks/sub", []],
    ["tasks/a.yaml/*", []],
    ["nowhere/**/*.yaml", []],
    ["nowhere.yaml", []],
    ["", []],
    [".", []],
  ])("matches %s", (glob, files) => {
    expect(foundIn(tree(), glob)).toEqual(files);
  });

  it("lists each file once, in order, however many globs match it", () => {
    expect(foundIn(tree(), "tasks/**/*.yaml", "tasks/*", "**/c.yaml")).toEqual([
      "tasks/a.yaml 1",
      "tasks/b.yml 2",
      "tasks/sub/c.yaml 3",
      "tasks/sub/deep/d.yaml 4",
    ]);
  });

  it("survives links that lead around in a circle", () => {
    const folder = folderWith({ "tasks/a/x.yaml": "1", "tasks/b/y.yaml": "2" });
    symlinkSync("..", join(folder, "tasks/a/up"));
    symlinkSync("../b", join(folder, "tasks/a/b"));
    symlinkSync("../a", join(folder, "tasks/b/a"));
    expect(foundIn(folder, "**/*.yaml")).toEqual([
      "tasks/a/b linked",
      "tasks/a/up linked",
      "tasks/a/x.yaml 1",
      "tasks/b/a linked",
      "tasks/b/y.yaml 2",
    ]);
  });

  it("follows links to folders and files that stay inside", () => {
    const folder = folderWith({ "elsewhere/x.yaml": "1" });
    mkdirSync(join(folder, "tasks"));
    symlinkSync("../elsewhere", join(folder, "tasks/link"));
    symlinkSync("../elsewhere/x.yaml", join(folder, "tasks/y.yaml"));
    expect(foundIn(folder, "tasks/**/*.yaml")).toEqual(["tasks/link/x.yaml 1", "tasks/y.yaml 1"]);
  });

  it("reports what leads out, and what cannot be read", () => {
    const elsewhere = folderWith({ "secret.yaml": "x" });
    const folder = folderWith({ "tasks/a.yaml": "1", "tasks/b.yaml": "2" });
    symlinkSync(elsewhere, join(folder, "tasks/out"));
    symlinkSync(join(elsewhere, "secret.yaml"), join(folder, "tasks/c.yaml"));
    symlinkSync("nothing", join(folder, "tasks/d.yaml"));
    symlinkSync("nothing", join(folder, "tasks/e"));
    execFileSync("mkfifo", [join(folder, "tasks/f.yaml")]);
    truncateSync(join(folder, "tasks/b.yaml"), largestFile + 1);
    expect(foundIn(folder, "tasks/**/*.yaml")).toEqual([
      "tasks/a.yaml 1",
      "tasks/b.yaml too-large",
      "tasks/c.yaml outside",
      "tasks/d.yaml unreadable",
      "tasks/f.yaml unreadable",
      "tasks/out outside",
    ]);
    expect(foundIn(folder, "tasks/out/secret.yaml")).toEqual(["tasks/out outside"]);
    expect(foundIn(folder, "../*/secret.yaml")).toEqual([".. outside"]);
  });

  it("reports a glob whose braces make too many", () => {
    expect(foundIn(tree(), "{a,b}".repeat(12))).toEqual([`${"{a,b}".repeat(12)} unreadable`]);
  });

  it("reports folders and files that this user may not read", () => {
    const folder = folderWith({ "tasks/a.yaml": "1", "tasks/sub/b.yaml": "2" });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "tasks/a.yaml"), 0);
    chmodSync(join(folder, "tasks/sub"), 0);
    const files = withoutPrivileges(() => foundIn(folder, "tasks/**/*.yaml"));
    chmodSync(join(folder, "tasks/sub"), 0o700);
    expect(files).toEqual(["tasks/a.yaml unreadable", "tasks/sub unreadable"]);
  });

  it("finds what was written since", () => {
    const folder = tree();
    const files = filesAt(folder);
    files.find(["*.yaml"]);
    writeFileSync(join(folder, "new.yaml"), "10");
    expect(files.find(["*.yaml"]).map(found)).toEqual(["a.yaml 9", "new.yaml 10"]);
  });
});

describe("what went wrong", () => {
  it("is named by its code, or in its own words where it has none", () => {
    expect(codeOf(Object.assign(new Error("x"), { code: "EIO" }))).toBe("EIO");
    expect(codeOf(new Error("x"))).toBe("Error: x");
  });
});
