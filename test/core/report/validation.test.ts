import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { loadSchemas } from "../../../scripts/generate.mjs";
import type { Finding, Severity } from "../../../src/core/model/finding.js";
import { plainStyle } from "../../../src/core/report/style.js";
import { renderValidation, validationJson } from "../../../src/core/report/validation.js";
import { isJsonObject } from "../../../src/core/model/json.js";

const finding = (severity: Severity): Finding => ({
  check: "c",
  severity,
  message: "m",
  fix: "f",
  at: { file: "a", line: 1, column: 2 },
  related: [{ file: "b", line: 3, column: 4 }],
  task: "t",
});
const of = (...severities: readonly Severity[]) => ({
  findings: severities.map(finding),
  silenced: [],
  tasks: [{}, {}],
  taskFiles: 1,
});

describe("what validation found", () => {
  it("is one line when all is well", () => {
    expect(renderValidation(of(), plainStyle)).toBe("Valid: 2 tasks in 1 file.\n");
  });

  it("is valid with warnings, and counts them", () => {
    expect(
      renderValidation(of("warning", "note", "warning"), plainStyle)
        .split("\n")
        .slice(-3),
    ).toEqual(["", "Valid: 2 tasks in 1 file, 2 warnings, 1 note.", ""]);
  });

  it("is invalid with an error, findings first", () => {
    expect(renderValidation(of("error"), plainStyle)).toBe(
      "a:1:2  error  m\n    fix: f\n    see: b:3:4\n    c\n\nInvalid: 1 error. Nothing would be sent.\n",
    );
  });

  it("is one JSON document, as its schema says", async () => {
    const text = validationJson(of("error", "note"));
    expect(JSON.parse(text)).toEqual({
      valid: false,
      taskFiles: 1,
      tasks: 2,
      findings: [finding("error"), finding("note")],
      silenced: [],
    });
    expect(JSON.parse(validationJson(of("warning")))).toMatchObject({ valid: true });
    const { validation } = await loadSchemas();
    const valid = new Ajv2020.default({ strict: false }).compile(
      isJsonObject(validation) ? validation : false,
    );
    expect([valid(JSON.parse(text)), valid({ ...JSON.parse(text), more: 1 })]).toEqual([true, false]);
    const silenced = { ...of("note"), silenced: [{ ...finding("warning"), reason: "r" }] };
    expect(JSON.parse(validationJson(silenced))).toMatchObject({
      silenced: [{ check: "c", severity: "warning", reason: "r" }],
    });
    expect(valid(JSON.parse(validationJson(silenced)))).toBe(true);
  });

  it("counts what is silenced, by check, and shows it to those who ask", () => {
    const one = { ...finding("warning"), reason: "known" };
    const { at: _at, ...nowhere } = one;
    const silenced = [one, { ...one, check: "d" }, { ...nowhere, check: "d" }];
    expect(renderValidation({ ...of(), silenced }, plainStyle)).toBe(
      "Valid: 2 tasks in 1 file.\n3 silenced: c, d (2); --verbose shows where and why\n",
    );
    expect(renderValidation({ ...of(), silenced }, plainStyle, true).split("\n")).toEqual([
      "a:1:2  silenced  m",
      "    reason: known",
      "    c",
      "a:1:2  silenced  m",
      "    reason: known",
      "    d",
      "silenced  m",
      "    reason: known",
      "    d",
      "",
      "Valid: 2 tasks in 1 file.",
      "3 silenced: c, d (2)",
      "",
    ]);
  });
});
