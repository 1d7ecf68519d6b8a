import type { Finding } from "../core/model/finding.js";
import { hasErrors } from "../core/model/finding.js";
import type { SensorRecord } from "../core/model/sensor.js";
import { compileSelector } from "../core/selector/evaluate.js";
import { lintSelector } from "../core/selector/lint.js";
import { parseSelector } from "../core/selector/parse.js";
import { printSelector } from "../core/selector/print.js";

/** A problem of an expression that stands on its own: its column counts in the expression. */
export type ExpressionFinding = Omit<Finding, "at"> & { readonly column?: number };

/** What a selector means. */
export interface CheckedSelector {
  /** False when it does not parse, or when its evaluation is certain to fail. */
  readonly valid: boolean;
  /** Null when it does not parse. */
  readonly canonical: string | null;
  readonly findings: readonly ExpressionFinding[];
  /** The sensors that match, as given; null without sensors to look at, or when it is not valid. */
  readonly matches: readonly SensorRecord[] | null;
}

/** Reads, prints, lints a selector, and evaluates it on sensors when there are any. */
export function checkSelector(text: string, sensors: readonly SensorRecord[] | undefined): CheckedSelector {
  const parsed = parseSelector(text);
  if (!parsed.ok) return { valid: false, canonical: null, findings: [parsed.problem], matches: null };
  const findings = [...parsed.warnings, ...lintSelector(parsed.expression)];
  const canonical = printSelector(parsed.expression);
  const valid = !hasErrors(findings);
  if (!valid || sensors === undefined) return { valid, canonical, findings, matches: null };
  const matcher = compileSelector(parsed.expression);
  const results = sensors.map((sensor) => ({ sensor, result: matcher(sensor) }));
  const failures = results.flatMap(({ sensor, result }) =>
    result.ok ? [] : [failure(sensor, result.reason)],
  );
  return {
    valid,
    canonical,
    findings: [...findings, ...failures],
    matches: results.flatMap(({ sensor, result }) => (result.ok && result.matches ? [sensor] : [])),
  };
}

function failure(sensor: SensorRecord, reason: string): ExpressionFinding {
  return {
    check: "selector/evaluation",
    severity: "warning",
    message: `Cannot evaluate it on sensor ${sensor.sid ?? "(no sid)"}: ${reason}`,
    fix: "the service's own answer is not known here; test a field that every sensor has",
  };
}
