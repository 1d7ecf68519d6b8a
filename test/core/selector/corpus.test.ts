import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { compileSelector } from "../../../src/core/selector/evaluate.js";
import { lintSelector } from "../../../src/core/selector/lint.js";
import { parseSelector } from "../../../src/core/selector/parse.js";
import { printSelector } from "../../../src/core/selector/print.js";

interface Row {
  readonly selector: string;
  readonly valid: boolean;
  readonly phase?: "evaluation";
  /** `ok` is written where it parses and the evaluation fails. */
  readonly stock_bexpr: "accepts" | "rejects" | "ok";
  /** Text is the error of stock go-bexpr. */
  readonly sample_eval?: boolean | string;
}

interface Corpus {
  readonly sample_sensor: SensorRecord;
  readonly selectors: readonly Row[];
}

const corpus: Corpus = JSON.parse(readFileSync(new URL("selectors-corpus.json", import.meta.url), "utf8"));

/** What we make of a selector, in the words of the corpus. */
function verdict(selector: string): { valid: boolean; stock: boolean; evaluation?: boolean | "error" } {
  const parsed = parseSelector(selector);
  if (!parsed.ok) return { valid: false, stock: false };
  const result = compileSelector(parsed.expression)(corpus.sample_sensor);
  return {
    valid: lintSelector(parsed.expression).every(({ severity }) => severity !== "error"),
    stock: parsed.warnings.length === 0,
    evaluation: result.ok ? result.matches : "error",
  };
}

describe("the published selectors", () => {
  it.each(corpus.selectors)(
    "are judged as published: $selector",
    ({ selector, valid, stock_bexpr, sample_eval }) => {
      const ours = verdict(selector);
      expect(ours.valid).toBe(valid);
      expect(ours.stock).toBe(stock_bexpr !== "rejects");
      if (sample_eval !== undefined) {
        expect(ours.evaluation).toBe(typeof sample_eval === "string" ? "error" : sample_eval);
      }
    },
  );

  it.each(corpus.selectors.filter(({ stock_bexpr }) => stock_bexpr === "accepts"))(
    "stay accepted by stock go-bexpr when they are printed: $selector",
    ({ selector }) => {
      const parsed = parseSelector(selector);
      const printed = parsed.ok ? printSelector(parsed.expression) : "";
      expect(parseSelector(printed)).toMatchObject({ ok: true, warnings: [] });
    },
  );
});
