import { expect, it } from "vitest";
import { renderExpressionFindings } from "../../../src/core/report/expression-findings.js";
import { plainStyle } from "../../../src/core/report/style.js";

const finding = { check: "x-y", severity: "error", message: "wrong", fix: "mend it" } as const;

it("points at the column, below the line", () => {
  expect(renderExpressionFindings("a = b", [{ ...finding, column: 3 }], plainStyle)).toEqual([
    "",
    "  a = b",
    "    ^",
    "  error  wrong",
    "  fix: mend it",
    "  x-y",
  ]);
});

it("leaves the pointer out where it would mislead: no column, a line that does not fit, a line with control characters", () => {
  for (const [text, column] of [
    ["a = b", undefined],
    ["a".repeat(80), 3],
    ["a\tb", 3],
  ] as const) {
    const lines = renderExpressionFindings(
      text,
      [column === undefined ? finding : { ...finding, column }],
      plainStyle,
    );
    expect(lines).toEqual(["", "  error  wrong", "  fix: mend it", "  x-y"]);
  }
});

it("colours by severity", () => {
  const style = { ...plainStyle, red: () => "R", yellow: () => "Y", cyan: () => "C" };
  const lines = (["error", "warning", "note"] as const).map(
    (severity) => renderExpressionFindings("x", [{ ...finding, severity }], style)[1],
  );
  expect(lines).toEqual(["  R  wrong", "  Y  wrong", "  C  wrong"]);
});
