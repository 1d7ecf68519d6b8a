import type { Organization } from "../model/configuration.js";
import { isMeantFor } from "../model/organization-terms.js";
import { type DeclaredTask, defaultTtlSeconds, type Task, type TaskInSome } from "../model/task.js";
import { renderText, valueOf } from "../model/variables.js";
import { declaredTexts } from "./task.js";
import { mapTemplate } from "./template.js";

/** What a task needs of the organization that it is for. */
type Terms = Pick<Organization, "defaults" | "vars">;

/**
 * The tasks that are meant for an organization, as they are there. One with a variable that the organization does not have is left
 * out: validation has said so, and nothing is issued while it does.
 */
export function tasksIn(organization: Organization, tasks: readonly DeclaredTask[]): Task[] {
  return tasks
    .filter((task) => isMeantFor(task.organizations, organization) && hasVariables(organization, task))
    .map((task) => taskIn(organization, task));
}

/** A task as it is in the organizations that it is meant for, once for all with the same values; retired ones get none. */
export function renderingsOf(organizations: readonly Organization[], task: DeclaredTask): TaskInSome[] {
  const groups = new Map<string, { readonly task: Task; readonly aliases: string[] }>();
  for (const organization of organizations) {
    if (organization.retired) continue;
    for (const each of tasksIn(organization, [task])) {
      const key = JSON.stringify([each.variables, each.ttlSeconds, each.paused]);
      const group = groups.get(key) ?? { task: each, aliases: [] };
      group.aliases.push(organization.alias);
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

const hasVariables = ({ vars }: Terms, { template }: DeclaredTask): boolean =>
  template === undefined || template.names.every((name) => valueOf(vars, name) !== undefined);

/**
 * A declared task as it is in one organization: variables put in, and where its file leaves something out the organization's default.
 * Throws a RangeError for variables that cannot be put in.
 */
export function taskIn({ defaults, vars }: Terms, declared: DeclaredTask): Task {
  return {
    ...withVariables(declared, vars),
    ttlSeconds: Math.min(
      declared.ttlSeconds ?? defaults.ttlSeconds ?? defaultTtlSeconds,
      declared.every?.seconds ?? Number.POSITIVE_INFINITY,
    ),
    paused: declared.paused ?? defaults.paused ?? false,
  };
}

function withVariables(
  declared: DeclaredTask,
  vars: Organization["vars"],
): Omit<Task, "ttlSeconds" | "paused"> {
  const { template, command, target, context, contextWritten } = declared;
  if (template === undefined) return declared;
  return {
    ...declared,
    ...declaredTexts(mapTemplate(template.members, (text) => renderText(text, vars))),
    written: { command, target, ...(contextWritten ? { context } : {}) },
    variables: template.names.map((name) => ({ name, value: valueOf(vars, name) ?? "" })),
  };
}
