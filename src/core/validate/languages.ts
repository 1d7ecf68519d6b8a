import { type CommandTargets, lintCommand } from "../command/lint.js";
import type { CommandProblem } from "../command/problem.js";
import type { Finding } from "../model/finding.js";
import { remembered } from "../model/remembered.js";
import type { Acknowledgement } from "../model/task.js";
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

/** A task's command line, and what is known of the task. */
export interface WrittenCommand {
  readonly line: string;
  readonly targets: CommandTargets;
  readonly acknowledged: readonly Acknowledgement[];
}

/** The hazards that a task may acknowledge; what it has acknowledged, its reviewers know. */
const acknowledgedBy: { readonly [check: string]: Acknowledgement } = {
  "command/destructive": "destructive",
  "command/self-killing": "self-killing",
  "command/data-leaves-host": "data-leaves-host",
};

/** What is wrong with a command line for its targets, as JSON: tasks that differ in their sensors alone have one. */
const commandProblems = remembered(1000, (written): readonly CommandProblem[] => {
  const [line, targets]: [string, CommandTargets] = JSON.parse(written);
  return lintCommand(line, targets);
});

/** What is wrong with a task's command line, each problem at its column in the file where it has one. */
export function commandFindings({ line, targets, acknowledged }: WrittenCommand, source: Source): Finding[] {
  const known = (check: string) => acknowledged.some((one) => one === acknowledgedBy[check]);
  return commandProblems(JSON.stringify([line, targets]))
    .filter(({ check }) => !known(check))
    .map(({ column, ...problem }) => ({
      ...problem,
      at: column === undefined ? source.value(["task"]) : source.inside(["task"], column),
    }));
}
