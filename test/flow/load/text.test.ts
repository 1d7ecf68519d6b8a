import { describe, expect, it } from "vitest";
import { textOf } from "../../../src/flow/load/text.js";
import { saidOfTask, task } from "./project.js";

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Uint8Array.from(part))));

describe("a file's text", () => {
  it("may begin with a byte order mark", () => {
    expect(saidOfTask(`\ufeff${task("a")}`)).toEqual([]);
    expect(saidOfTask(`\ufeff${task("a")}foo: 1\n`)[0]).toMatch(
      /^tasks\/a\.yaml:5:1 error task\/unknown-key/,
    );
  });

  it("may have the line ends of Windows", () => {
    const yaml = task("a", "description: |\n  two\n  lines\n").replaceAll("\n", "\r\n");
    expect(saidOfTask(yaml)).toEqual([]);
    expect(saidOfTask(`${yaml}foo: 1\r\n`)[0]).toMatch(/^tasks\/a\.yaml:8:1 error task\/unknown-key/);
  });

  it("has to be UTF-8; the finding points at the first wrong byte", () => {
    expect(saidOfTask(bytes("name: a\ndescription: é", [0xff], "x\ntask: y\n"))).toEqual([
      "tasks/a.yaml:2:15 error file/not-utf-8\nCannot read tasks/a.yaml: it is not UTF-8 text\nSave it as UTF-8",
    ]);
  });

  it("has to end with a whole character", () => {
    expect(saidOfTask(bytes("name: a\n", [0xc3]))).toEqual([
      "tasks/a.yaml:2:1 error file/not-utf-8\nCannot read tasks/a.yaml: it is not UTF-8 text\nSave it as UTF-8",
    ]);
  });

  it.each([
    ["little-endian", [0xff, 0xfe, 0x61, 0x00]],
    ["big-endian", [0xfe, 0xff, 0x00, 0x61]],
  ])("is no UTF-16, and that is recognised: %s", (_title, start) => {
    expect(saidOfTask(Uint8Array.from(start))).toEqual([
      "tasks/a.yaml:1:1 error file/not-utf-8\nCannot read tasks/a.yaml: it is not UTF-8 text\nSave it as UTF-8 (it looks like UTF-16)",
    ]);
  });

  it.each([
    [
      "outside",
      "file/outside-repository",
      "it leads out of the repository",
      "Put the file itself into the repository, not a link to it",
    ],
    ["too-large", "file/too-large", "it is too large", "Split it: one task needs a few hundred bytes"],
    [
      "unreadable",
      "file/unreadable",
      "it cannot be opened",
      "Make it a file that this user may read, or take it away",
    ],
  ] as const)("is missing for a file that is %s", (problem, check, state, fix) => {
    expect(textOf({ path: "a.yaml", problem, detail: "so" })).toEqual({
      finding: {
        check,
        severity: "error",
        message: `Cannot read a.yaml: ${state} (so)`,
        fix,
        at: { file: "a.yaml", line: 1, column: 1 },
      },
    });
  });
});
