import { answerEvents } from "../command/answers.js";
import type { JsonObject } from "../model/json.js";
import { mayStillAnswer, type RunRow, type TaskRow } from "../model/ledger.js";
import type { DesiredRule } from "../model/rule.js";
import type { DeclaredTask } from "../model/task.js";
import { contextOf, tokenPrefix } from "../model/token.js";

/** Tag of every rule a project owns. */
export const ownerTag = (project: string): string => `lctasks:${project}`;

/** Key of a task's rule: as its file says, else `lctasks.<project>.<task>`, and `.2`, `.3` … for further ones. */
export function ruleKey(
  project: string,
  { name, response }: Pick<DeclaredTask, "name" | "response">,
  index: number,
): string {
  return response[index]?.key ?? `lctasks.${project}.${name}${index === 0 ? "" : `.${index + 1}`}`;
}

/** True when a key has the shape of this project's. */
export const isProjectKey = (project: string, key: string): boolean => key.startsWith(`lctasks.${project}.`);

/** Keys of the rules whose condition is generated. */
export function generatedKeys(project: string, tasks: readonly DeclaredTask[]): ReadonlySet<string> {
  const keys = tasks.flatMap((task) =>
    task.response.map(({ detect }, index) => (detect === undefined ? ruleKey(project, task, index) : [])),
  );
  return new Set(keys.flat());
}

/** The response rules of a task as they should stand. `row` tells which earlier runs can still be answered. */
export function desiredRules(
  project: string,
  task: DeclaredTask,
  row: TaskRow | undefined,
  nowMs: number,
): DesiredRule[] {
  const earlier = (row?.runs ?? []).filter((run) => mayStillAnswer(run, nowMs));
  return task.response.map((response, index) => ({
    key: ruleKey(project, task, index),
    task: task.name,
    ...(response.key === undefined ? {} : { existing: true as const }),
    data: {
      detect: response.detect ?? generatedDetect(task, earlier),
      respond: response.respond,
      ...(response.tests === undefined ? {} : { tests: response.tests }),
    },
    tags: response.key === undefined ? [ownerTag(project)] : [],
    comment: response.key === undefined ? `lctasks ${project}/${task.name}` : "",
  }));
}

/**
 * The rule's condition when the file gives none: any answer event of the command whose investigation id starts with
 * `<context>.r`. Commands and contexts of earlier runs are heard as long as they can still be answered.
 */
function generatedDetect(task: DeclaredTask, earlier: readonly RunRow[]): JsonObject {
  const commands = [task.command, ...earlier.map((run) => run.request.command)];
  const events = [...new Set(commands.flatMap((line) => answerEvents(line)))];
  const beginnings = [beginningOf(task), ...earlier.map(beginningOfRun)];
  const leaves = [...new Set(beginnings)].map((value) => ({
    op: "starts with",
    path: "routing/investigation_id",
    value,
    "case sensitive": true,
  }));
  const condition = leaves.length === 1 ? leaves[0] : { op: "or", rules: leaves };
  const [event, ...others] = events;
  return event !== undefined && others.length === 0 ? { event, ...condition } : { events, ...condition };
}

const beginningOf = ({ context, exactContext }: DeclaredTask): string =>
  exactContext ? context : tokenPrefix(context);

const beginningOfRun = ({ token, exactContext }: RunRow): string =>
  exactContext ? token : tokenPrefix(contextOf(token));
