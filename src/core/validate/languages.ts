import { type CommandTargets, lintCommand } from "../command/lint.js";
import type { Finding } from "../model/finding.js";
import { lintSelector } from "../selector/lint.js";
import { parseSelector } from "../selector/parse.js";
import type { SelectorProblem } from "../selector/problem.js";
import type { Source } from "./source.js";

/** What is wrong with a task's selector, each problem at its column in the file. */
export function selectorFindings(text: string, source: Source): Finding[] {
  return selectorProblems(text).map(({ column, ...problem }) => ({
    ...problem,
    at: source.inside(["selector"], column),
  }));
}

function selectorProblems(text: string): readonly SelectorProblem[] {
  const parsed = parseSelector(text);
  return parsed.ok ? [...parsed.warnings, ...lintSelector(parsed.expression)] : [parsed.problem];
}

/** What is wrong with a task's command line, each problem at its column in the file where it has one. */
export function commandFindings(line: string, targets: CommandTargets, source: Source): Finding[] {
  return lintCommand(line, targets).map(({ column, ...problem }) => ({
    ...problem,
    at: column === undefined ? source.value(["task"]) : source.inside(["task"], column),
  }));
}
