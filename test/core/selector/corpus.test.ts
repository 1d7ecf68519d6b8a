import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { SensorRecord } from "../../../src/core/model/sensor.js";
import { compileSelector } from "../../../src/core/selector/evaluate.js";
import { parseSelector } from "../../../src/core/selector/parse.js";
import { printSelector } from "../../../src/core/selector/print.js";

interface Row {
  selector: string;
  valid: boolean;
  phase?: string;
  stock_bexpr: string;
  sample_eval?: boolean | string;
}
const corpus = JSON.parse(readFileSync(new URL("selectors-corpus.json", import.meta.url), "utf8")) as {
  sample_sensor: SensorRecord;
  selectors: Row[];
};

it.each(corpus.selectors)("$selector", (row) => {
  const parsed = parseSelector(row.selector);
  expect(parsed.ok).toBe(row.valid || row.phase === "evaluation");
  if (!parsed.ok) return;
  if (row.stock_bexpr !== "rejects") expect(parsed.warnings).toEqual([]);
  else expect(parsed.warnings.length).toBeGreaterThan(0);
  const r = compileSelector(parsed.expression)(corpus.sample_sensor);
  if (typeof row.sample_eval === "boolean") expect(r).toEqual({ ok: true, matches: row.sample_eval });
  if (typeof row.sample_eval === "string") expect(r.ok).toBe(false);
  const p = printSelector(parsed.expression);
  const again = parseSelector(p);
  expect(again.ok && printSelector(again.expression)).toBe(p);
});
