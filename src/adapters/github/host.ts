import { isJsonObject } from "../../core/model/json.js";
import type { CodeHost } from "../../ports/code-host.js";
import { changedLines } from "./changed-lines.js";
import { type GitHub, type GitHubOptions, gitHub } from "./client.js";
import { pullRequestComments } from "./comments.js";
import { rollingIssue } from "./rolling-issue.js";

/** GitHub, as the token of a workflow reaches it. Nothing is sent yet. */
export function gitHubHost(options: GitHubOptions): CodeHost {
  const github = gitHub(options);
  return {
    comments: (pullRequest) => pullRequestComments(github, pullRequest),
    issues: (title) => rollingIssue(github, title),
    mergedWith: (commit) => mergedWith(github, commit),
    changedLines: (pullRequest) => changedLines(github, pullRequest),
  };
}

/** A commit as Git names one. What comes from a ledger may be anything, and is asked about by its name in an address. */
const isCommit = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);

/** Documented: "List pull requests associated with a commit"; it lists open ones as well, and those of other branches. */
async function mergedWith(github: GitHub, commit: string): Promise<number | undefined> {
  if (!isCommit(commit)) return undefined;
  const path = `/repos/${github.repository}/commits/${commit}/pulls`;
  const listed = await github.list(path, "look for the pull request of the commit");
  const merged = listed
    .filter(isJsonObject)
    .find((each) => typeof each["merged_at"] === "string" && each["merge_commit_sha"] === commit);
  const number = merged?.["number"];
  return typeof number === "number" ? number : undefined;
}
