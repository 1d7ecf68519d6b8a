import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changedLines } from "../../../src/adapters/github/changed-lines.js";
import { type GitHub, gitHub } from "../../../src/adapters/github/client.js";
import { pullRequestComments } from "../../../src/adapters/github/comments.js";
import { rollingIssue } from "../../../src/adapters/github/rolling-issue.js";
import { markerOf } from "../../../src/core/report/comment/marker.js";
import { type PublishMode, publish, publishDrift } from "../../../src/flow/publish.js";
import { type GitHubServer, gitHubServer } from "../../support/github/server.js";

const marker = markerOf({ project: "soc", configuration: "lctasks.yaml" });
const bot = { login: "github-actions[bot]" };
let server: GitHubServer;
let slept: number[];
let client: GitHub;

beforeEach(async () => {
  server = await gitHubServer();
  slept = [];
  const sleep = async (ms: number) => void slept.push(ms);
  client = gitHub({ apiUrl: server.url, token: "t", repository: "acme/soc", version: "0", sleep });
});
afterEach(() => server.close());

const comment = (id: number, body: string, user = bot) => ({ id, node_id: `N_${id}`, body, user });
const bodies = () => server.comments.map(({ body }) => body);
const say = (text: string, mode: PublishMode = "auto", says = { changes: true, anything: true }) =>
  publish(pullRequestComments(client, 5), { mode, marker, body: `${marker}\n${text}`, says });
const nothing = { changes: false, anything: false };

describe("the comment of a pull request", () => {
  it("is made once, edited in place, and left alone when it says the same", async () => {
    expect(await say("a")).toEqual({ result: "created" });
    expect(await say("b")).toEqual({ result: "updated" });
    expect(await say("b")).toEqual({ result: "unchanged" });
    expect(bodies()).toEqual([`${marker}\nb`]);
  });

  it("is found among hundreds by its marker and its author; what others wrote is never touched", async () => {
    const foreign = comment(1, `${marker}\nfake`, { login: "mallory" });
    const other = comment(2, `${markerOf({ project: "soc2", configuration: "lctasks.yaml" })}\nx`);
    server.comments.push(
      foreign,
      other,
      ...Array.from({ length: 250 }, (_, index) => comment(index + 10, "hello")),
    );
    server.comments.push(comment(900, `${marker}\nours`));
    expect(await say("new")).toEqual({ result: "updated" });
    expect([bodies()[0], bodies()[1], bodies().at(-1)]).toEqual([foreign.body, other.body, `${marker}\nnew`]);
    expect(server.comments).toHaveLength(253);
  });

  it("takes older ones out of the way", async () => {
    server.comments.push(comment(1, `${marker}\nold`), comment(2, `${marker}\nnewer`));
    await say("now");
    expect(server.comments.map(({ isMinimized = false, body }) => [isMinimized, body])).toEqual([
      [true, `${marker}\nold`],
      [false, `${marker}\nnow`],
    ]);
  });

  it.each<[PublishMode, { changes: boolean; anything: boolean }, string]>([
    ["auto", nothing, "nothing to say"],
    ["auto", { changes: false, anything: true }, "created"],
    ["changes", { changes: false, anything: true }, "nothing to say"],
    ["changes", { changes: true, anything: true }, "created"],
    ["always", nothing, "created"],
    ["never", { changes: true, anything: true }, "off"],
  ])("with %s and %j: %s", async (mode, says, result) => {
    expect(await say("a", mode, says)).toEqual({ result });
    expect(server.comments).toHaveLength(result === "created" ? 1 : 0);
  });

  it("is kept true when there is nothing to say any more", async () => {
    await say("changes");
    expect(await say("No changes", "auto", nothing)).toEqual({ result: "updated" });
    expect(bodies()).toEqual([`${marker}\nNo changes`]);
  });

  it("that the token may not write is a result that says which permissions to give", async () => {
    server.next.push({ status: 403, body: { message: "Resource not accessible by integration" } });
    expect(await say("a")).toEqual({
      result: "not allowed",
      message: expect.stringContaining("GitHub answered 403 (Resource not accessible by integration)"),
      permissions: expect.stringContaining("pull-requests: write"),
    });
  });

  it("is by the workflow's own token where nobody may ask who we are", async () => {
    server.viewer = undefined;
    server.comments.push(comment(1, `${marker}\nold`));
    expect(await say("new")).toEqual({ result: "updated" });
  });
});

describe("the client", () => {
  it("waits as GitHub says, and repeats only what cannot have been carried out", async () => {
    const date = new Date(1_000_000_000_000).toUTCString();
    const reset = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1000000007", date };
    server.next.push(
      { status: 429, headers: { "retry-after": "3" } },
      { status: 403, headers: reset },
      { status: 502 },
    );
    expect(await say("a")).toEqual({ result: "created" });
    expect(slept).toEqual([3000, 7000, 4000]);
  });

  it("does not wait an hour, and says what came back", async () => {
    server.next.push({ status: 429, headers: { "retry-after": "3600" } });
    await expect(say("a")).rejects.toThrow("Cannot list the pull request's comments: GitHub answered 429");
    server.next.push({ status: 200, body: {} });
    await expect(say("a")).rejects.toThrow("the answer is no list");
    await server.close();
    await expect(say("a")).rejects.toThrow("no answer from GitHub");
  });
});

describe("GraphQL", () => {
  it("that answers with errors did not do it", async () => {
    await expect(pullRequestComments(client, 5).retire("7")).rejects.toThrow(
      "Cannot minimise an older comment: GitHub answered with errors",
    );
  });

  it("is where the address says, or beside the API of a server of one's own", async () => {
    const options = {
      apiUrl: `${server.url}/api/v3/`,
      token: "t",
      repository: "a/b",
      version: "0",
      sleep: async () => {},
    };
    for (const graphqlUrl of [undefined, `${server.url}/elsewhere`])
      await expect(gitHub({ ...options, graphqlUrl }).graphql("query", {}, "ask")).rejects.toThrow("404");
    expect(server.requests).toEqual(["POST /api/graphql", "POST /elsewhere"]);
  });
});

describe("the issue of drift", () => {
  const drift = (text: string, is: boolean) =>
    publishDrift(rollingIssue(client, "lctasks: drift"), { marker, body: `${marker}\n${text}`, drift: is });

  it("is opened once, kept true, and closed with a last word", async () => {
    expect(await drift("none", false)).toEqual({ result: "nothing to say" });
    expect(await drift("a rule was disabled", true)).toEqual({ result: "created" });
    expect(await drift("two rules", true)).toEqual({ result: "updated" });
    expect(server.issues).toMatchObject([
      { title: "lctasks: drift", state: "open", body: `${marker}\ntwo rules` },
    ]);
    expect(await drift("gone", false)).toEqual({ result: "closed" });
    expect(server.issues).toMatchObject([{ state: "closed", body: `${marker}\ngone` }]);
    expect(await drift("again", true)).toEqual({ result: "created" });
    expect(server.issues).toHaveLength(2);
  });
});

describe("the lines that a pull request changes", () => {
  it("are those it adds, by file", async () => {
    const patch =
      "@@ -1,3 +1,4 @@\n a\n-b\n+c\n+d\n e\n@@ -10 +11,2 @@\n x\n+y\n\\ No newline at end of file";
    server.files.push({ filename: "tasks/a.yaml", patch }, { filename: "logo.png" });
    expect(await changedLines(client, 5)).toEqual(
      new Map([
        [
          "tasks/a.yaml",
          [
            [2, 3],
            [12, 12],
          ],
        ],
        ["logo.png", []],
      ]),
    );
  });
});
