import { answerEvents, effectOf } from "../core/command/answers.js";
import { isProblem, parseCommand } from "../core/command/parse.js";
import { type Configuration, defaultOrganization, type Organization } from "../core/model/configuration.js";
import type { ExplainedWord, TaskExplanation } from "../core/model/explanation.js";
import type { Finding } from "../core/model/finding.js";
import { isMeantFor } from "../core/model/organization-terms.js";
import { targetSelector } from "../core/model/target.js";
import type { DeclaredTask, Task } from "../core/model/task.js";
import { renderingsOf, taskIn } from "../core/validate/task-in-organization.js";
import { tokenPrefix } from "../core/model/token.js";
import { desiredRules } from "../core/plan/desired-rules.js";
import { selectorInWords } from "../core/selector/in-words.js";
import { parseSelector } from "../core/selector/parse.js";

/** What a task is explained with. */
interface ExplainedIn {
  readonly configuration: Configuration;
  /** The organizations that are asked for. */
  readonly shown: readonly Organization[];
  readonly findings: readonly Finding[];
}

/** Explains a task of a project, offline: as it is in the first organization that it is for, and where others get another text. */
export function explainTask(
  declared: DeclaredTask,
  { configuration, shown, findings }: ExplainedIn,
): TaskExplanation {
  const { organizations, project } = configuration;
  const meant = organizations.filter((organization) => isMeantFor(declared.organizations, organization));
  const renderings = renderingsOf(shown, declared);
  const task = renderings[0]?.task ?? asWritten(declared);
  const selector = parseSelector(targetSelector(task.target));
  return {
    task,
    organizations: meant.map(({ alias }) => alias),
    words: explainWords(task.command),
    effects: effectsOf(task.command),
    target: selector.ok ? selectorInWords(selector.expression) : targetSelector(task.target),
    token: task.exactContext ? task.context : `${tokenPrefix(task.context)}${task.run}.xxxxxxxx`,
    answers: answerEvents(task.command),
    ...(renderings.length > 1 || declared.template !== undefined ? { renderings } : {}),
    rules: desiredRules(project, task, undefined, 0),
    findings: findings.filter((finding) => finding.task === task.name || isInside(finding, task)),
  };
}

/** Where nobody gets it, it is shown as the file has it. */
function asWritten({ template: _template, ...written }: DeclaredTask): Task {
  return taskIn(defaultOrganization, written);
}

function effectsOf(line: string): string[] {
  const { effect, selfKilling, dataLeavesHost } = effectOf(line);
  return [
    effect,
    ...(selfKilling ? ["takes down what would acknowledge it"] : []),
    ...(dataLeavesHost ? ["contents leave the host"] : []),
  ];
}

function explainWords(line: string): ExplainedWord[] {
  const parsed = parseCommand(line);
  if (isProblem(parsed)) return [];
  return [
    ...parsed.positionals.flatMap(({ positional, values }) =>
      values.map(({ text }) => ({ written: text, meaning: positional.about || positional.name })),
    ),
    ...parsed.flags.map(({ written, values, flag }) => ({
      written: [written, ...values.map(({ text }) => text)].join(" "),
      meaning: flag.about || "(no description is published)",
    })),
  ];
}

/** Findings of a file point below the place where its task begins; several tasks of one file are told apart by name only. */
const isInside = ({ at, task: named }: Finding, task: DeclaredTask): boolean =>
  named === undefined && at?.file === task.at.file && at.line >= task.at.line;
