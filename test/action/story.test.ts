import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryIn, type Repository } from "../support/clone.js";
import { type GitHubServer, gitHubServer } from "../support/github/server.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";
import { runStep, type StepResult } from "../support/workflow.js";

/** One story, from the first pull request to the closed issue; each step is the bundle as GitHub's runner starts it. */
describe("a task's way through GitHub", () => {
  let organization: TestOrganization;
  let repository: Repository;
  let github: GitHubServer;

  beforeAll(async () => {
    organization = await testOrganization({ startMs: Date.now() });
    github = await gitHubServer();
    repository = repositoryIn(organization.folder.path);
    organization.folder.write("lctasks.yaml", configText());
    repository.commit("no task yet");
    await organization.lctasks("ledger", "create", "--run-existing");
    organization.sandbox.disconnect("all");
  });

  afterAll(async () => {
    await github.close();
    await organization.close();
  });

  async function step(
    inputs: { readonly [name: string]: string },
    event: { readonly name: string; readonly payload?: object },
  ): Promise<StepResult> {
    const { LC_API_KEY = "", LC_OID = "", ...environment } = organization.sandbox.env;
    const result = await runStep({
      inputs: { "api-key": LC_API_KEY, oid: LC_OID, "github-token": "ghs_0123456789abcdefghij", ...inputs },
      workspace: repository.path,
      event,
      environment: {
        ...environment,
        GITHUB_API_URL: github.url,
        GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
        GITHUB_REPOSITORY: "acme/soc",
        GITHUB_SERVER_URL: "https://github.example",
        GITHUB_RUN_ID: "77",
        GITHUB_SHA: repository.git("rev-parse", "HEAD"),
      },
    });
    for (const text of [result.log, result.summary, ...github.comments.map(({ body }) => body)])
      expect(text.replace(/^::add-mask::.*$/gm, "")).not.toContain(LC_API_KEY);
    return result;
  }

  const pullRequest = () => ({
    name: "pull_request",
    payload: { pull_request: { number: 5, head: { sha: repository.git("rev-parse", "HEAD") } } },
  });
  const comment = (): string => github.comments[0]?.body ?? "";

  it("a pull request with a new task gets a comment: what it would do, to how many", async () => {
    repository.git("checkout", "--quiet", "-b", "topic");
    organization.folder.write("tasks/a.yaml", taskText("version", { more: responseText }));
    repository.commit("a task");
    const { code, outputs } = await step({ command: "plan" }, pullRequest());
    expect([code, outputs["tasks-to-issue"], github.comments.length]).toEqual([0, "1", 1]);
    expect(comment()).toMatch(
      /^<!-- lctasks:soc:lctasks\.yaml -->\n\n### Would issue 1 task to \d+ sensors, create 1 rule\n/,
    );
    expect(comment()).toContain("https://github.example/acme/soc/actions/runs/77");
  });

  it("a push edits the same comment", async () => {
    organization.folder.write("tasks/b.yaml", taskText("packages", { task: "os_packages" }));
    repository.commit("another task");
    await step({ command: "plan" }, pullRequest());
    expect(github.comments).toHaveLength(1);
    expect(comment()).toContain("### Would issue 2 tasks");
  });

  it("merging applies what was reviewed, and the comment says what was issued", async () => {
    repository.git("checkout", "--quiet", "main");
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge #5", "topic");
    github.pulls.push({
      number: 5,
      merged_at: "2026-03-02T09:00:00Z",
      merge_commit_sha: repository.git("rev-parse", "HEAD"),
    });
    const { code, outputs, summary } = await step(
      { command: "apply", fingerprint: ".git/plan.json" },
      { name: "push" },
    );
    expect([code, outputs["failure-reason"], organization.sent("task")]).toEqual([0, "", 2]);
    for (const text of [comment(), summary]) {
      expect(text).toContain("### Issued 2 tasks");
      expect(text).toMatch(/On its way:\n\n.*\n.*\n\| `packages` \| 1 \|.*\n\| `version` \| 1 \|/);
    }
    expect(github.comments).toHaveLength(1);
  });

  it("the same workflow run again does nothing", async () => {
    const { code } = await step({ command: "apply", fingerprint: ".git/plan.json" }, { name: "push" });
    expect([code, organization.sent("task")]).toEqual([0, 2]);
    expect(comment()).toContain("### Issued 2 tasks");
  });

  it("a status run says how many wait, and what they wait for; later commits change nothing in that", async () => {
    repository.commit("something else");
    const { code } = await step({ command: "status" }, { name: "schedule" });
    expect(code).toBe(0);
    expect(comment()).toMatch(
      /^<!-- lctasks:soc:lctasks\.yaml -->\n\n### Issued 2 tasks: 0 % delivered, 16 waiting, the last ends in 1d/,
    );
    expect(github.comments).toHaveLength(1);
  });

  it("sensors connect, a status run says that they got it", async () => {
    organization.sandbox.advance(300);
    organization.sandbox.connect("all");
    const { code, summary } = await step({ command: "status" }, { name: "schedule" });
    expect(code).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(comment()).toContain("### Issued 2 tasks: 100 % delivered\n");
    expect(comment()).toMatch(/\| `version` \| 1 \| delivered \| (\d+) \| \1 \| 0 \|/);
    for (const text of [comment(), summary]) expect(text).toContain("```mermaid\nxychart-beta horizontal\n");
  });

  it("no drift opens no issue", async () => {
    const { code, outputs } = await step({ command: "drift" }, { name: "schedule" });
    expect([code, outputs["has-drift"], github.issues]).toEqual([0, "false", []]);
  });

  it("a rule that somebody deletes is drift, and opens one issue that is kept up to date", async () => {
    const { oid } = organization.sandbox;
    await organization.api("DELETE", `/hive/dr-general/${oid}/lctasks.soc.version`);
    for (const _ of [1, 2]) {
      const { code, outputs } = await step({ command: "drift", "fail-on": "error" }, { name: "schedule" });
      expect([code, outputs["has-drift"]]).toEqual([0, "true"]);
    }
    expect(github.issues.map(({ state, title }) => [state, title])).toEqual([
      ["open", "lctasks: drift in soc"],
    ]);
    expect(github.issues[0]?.body).toContain("lctasks.soc.version");
  });

  it("`only: rules` puts it back, and the next run closes the issue", async () => {
    const repaired = await step({ command: "apply", only: "rules", comment: "never" }, { name: "schedule" });
    expect([repaired.code, repaired.outputs["rules-to-create"], organization.sent("task")]).toEqual([
      0,
      "1",
      2,
    ]);
    await step({ command: "drift" }, { name: "schedule" });
    expect(github.issues.map(({ state }) => state)).toEqual(["closed"]);
    expect(github.issues[0]?.body).toContain("No drift");
  });

  it("a token that may not comment fails nothing: the job summary has the text, and what to permit", async () => {
    organization.folder.write("tasks/c.yaml", taskText("third", { task: "os_users" }));
    repository.commit("a third task");
    const { comments } = github;
    comments.splice(0, comments.length);
    github.forbidden = true;
    const { code, log, summary } = await step({ command: "plan" }, pullRequest());
    expect([code, comments.length]).toEqual([0, 0]);
    for (const text of [log, summary]) expect(text).toContain("pull-requests: write");
    expect(summary).toContain("### Would issue 1 task");
  });
});
