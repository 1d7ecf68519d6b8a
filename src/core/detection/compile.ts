import type { Json, JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import type { CompiledNode } from "./compiled-node.js";
import type { CompiledDetect } from "./compiled-rule.js";
import { compileNode } from "./node-compiler.js";
import { kindOf, type RulePath, type RuleProblem, shown } from "./problem.js";
import { edrTarget, findTarget, type Target, targets } from "./targets.js";

export type { CompiledDetect } from "./compiled-rule.js";
export type { RulePath, RuleProblem } from "./problem.js";

/** A compiled part of a rule with what is doubtful in it, or everything that is wrong. */
export type Compiled<T> =
  | { readonly ok: true; readonly rule: T; readonly warnings: readonly RuleProblem[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

/** Compiles a detect block, or the bare node of a false positive rule. Never throws. `at` is where it stands in its document. */
export function compileDetect(detect: Json, at: RulePath = ["detect"]): Compiled<CompiledDetect> {
  const problems: RuleProblem[] = [];
  const rule = detectOf(detect, at, problems);
  return compiled(rule, problems);
}

/** What was compiled, unless something in it is an error. */
export function compiled<T>(rule: T, problems: readonly RuleProblem[]): Compiled<T> {
  return problems.some(({ severity }) => severity === "error")
    ? { ok: false, problems }
    : { ok: true, rule, warnings: problems };
}

/** As `compileDetect`, adding to the problems of a whole rule. */
export function detectOf(detect: Json, at: RulePath, problems: RuleProblem[]): CompiledDetect {
  const node = compileNode(
    detect,
    { at, isTop: true, isStateful: false, isPartial: false, depth: 0 },
    problems,
  );
  const written = isNode(detect) ? detect : {};
  return {
    node,
    target: targetOf(written, at, problems),
    stateful: isStateful(node),
    reportLatest: written["report latest event"] === true,
  };
}

const isNode = (detect: Json): detect is JsonObject =>
  typeof detect === "object" && detect !== null && !Array.isArray(detect);

function targetOf({ target }: JsonObject, at: RulePath, problems: RuleProblem[]): Target {
  if (target === undefined) return edrTarget;
  const found = typeof target === "string" ? findTarget(target) : undefined;
  if (!found) problems.push(unknownTarget(target, [...at, "target"]));
  else if (found.status === "legacy") problems.push(legacyTarget(found, [...at, "target"]));
  return found ?? edrTarget;
}

function unknownTarget(target: Json, at: RulePath): RuleProblem {
  const names = targets.map(({ name }) => name);
  const near = typeof target === "string" ? nearestName(target, names) : undefined;
  const written = typeof target === "string" ? shown(target) : kindOf(target);
  return {
    check: "rule-unknown-target",
    severity: "error",
    message: `there is no target ${written}`,
    fix: near === undefined ? `the targets are ${names.join(", ")}` : `did you mean ${near}?`,
    at,
  };
}

const legacyTarget = ({ name, about }: Target, at: RulePath): RuleProblem => ({
  check: "rule-legacy-target",
  severity: "warning",
  message: `target ${name} is an ${about}`,
  fix: "write target: artifact, and artifact type for log type",
  at,
});

/** True when anything in the tree waits for later events. */
export function isStateful({ operation, sequels }: CompiledNode): boolean {
  return sequels.length > 0 || (operation.combines?.parts ?? []).some(isStateful);
}
