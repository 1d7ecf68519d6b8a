import type { Organization } from "./configuration.js";
import { isMeantFor } from "./organization-terms.js";
import { type DeclaredTask, defaultTtlSeconds, type Task } from "./task.js";

/** The tasks that are meant for an organization, as they are there. */
export function tasksIn(organization: Organization, tasks: readonly DeclaredTask[]): Task[] {
  return tasks
    .filter((task) => isMeantFor(task.organizations, organization))
    .map((task) => taskIn(organization, task));
}

/** A declared task as it is in one organization: what its file leaves out is the organization's default. */
export function taskIn({ defaults }: Pick<Organization, "defaults">, task: DeclaredTask): Task {
  return {
    ...task,
    ttlSeconds: task.ttlSeconds ?? defaults.ttlSeconds ?? defaultTtlSeconds,
    paused: task.paused ?? defaults.paused ?? false,
  };
}
