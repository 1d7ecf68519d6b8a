import { formatDuration } from "../model/duration.js";
import type { TaskExplanation } from "../model/explanation.js";
import { describeRule } from "./describe-rule.js";
import { renderFindings } from "./findings.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

const labelWidth = 10;

/** One page about a task: what runs where, for how long, what comes back, and what becomes of it. */
export function renderExplanation(explanation: TaskExplanation, style: Style): string {
  const { task, rules, findings } = explanation;
  const heading = `${style.bold(inert(task.name))}  ${style.dim(`${inert(task.at.file)}:${task.at.line}`)}`;
  const blocks = [
    [heading, ...(task.description === undefined ? [] : wrap("", inert(task.description)))],
    factsOf(explanation).flatMap(([label, value]) => field(label, value)),
    ...rules.map((rule) => [
      style.bold(`rule ${inert(rule.key)}`),
      ...describeRule(rule).flatMap(([label, value]) => field(label, value)),
    ]),
    ...(findings.length === 0 ? [] : [[renderFindings(findings, style)]]),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const field = (label: string, value: string): string[] => wrap(`  ${label.padEnd(labelWidth)}`, inert(value));

function factsOf({
  task,
  organizations,
  words,
  effects,
  target,
  token,
  answers,
}: TaskExplanation): [string, string][] {
  const more = task.paused ? ", and the task is paused" : "";
  return [
    ["runs", task.command],
    ...words.map(({ written, meaning }): [string, string] => ["", `${written}: ${meaning}`]),
    ["which is", effects.join("; ")],
    ["on", `sensors ${target}`],
    ["", "as they are when it is issued: a sensor that enrolls later does not get it"],
    ["in", organizations.length === 0 ? "no organization" : organizations.join(", ")],
    [
      "for",
      `${formatDuration(task.ttlSeconds)} after it is issued; a sensor that is offline gets it when it connects`,
    ],
    ["run", `${task.run}${more}; only a higher number runs it again`],
    ["token", token],
    [
      "answers",
      answers.length === 0
        ? "none: nothing carries its token back"
        : `${answers.join(" or ")}, with the token in routing/investigation_id`,
    ],
    ["removed", task.onRemove === "keep" ? "what is pending stays queued" : "what is pending is cancelled"],
  ];
}
