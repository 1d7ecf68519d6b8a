import { shareOf } from "../model/buckets.js";
import { formatDuration } from "../model/duration.js";
import { haltOnText } from "../model/halt-on-text.js";
import { describeTarget } from "../model/target.js";
import type { Task, TaskInSome } from "../model/task.js";
import type { TaskExplanation } from "../model/explanation.js";
import { describeRule } from "./describe-rule.js";
import { renderFindings } from "./findings.js";
import { inert } from "./inert.js";
import type { Style } from "./style.js";
import { wrap } from "./wrap.js";

const labelWidth = 10;

/** One page about a task: what runs where, for how long, what comes back, and what becomes of it. */
export function renderExplanation(explanation: TaskExplanation, style: Style): string {
  const { task, rules, findings, renderings = [] } = explanation;
  const heading = `${style.bold(inert(task.name))}  ${style.dim(`${inert(task.at.file)}:${task.at.line}`)}`;
  const blocks = [
    [heading, ...(task.description === undefined ? [] : wrap("", inert(task.description)))],
    factsOf(explanation).flatMap(([label, value]) => field(label, value)),
    ...othersOf(renderings, style),
    ...rules.map((rule) => [
      style.bold(`rule ${inert(rule.key)}`),
      ...describeRule(rule).flatMap(([label, value]) => field(label, value)),
    ]),
    ...(findings.length === 0 ? [] : [[renderFindings(findings, style)]]),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Most texts of other organizations that a page shows. */
const most = 10;

/** What is not the same in the other organizations. */
function othersOf([_first, ...others]: readonly TaskInSome[], style: Style): string[][] {
  const shown = others
    .slice(0, most)
    .map(({ task, aliases }) => [
      style.bold(`in ${inert(aliases.join(", "))}`),
      ...field("runs", task.command),
      ...field("on", describeTarget(task.target)),
      ...field("token", task.exactContext ? task.context : `${task.context}.r${task.run}.xxxxxxxx`),
      ...field("for", `${formatDuration(task.ttlSeconds)}${task.paused ? "; paused" : ""}`),
      ...variablesOf(task).flatMap(([label, value]) => field(label, value)),
    ]);
  const rest = others.length - most;
  return rest > 0 ? [...shown, [style.dim(`and ${rest} more; --organization shows them`)]] : shown;
}

const variablesOf = ({ variables = [] }: Task): [string, string][] =>
  variables.map(({ name, value }, index) => [index === 0 ? "variables" : "", `${name} = ${value}`]);

/** What makes it run again. */
function againWords({ every, waves, haltOn, coverage, run }: TaskExplanation["task"]): string {
  if (coverage !== undefined)
    return "issued once to those that match, and to each newcomer with the apply that finds it; only a higher number runs it again";
  if (waves !== undefined)
    return `${wavesWords(waves)}${haltWords(waves, haltOn, run)}; a higher number begins anew`;
  if (every === undefined) return "only a higher number runs it again";
  const missed = every.catchUp ? "of missed periods the last is made up" : "missed periods are not made up";
  return `issued anew every ${formatDuration(every.seconds)} from its first issue, with the apply that comes next; ${missed}; a higher number begins anew`;
}

/** Who is meant, and what becomes of a sensor that comes later. */
function laterWords({ every, coverage }: TaskExplanation["task"]): string {
  if (coverage !== undefined)
    return "as they are when it is issued, and newcomers: each sensor that matches later, once";
  return every === undefined
    ? "as they are when it is issued: a sensor that enrolls later does not get it"
    : "as they are when a period is issued: a sensor that enrolls later gets the next one";
}

type Waves = NonNullable<Task["waves"]>;

/** What lets the waves go on; after which one a run is, and what failed, only a plan knows. */
function haltWords(waves: Waves, haltOn: Task["haltOn"], run: number): string {
  if (haltOn === undefined) return "";
  const { confirmed } = haltOn;
  const done = confirmed?.run === run ? confirmed.buckets : 0;
  const next = waves.slice(0, -1).find(({ buckets }) => buckets > done);
  if (next === undefined) return "; a person confirmed all that go before the last";
  const line = haltOnText({ ...haltOn, confirmed: { run, buckets: next.buckets } });
  return `; after too many failures, or where they cannot be read, what follows ${shareOf(next.buckets)} % waits until a person has looked and written \`${line}\``;
}

function wavesWords(waves: Waves): string {
  const steps = waves.map(({ buckets }, index) => {
    const before = waves[index - 1];
    const soak = before === undefined ? "" : `after ${formatDuration(before.soakSeconds)} `;
    return `${soak}${shareOf(buckets)} %`;
  });
  return `issued in ${waves.length} waves, with the apply that comes next: ${steps.join(", ")}`;
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
  renderings: [first, ...others] = [],
}: TaskExplanation): [string, string][] {
  const more = task.paused ? ", and the task is paused" : "";
  return [
    ["runs", task.command],
    ...words.map(({ written, meaning }): [string, string] => ["", `${written}: ${meaning}`]),
    ...variablesOf(task),
    ["which is", effects.join("; ")],
    ["on", `sensors ${target}`],
    ["", laterWords(task)],
    ["in", organizations.length === 0 ? "no organization" : organizations.join(", ")],
    ...(first === undefined || others.length === 0
      ? []
      : [["", `this page is for ${first.aliases.join(", ")}`] satisfies [string, string]]),
    [
      "for",
      `${formatDuration(task.ttlSeconds)} after it is issued; a sensor that is offline gets it when it connects`,
    ],
    ["run", `${task.run}${more}; ${againWords(task)}`],
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
