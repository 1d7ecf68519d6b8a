import { answerEvents } from "../command/answers.js";
import type { JsonObject } from "../model/json.js";
import { mayStillAnswer, type TaskRow } from "../model/ledger.js";
import type { DeclaredResponse, DesiredRule } from "../model/rule.js";
import type { Task } from "../model/task.js";
import { contextOf, tokenPrefix } from "../model/token.js";

/** Tag of every rule a project owns. */
export const ownerTag = (project: string): string => `lctasks:${project}`;

/** Key of a task's rule: `lctasks.<project>.<task>`, and `.2`, `.3` … for further ones. */
export function ruleKey(project: string, task: string, index: number): string {
  return `lctasks.${project}.${task}${index === 0 ? "" : `.${index + 1}`}`;
}

/** True when a key has the shape of this project's. */
export const isProjectKey = (project: string, key: string): boolean => key.startsWith(`lctasks.${project}.`);

/** The response rules of a task as they should stand. `row` tells which older tokens can still be answered. */
export function desiredRules(
  project: string,
  task: Task,
  row: TaskRow | undefined,
  nowMs: number,
): DesiredRule[] {
  const contexts = listenedContexts(task, row, nowMs);
  return task.response.map((response, index) => ({
    key: ruleKey(project, task.name, index),
    task: task.name,
    data: {
      detect: response.detect ?? generatedDetect(task, contexts),
      respond: response.respond,
      ...(response.tests === undefined ? {} : { tests: response.tests }),
    },
    tags: [ownerTag(project)],
    comment: `lctasks ${project}/${task.name}`,
  }));
}

/** The contexts whose answers the rule has to hear: the one in force, and those of earlier runs that can still be answered. */
function listenedContexts(task: Task, row: TaskRow | undefined, nowMs: number): string[] {
  const earlier = (row?.runs ?? []).filter((run) => mayStillAnswer(run, nowMs));
  return [
    ...new Set([
      listenedText(task.context, task.exactContext),
      ...earlier.map((run) => listenedText(contextOf(run.token), run.exactContext)),
    ]),
  ];
}

const listenedText = (context: string, exact: boolean): string => (exact ? context : tokenPrefix(context));

/**
 * The rule's condition when the file gives none: any answer event of the command whose investigation id starts with
 * `<context>.r`, so that the late answers of every run are heard.
 */
function generatedDetect(task: Task, prefixes: readonly string[]): JsonObject {
  const events = answerEvents(task.command);
  const leaves = prefixes.map((value) => ({
    op: "starts with",
    path: "routing/investigation_id",
    value,
    "case sensitive": true,
  }));
  const condition = leaves.length === 1 ? (leaves[0] as JsonObject) : { op: "or", rules: leaves };
  return events.length === 1
    ? { event: events[0] as string, ...condition }
    : { events: [...events], ...condition };
}

/** True when a response's condition is generated. */
export const isGenerated = (response: DeclaredResponse): boolean => response.detect === undefined;
