import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitHubHost } from "../../../src/adapters/github/host.js";
import type { CodeHost } from "../../../src/ports/code-host.js";
import { type GitHubServer, gitHubServer } from "../../support/github/server.js";

let server: GitHubServer;
let host: CodeHost;

beforeEach(async () => {
  server = await gitHubServer();
  const sleep = async (): Promise<void> => undefined;
  host = gitHubHost({ apiUrl: server.url, token: "t", repository: "acme/soc", version: "0", sleep });
});
afterEach(() => server.close());

describe("the pull request that a commit was merged with", () => {
  it.each(["a".repeat(40), "0123456789abcdef".repeat(4)])("is asked for by the commit: %s", async (sha) => {
    server.pulls.push({ number: 5, merged_at: "2026-03-02T09:00:00Z", merge_commit_sha: sha });
    expect(await host.mergedWith(sha)).toBe(5);
  });

  it.each([
    "../../../../user",
    `../../other/repo/commits/${"a".repeat(40)}`,
    `${"a".repeat(40)}/pulls?per_page=1#`,
    `${"a".repeat(40)}\n`,
    `${"a".repeat(40)}+uncommitted`,
    "a".repeat(41),
    "%2e%2e",
    "main",
    "",
  ])("is not known, and nothing is asked, for what is no commit: %j", async (text) => {
    expect(await host.mergedWith(text)).toBeUndefined();
    expect(server.requests).toEqual([]);
  });
});
