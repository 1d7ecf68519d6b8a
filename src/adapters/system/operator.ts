import { hostname, userInfo } from "node:os";
import type { Operator } from "../../ports/organization.js";

type Environment = { readonly [name: string]: string | undefined };

/** Who applies: the workflow run where there is one, else this user on this machine. */
export function operatorOf(environment: Environment): Omit<Operator, "newId"> {
  const url = workflowRunUrl(environment) ?? environment["CI_JOB_URL"];
  const owner = environment["GITHUB_ACTOR"] ?? environment["GITLAB_USER_LOGIN"] ?? localUser();
  return { owner, ...(url === undefined ? {} : { url }) };
}

function workflowRunUrl(environment: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/** A container may run under a user id that has no name. */
function localUser(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `uid ${process.getuid?.() ?? "?"}@${hostname()}`;
  }
}
