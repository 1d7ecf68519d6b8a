import type { Change, IssueChange, Outcome } from "../../model/change.js";
import { formatDuration } from "../../model/duration.js";
import type { Plan } from "../../model/plan.js";
import { changeLines } from "../change-lines.js";
import { describeChange, grouped, sensors } from "../describe.js";
import { codeSpan, inertHtml } from "../markdown-text.js";
import { withoutSecretData } from "../secrets.js";
import { changeDangers, rankOf } from "./change-dangers.js";
import { type Item, longest } from "./item.js";
import { rulesOfTasks } from "./rule-of-task.js";
import { middleCut } from "./text-size.js";
import { bold, briefName, joined, nameCode, sentence } from "./words.js";

/** The columns of changes before an apply. */
export const changeColumns = [
  "object",
  "change",
  "online",
  "offline",
  "not taskable",
  "TTL",
  "rule",
  "run",
  "why",
];
/** The columns of changes after an apply. */
export const outcomeColumns = ["object", "change", "run", "result", ""];

/** What would be done, one item for each change. */
export function changeItems(plan: Plan): Item[] {
  const ruleOf = rulesOfTasks(plan);
  return plan.changes.map((raw) => {
    const { change, dangers, ...rest } = basis(raw);
    const why = sentence(change.reason);
    return {
      ...rest,
      dangers,
      rank: rankOf(dangers),
      cells: [nameCode(objectOf(change)), ...bodyCells(change, dangers), ruleOf(raw), runOf(change), why],
    };
  });
}

/** What became of each change, and which nobody came to. */
export function outcomeItems({ changes }: Plan, outcomes: readonly Outcome[]): Item[] {
  const tried = new Set(outcomes.map(({ change }) => change.fingerprint));
  const left = changes.filter(({ fingerprint }) => !tried.has(fingerprint));
  return [
    ...outcomes.map(({ change, result, message }) => outcomeItem(change, result, message)),
    ...left.map((change) => outcomeItem(change, "not tried", "")),
  ];
}

function outcomeItem(raw: Change, result: Outcome["result"] | "not tried", message: string): Item {
  const { change, dangers: before, ...rest } = basis(raw);
  const dangers = result === "done" ? before : [result, ...before];
  const shown = result === "done" ? result : bold([result]);
  return {
    ...rest,
    dangers,
    rank: result === "done" ? rankOf(dangers) : 1,
    cells: [
      nameCode(objectOf(change)),
      changeCell(change, before),
      runOf(change),
      shown,
      sentence(withoutSecretData(message)),
    ],
    lines: rest.lines.map((line) => joined(": ", line, shown)) as [string, string],
  };
}

/** What is said of a change wherever it is said. Dangers are judged by what would be sent, before anything in it is hidden. */
function basis(raw: Change) {
  const change = withoutSecretData(raw);
  const dangers = changeDangers(raw);
  const text = describeChange(change);
  const lines = changeLines(text);
  const drifted = "drift" in raw && raw.drift !== undefined;
  return {
    change,
    dangers,
    section: drifted ? ("drift" as const) : ("change" as const),
    kind: change.verb.replace("-", " "),
    id: change.fingerprint.slice(0, 8),
    lines: [briefLine(change, dangers, true), briefLine(change, dangers, false)] as [string, string],
    ...(lines.length === 0 ? {} : { fold: { title: inertHtml(middleCut(text.title, longest.name)), lines } }),
  };
}

function briefLine(change: Change, dangers: readonly string[], long: boolean): string {
  const head = joined(
    " ",
    change.verb.replace("-", " "),
    briefName(objectOf(change)),
    "run" in change ? `run ${change.run}` : "",
  );
  if (change.verb !== "issue") return head;
  const command = long ? codeSpan(middleCut(change.request.command, longest.briefCommand)) : "";
  return `${head}: ${joined(" ", bold(dangers), command, `to ${reachOf(change)}`)}`;
}

const reachOf = ({ reach }: IssueChange): string =>
  reach.known ? sensors(reach.online + reach.offline) : "? sensors";

const objectOf = (change: Change): string => {
  if ("key" in change) return change.key;
  if ("rule" in change) return change.rule.key;
  return "task" in change ? change.task : change.extension;
};

const runOf = (change: Change): string => ("run" in change ? String(change.run) : "");

function bodyCells(change: Change, dangers: readonly string[]): string[] {
  const what = changeCell(change, dangers);
  if (change.verb === "cancel") return [what, "", "", "", ""];
  if (change.verb !== "issue") return [what, "", "", "", ""];
  const { reach, request } = change;
  const ttl = formatDuration(request.ttlSeconds);
  if (!reach.known) return [what, "?", "?", "?", ttl];
  return [what, grouped(reach.online), grouped(reach.offline), grouped(reach.notTaskable), ttl];
}

/** What is done; of a dangerous command how it is dangerous, and the command itself. */
function changeCell(change: Change, dangers: readonly string[]): string {
  const verb = change.verb.replace("-", " ");
  if (dangers.length === 0) return verb;
  const command = change.verb === "issue" ? codeSpan(middleCut(change.request.command, longest.command)) : "";
  const words = change.verb === "issue" || change.verb === "update-rule" ? bold(dangers) : "";
  const pending = change.verb === "cancel" ? `${grouped(change.pending)} waiting` : "";
  return joined(" ", change.verb === "issue" || words !== "" ? verb : bold([verb]), words, command, pending);
}
