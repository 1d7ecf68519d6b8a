import { compareText } from "../model/finding.js";
import { isJsonObject, type JsonObject } from "../model/json.js";
import { type Ledger, mayStillAnswer, type RuleRow, taskRow } from "../model/ledger.js";
import type { DesiredRule, RuleData } from "../model/rule.js";
import type { Task } from "../model/task.js";
import { desiredRules, ownerTag } from "./desired-rules.js";
import { afterMoves } from "./compare.js";
import { heirOf } from "./renames.js";

/** What the rules of a file are made from. */
export interface WrittenRulesInput {
  readonly project: string;
  /** The tasks declared for this organization. */
  readonly tasks: readonly Task[];
  readonly ledger: Ledger;
  readonly nowMs: number;
}

/**
 * The rules that a file has to bring into an organization, by key: what the tasks want, and what is not wanted any more as long as an
 * answer can come. Rules that somebody else made and a task's file names stay where they are written.
 */
export function writtenRules({ project, tasks, ledger, nowMs }: WrittenRulesInput): readonly DesiredRule[] {
  const { ledger: moved } = afterMoves(tasks, ledger, nowMs);
  const wanted = tasks.flatMap((task) => desiredRules(project, task, taskRow(moved, task.name), nowMs));
  const keys = new Set(wanted.map(({ key }) => key));
  const kept = Object.entries(moved.rules).flatMap(([key, row]) => {
    const task = heirOf(moved, row.task);
    const isNeeded = taskRow(moved, task)?.runs.some((run) => mayStillAnswer(run, nowMs)) ?? false;
    const data = keys.has(key) || !isNeeded ? undefined : dataOf(row);
    return data === undefined ? [] : [{ ...ownedBy(project, task), key, task, data }];
  });
  return [...wanted.filter(({ existing }) => existing !== true), ...kept].toSorted((a, b) =>
    compareText(a.key, b.key),
  );
}

const ownedBy = (project: string, task: string): Pick<DesiredRule, "tags" | "comment"> => ({
  tags: [ownerTag(project)],
  comment: `lctasks ${project}/${task}`,
});

/** What we know to stand there; undefined for what somebody else made, or where it is not known. */
function dataOf({ applied, foreign }: RuleRow): RuleData | undefined {
  const { content } = applied ?? {};
  if (foreign !== undefined || !isJsonObject(content)) return undefined;
  const { detect, respond, tests } = content;
  if (!isJsonObject(detect) || !Array.isArray(respond)) return undefined;
  return {
    detect,
    respond: respond.filter((action): action is JsonObject => isJsonObject(action)),
    ...(isJsonObject(tests) ? { tests } : {}),
  };
}
