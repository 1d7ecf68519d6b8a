import { answerEvents } from "../command/answers.js";
import { compileRule } from "../detection/compile.js";
import type { CompiledDetect } from "../detection/compiled-rule.js";
import { lintRule } from "../detection/lint.js";
import type { RuleProblem } from "../detection/problem.js";
import type { Finding, Position } from "../model/finding.js";
import type { JsonObject } from "../model/json.js";
import { isTied } from "./listener.js";
import type { Path, Source } from "./source.js";

/** A response rule in its file, of whatever shape; `command` is the task's, where it has one. */
export interface WrittenRule {
  readonly rule: JsonObject;
  readonly command: string | undefined;
  readonly path: Path;
  readonly source: Source;
}

/** What the language of rules says of a response rule, each problem at its place in the file; of a place that is known to be wrong, nothing. */
export function ruleFindings(
  { rule, command, path, source }: WrittenRule,
  isKnown: (at: Path) => boolean = () => false,
): Finding[] {
  const { detect = standIn(command), respond, tests } = rule;
  const problems = problemsOf({
    detect,
    ...(respond === undefined ? {} : { respond }),
    ...(tests === undefined ? {} : { tests }),
  });
  return problems
    .filter(({ at }) => rule["detect"] !== undefined || at[0] !== "detect")
    .map(({ at, ...problem }) => ({ ...problem, path: [...path, ...at] }))
    .filter((problem) => !isKnown(problem.path))
    .map(({ path: at, ...problem }) => ({ ...problem, at: placeOf(at, problem.check, source) }));
}

function problemsOf(rule: JsonObject): readonly RuleProblem[] {
  const compiled = compileRule(rule);
  if (!compiled.ok) return compiled.problems;
  const { detect } = compiled.rule;
  return [
    ...compiled.warnings,
    ...lintRule(compiled.rule).filter(({ check }) => !knownBetter(check, detect)),
  ];
}

/** Stands for a condition that is generated, so that what surrounds it is compiled as it will be sent. */
function standIn(command: string | undefined): JsonObject {
  const events = command === undefined ? [] : answerEvents(command);
  return {
    ...(events.length === 0 ? {} : { events }),
    op: "starts with",
    path: "routing/investigation_id",
    value: "context.r",
  };
}

/** What a rule by itself leaves open and its task answers: the cross-check knows every token, and what is tied to one hears no other task. */
function knownBetter(check: string, detect: CompiledDetect): boolean {
  return check === "rule/investigation-id" || (check === "rule/answer-loop" && isTied(detect));
}

/** Checks that are about a key, not about what stands behind it. */
const aboutKeys: ReadonlySet<string> = new Set(["rule/unknown-key", "rule/unknown-member", "rule/idle-key"]);

function placeOf(path: Path, check: string, source: Source): Position {
  return aboutKeys.has(check) ? source.key(path) : source.value(path);
}
