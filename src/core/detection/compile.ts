import type { Json, JsonObject } from "../model/json.js";
import { nearestName } from "../model/nearest.js";
import { waitsForEvents } from "./compiled-node.js";
import type { CompiledDetect, CompiledRule } from "./compiled-rule.js";
import { compileNode } from "./node-compiler.js";
import { textList } from "./parameter-types.js";
import { kindOf, type RulePath, type RuleProblem, shown } from "./problem.js";
import { addRespondProblems } from "./respond-compiler.js";
import { edrTarget, findTarget, type Target, targets } from "./targets.js";
import { testsOf } from "./tests-compiler.js";

export type { CompiledDetect, CompiledRule, RuleTests } from "./compiled-rule.js";
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

/** Compiles a rule: `detect`, `respond`, `tests` and `acl_scopes`. Never throws. */
export function compileRule(rule: Json): Compiled<CompiledRule> {
  if (!isNode(rule)) return { ok: false, problems: [brokenRule(`a rule is a map, not ${kindOf(rule)}`)] };
  if (rule["detect"] === undefined)
    return { ok: false, problems: [brokenRule("a rule without detect never fires")] };
  const problems = memberProblems(rule);
  const detect = detectOf(rule["detect"], ["detect"], problems);
  return around(detect, rule, problems);
}

/** Compiles the `respond` and `tests` of a rule whose condition is compiled already. Its problems are the rule's. Never throws. */
export function compileAround(condition: Compiled<CompiledDetect>, rule: JsonObject): Compiled<CompiledRule> {
  return condition.ok ? around(condition.rule, rule, [...condition.warnings]) : condition;
}

function around(
  detect: CompiledDetect,
  { respond, tests }: JsonObject,
  problems: RuleProblem[],
): Compiled<CompiledRule> {
  addRespondProblems(respond, detect.target, problems);
  const rule = {
    detect,
    respond: Array.isArray(respond) ? (respond as readonly JsonObject[]) : [],
    tests: testsOf(tests, detect, { at: ["tests"], problems }),
  };
  return compiled(rule, problems);
}

const brokenRule = (message: string): RuleProblem => ({
  check: "rule/shape",
  severity: "error",
  message,
  fix: "write detect: and respond:",
  at: [],
});

const members: ReadonlySet<string> = new Set(["detect", "respond", "tests", "acl_scopes"]);

/** Members that rules do not have; published files carry some beside the rule, so they are no errors. */
function memberProblems(rule: JsonObject): RuleProblem[] {
  const problems: RuleProblem[] = Object.keys(rule)
    .filter((key) => !members.has(key))
    .map((key) => {
      const near = nearestName(key, members);
      return {
        check: "rule/unknown-member",
        severity: "warning",
        message: `a rule has no member ${shown(key)}`,
        fix:
          near === undefined
            ? "remove it, or move it to the record's metadata"
            : `write ${near} if that is meant`,
        at: [key],
      };
    });
  const scopes = rule["acl_scopes"];
  if (scopes !== undefined && textList.check(scopes)) {
    problems.push({
      ...brokenRule("acl_scopes must be a list of texts"),
      fix: "write one scope per line",
      at: ["acl_scopes"],
    });
  }
  return problems;
}

/** What was compiled, unless something in it is an error. */
function compiled<T>(rule: T, problems: readonly RuleProblem[]): Compiled<T> {
  return problems.some(({ severity }) => severity === "error")
    ? { ok: false, problems }
    : { ok: true, rule, warnings: problems };
}

/** As `compileDetect`, adding to the problems of a whole rule. */
function detectOf(detect: Json, at: RulePath, problems: RuleProblem[]): CompiledDetect {
  const node = compileNode(
    detect,
    { at, isTop: true, isStateful: false, isPartial: false, depth: 0 },
    problems,
  );
  const written = isNode(detect) ? detect : {};
  return {
    node,
    target: targetOf(written, at, problems),
    stateful: waitsForEvents(node),
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
    check: "rule/unknown-target",
    severity: "error",
    message: `there is no target ${written}`,
    fix: near === undefined ? `the targets are ${names.join(", ")}` : `did you mean ${near}?`,
    at,
  };
}

const legacyTarget = ({ name, about }: Target, at: RulePath): RuleProblem => ({
  check: "rule/legacy-target",
  severity: "warning",
  message: `target ${name} is an ${about}`,
  fix: "write target: artifact, and artifact type for log type",
  at,
});
