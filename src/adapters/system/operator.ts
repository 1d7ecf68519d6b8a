import { hostname, userInfo } from "node:os";
import type { Operator } from "../../ports/organization.js";

type Environment = { readonly [name: string]: string | undefined };

/** Who applies: the workflow run where there is one, else this user on this machine. Empty variables say nothing. */
export function operatorOf(environment: Environment, user: () => string = userName): Omit<Operator, "newId"> {
  const url = workflowRunUrl(environment) ?? environment["CI_JOB_URL"];
  const owner = environment["GITHUB_ACTOR"] || environment["GITLAB_USER_LOGIN"] || localUser(user);
  return { owner, ...(url ? { url } : {}) };
}

function workflowRunUrl(environment: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

const userName = (): string => userInfo().username;

/** A container may run under a user id that has no name: asking for it is an error there. */
function localUser(user: () => string): string {
  try {
    return `${user()}@${hostname()}`;
  } catch {
    return `somebody@${hostname()}`;
  }
}
