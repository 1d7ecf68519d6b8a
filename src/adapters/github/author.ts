import { isJsonObject } from "../../core/model/json.js";
import { NotAllowed } from "../../core/model/not-allowed.js";
import { type GitHub, GitHubError } from "./client.js";

/** The author of what a workflow's own token writes (documented). */
const workflowAuthor = "github-actions[bot]";

/**
 * Our login as it stands in REST's `user.login`. An installation's token may not ask `GET /user` (documented: 403), so the viewer of
 * GraphQL is asked first; where neither answers it is the workflow's own token.
 */
export async function ourLogin(github: GitHub): Promise<string> {
  return (await viewer(github)) ?? (await user(github)) ?? workflowAuthor;
}

async function viewer(github: GitHub): Promise<string | undefined> {
  const answer = await unlessRefused(github.graphql("query { viewer { login } }", {}, "ask who we are"));
  const data = isJsonObject(answer) ? answer["data"] : undefined;
  const found = isJsonObject(data) ? data["viewer"] : undefined;
  return isJsonObject(found) && typeof found["login"] === "string" ? found["login"] : undefined;
}

async function user(github: GitHub): Promise<string | undefined> {
  const answer = await unlessRefused(
    github.send({ method: "GET", path: "/user", purpose: "ask who we are" }),
  );
  return isJsonObject(answer) && typeof answer["login"] === "string" ? answer["login"] : undefined;
}

/** Undefined for what a token may not ask or a server does not know. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotAllowed) return undefined;
    if (error instanceof GitHubError && [404, 501].includes(error.status)) return undefined;
    throw error;
  }
}
