import { isJsonObject, type Json } from "../../core/model/json.js";

/** What started the workflow. */
export interface WorkflowEvent {
  /** For example `pull_request`, `push`, `schedule`. */
  readonly name: string;
  /** What GitHub wrote about it; an empty object when it wrote nothing. */
  readonly payload: Json;
}

/** Reads GITHUB_EVENT_NAME and GITHUB_EVENT_PATH. */
export function readEvent(
  environment: { readonly [name: string]: string | undefined },
  readText: (path: string) => string,
): WorkflowEvent {
  const path = environment["GITHUB_EVENT_PATH"];
  const payload: Json = path ? JSON.parse(readText(path)) : {};
  return { name: environment["GITHUB_EVENT_NAME"] ?? "", payload };
}

/**
 * True when what is checked out may be a proposal that nobody has merged: any `pull_request*` event, a merge queue's trial,
 * and a workflow run that a pull request started.
 */
export function isProposal({ name, payload }: WorkflowEvent): boolean {
  if (name.startsWith("pull_request") || name === "merge_group") return true;
  if (name !== "workflow_run" || !isJsonObject(payload)) return false;
  const run = payload["workflow_run"];
  const began = isJsonObject(run) ? run["event"] : undefined;
  return typeof began === "string" && began.startsWith("pull_request");
}
