import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newFile } from "../../../src/adapters/disk/new-file.js";

let parent: string;
let root: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "new-file-"));
  root = join(parent, "root");
  mkdirSync(root);
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe("a new file", () => {
  it("is made with its folders, and nothing else is left beside it", () => {
    newFile(root, "a/b/c.yaml", "text\n");
    expect([readFileSync(join(root, "a/b/c.yaml"), "utf8"), readdirSync(join(root, "a/b"))]).toEqual([
      "text\n",
      ["c.yaml"],
    ]);
  });

  it("overwrites nothing", () => {
    writeFileSync(join(root, "c.yaml"), "before");
    expect(() => newFile(root, "c.yaml", "after")).toThrow("Cannot write c.yaml: it exists");
    expect([readFileSync(join(root, "c.yaml"), "utf8"), readdirSync(root)]).toEqual(["before", ["c.yaml"]]);
  });

  it("stays in the root, also where a folder is a link", () => {
    symlinkSync(parent, join(root, "out"));
    for (const path of ["out/c.yaml", "../c.yaml", "out/deeper/c.yaml"])
      expect(() => newFile(root, path, "text")).toThrow(`Cannot write ${path}: its folder leads out`);
    expect(readdirSync(parent)).toEqual(["root"]);
  });

  it("fails as the file system does where there can be no folder", () => {
    writeFileSync(join(root, "a"), "a file");
    expect(() => newFile(root, "a/c.yaml", "text")).toThrow(/EEXIST|ENOTDIR/);
  });
});
