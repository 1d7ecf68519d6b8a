import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/core/model/finding.js";
import { renderFindings } from "../../../src/core/report/findings.js";
import { plainStyle, type Style } from "../../../src/core/report/style.js";

const finding: Finding = {
  check: "task/wrong-value",
  severity: "error",
  message: "Cannot use 0 as run: the least is 1",
  fix: "Write 1 or more",
  at: { file: "tasks/a.yaml", line: 3, column: 7 },
};
const rendered = (more: Partial<Finding>): string[] =>
  renderFindings([{ ...finding, ...more }], plainStyle).split("\n");

describe("findings for a person", () => {
  it("say where, how bad, what, what to do, and which check", () => {
    expect(rendered({})).toEqual([
      "tasks/a.yaml:3:7  error  Cannot use 0 as run: the least is 1",
      "    fix: Write 1 or more",
      "    task/wrong-value",
    ]);
  });

  it("follow one another", () => {
    expect(renderFindings([finding, { ...finding, severity: "note" }], plainStyle)).toBe(
      "tasks/a.yaml:3:7  error  Cannot use 0 as run: the least is 1\n    fix: Write 1 or more\n    task/wrong-value\n" +
        "tasks/a.yaml:3:7  note  Cannot use 0 as run: the least is 1\n    fix: Write 1 or more\n    task/wrong-value",
    );
    expect(renderFindings([], plainStyle)).toBe("");
  });

  it("name the organization or the task where there is no file", () => {
    const { at: _at, ...rest } = finding;
    const first = (more: Partial<Finding>) =>
      renderFindings([{ ...rest, ...more }], plainStyle).split("\n")[0];
    expect(first({ organization: "prod", task: "a" })).toBe(
      "prod  error  Cannot use 0 as run: the least is 1",
    );
    expect(first({ task: "a" })).toBe("a  error  Cannot use 0 as run: the least is 1");
    expect(first({})).toBe("error  Cannot use 0 as run: the least is 1");
  });

  it("name other places, unless the message does", () => {
    const related = [
      { file: "b.yaml", line: 1, column: 2 },
      { file: "c.yaml", line: 3, column: 4 },
    ];
    expect(rendered({ message: "as in b.yaml:1:2", related }).slice(2)).toEqual([
      "    see: c.yaml:3:4",
      "    task/wrong-value",
    ]);
  });

  it("break between words at 80 columns", () => {
    const words = "word ".repeat(40).trim();
    const lines = rendered({ message: words, fix: words });
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/^ {4}word/);
    expect(lines.join(" ").match(/word/g)).toHaveLength(80);
  });

  it("leave a word whole that is longer than a line", () => {
    expect(rendered({ message: "x".repeat(100) })[0]).toBe(`tasks/a.yaml:3:7  error  ${"x".repeat(100)}`);
  });

  it("stand out by severity, and no style changes the text", () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const style: Style = {
      bold: tag("bold"),
      dim: tag("dim"),
      red: tag("red"),
      yellow: tag("yellow"),
      green: tag("green"),
      cyan: tag("cyan"),
    };
    const first = (severity: Finding["severity"]) =>
      renderFindings([{ ...finding, severity }], style).split("\n")[0];
    expect(first("error")).toContain("<bold>tasks/a.yaml:3:7</bold>  <red>error</red>  Cannot use 0");
    expect(first("warning")).toContain("<yellow>warning</yellow>");
    expect(first("note")).toContain("<cyan>note</cyan>");
  });

  it("cannot act on the terminal, whatever they hold", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        (message, fix, file) => {
          const text = renderFindings(
            [
              {
                ...finding,
                message,
                fix,
                at: { file, line: 1, column: 1 },
                related: [{ file, line: 2, column: 2 }],
              },
            ],
            plainStyle,
          );
          expect(text.replaceAll("\n", "")).not.toMatch(
            /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
          );
          expect(text.split("\n").length).toBeGreaterThan(2);
        },
      ),
    );
  });
});
