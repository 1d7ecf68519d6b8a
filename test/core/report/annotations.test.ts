import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/core/model/finding.js";
import { renderAnnotations } from "../../../src/core/report/annotations.js";
import { finding } from "./any-report.js";

const at = (line: number, file = "tasks/a.yaml") => ({ file, line, column: 3 });
const error: Finding = { check: "task/name", severity: "error", message: "wrong", fix: "mend it", at: at(7) };

describe("annotations", () => {
  it("stand at the line, with the check and what to do", () => {
    expect(
      renderAnnotations([error, { ...error, severity: "warning" }, { ...error, severity: "note" }]),
    ).toBe(
      ["error", "warning", "notice"]
        .map((kind) => `::${kind} file=tasks/a.yaml,line=7,col=3,title=task/name::wrong. Fix: mend it\n`)
        .join(""),
    );
    const { at: _at, ...nowhere } = error;
    expect(renderAnnotations([nowhere])).toBe("::error title=task/name::wrong. Fix: mend it\n");
    expect(renderAnnotations([])).toBe("");
  });

  it("of no place stand behind those in changed files, and before all others", () => {
    const { at: _at, ...nowhere } = error;
    const [other, further] = [
      { ...nowhere, message: "other" },
      { ...nowhere, message: "further" },
    ];
    const lines = renderAnnotations([error, other, further], new Map([["tasks/a.yaml", []]])).split("\n");
    expect(lines.map((line) => line.split("::").at(-1))).toEqual([
      "wrong. Fix: mend it",
      "other. Fix: mend it",
      "further. Fix: mend it",
      "",
    ]);
    const elsewhere = renderAnnotations([error, other, further]).split("\n");
    expect(elsewhere.map((line) => line.split("::").at(-1))).toEqual([
      "other. Fix: mend it",
      "further. Fix: mend it",
      "wrong. Fix: mend it",
      "",
    ]);
  });

  it("begin with those on changed lines, then those in changed files", () => {
    const findings = [at(1, "a"), at(1, "b"), at(9, "c"), at(5, "c")].map((place) => ({
      ...error,
      at: place,
    }));
    const files = renderAnnotations(
      findings,
      new Map([
        ["c", [[5, 6]]],
        ["b", []],
      ]),
    );
    expect([...files.matchAll(/file=(\w),line=(\d)/g)].map(([, file, line]) => `${file}${line}`)).toEqual([
      "c5",
      "b1",
      "c9",
      "a1",
    ]);
  });

  it("are ten of a kind at most, and the last says how many more there are", () => {
    const lines = renderAnnotations(
      Array.from({ length: 1012 }, (_, index) => ({ ...error, at: at(index + 1) })),
    )
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[9]).toContain("line=10,");
    expect(lines[9]).toContain("(and 1,002 more of this kind: see the job summary)");
    expect(lines[8]).not.toContain("more of this kind");
  });

  it("hide secrets", () => {
    expect(renderAnnotations([{ ...error, message: "`x --password hunter2`" }])).not.toContain("hunter2");
  });

  it("are one command each, whatever the texts are", () => {
    fc.assert(
      fc.property(finding, (each) => {
        const text = renderAnnotations([each]);
        expect(text).toMatch(/^::(error|warning|notice) [^\n\r]*::[^\n\r]*\n$/);
        const [, properties = ""] = /^::\w+ (.*?)::/.exec(text) ?? [];
        for (const one of properties.split(",")) expect(one).toMatch(/^(file|line|col|title)=[^:,]*$/);
      }),
    );
  });
});
