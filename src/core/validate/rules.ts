import { answerEvents } from "../command/answers.js";
import { type Compiled, compileAround, compileDetect, compileRule } from "../detection/compile.js";
import type { CompiledDetect, CompiledRule } from "../detection/compiled-rule.js";
import { lintAroundCondition, lintRule } from "../detection/lint.js";
import type { RuleProblem } from "../detection/problem.js";
import type { Finding, Position } from "../model/finding.js";
import type { JsonObject } from "../model/json.js";
import { remembered } from "../model/remembered.js";
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
  const { detect, respond, tests } = rule;
  const around = {
    ...(respond === undefined ? {} : { respond }),
    ...(tests === undefined ? {} : { tests }),
  };
  const problems =
    detect === undefined ? problemsAround(standIn(command), around) : problemsOf({ detect, ...around });
  return problems.flatMap(({ at, ...problem }) => {
    const inFile = [...path, ...at];
    return isKnown(inFile) ? [] : [{ ...problem, at: placeOf(inFile, problem.check, source) }];
  });
}

function problemsOf(rule: JsonObject): readonly RuleProblem[] {
  return withDoubts(compileRule(rule), lintRule);
}

/** As of a rule with this condition, without doubts about the condition itself. */
function problemsAround(condition: Compiled<CompiledDetect>, rule: JsonObject): readonly RuleProblem[] {
  return withDoubts(compileAround(condition, rule), lintAroundCondition);
}

function withDoubts(compiled: Compiled<CompiledRule>, lint: typeof lintRule): readonly RuleProblem[] {
  if (!compiled.ok) return compiled.problems;
  const { rule, warnings } = compiled;
  const doubts = lint(rule).filter(({ check }) => !knownBetter(check, rule.detect));
  return [...warnings, ...doubts];
}

/** Stands for a condition that is generated, so that what surrounds it is compiled as it will be sent. */
const standIn = (command: string | undefined): Compiled<CompiledDetect> =>
  standInFor(JSON.stringify(command === undefined ? [] : answerEvents(command)));

/** There are as many as lists of events that answer a command. */
const standInFor = remembered(100, (written): Compiled<CompiledDetect> => {
  const events: readonly string[] = JSON.parse(written);
  return compileDetect({
    ...(events.length === 0 ? {} : { events }),
    op: "starts with",
    path: "routing/investigation_id",
    value: "context.r",
  });
});

/** What a rule by itself leaves open and its task answers: the cross-check knows every token, and what is tied to one hears no other task. */
function knownBetter(check: string, detect: CompiledDetect): boolean {
  return check === "rule/investigation-id" || (check === "rule/answer-loop" && isTied(detect));
}

/** Checks that are about a key, not about what stands behind it. */
const aboutKeys: ReadonlySet<string> = new Set(["rule/unknown-key", "rule/unknown-member", "rule/idle-key"]);

function placeOf(path: Path, check: string, source: Source): Position {
  return aboutKeys.has(check) ? source.key(path) : source.value(path);
}
