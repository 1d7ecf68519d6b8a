import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { repositoryIn, type Repository } from "../support/clone.js";
import { type GitHubServer, gitHubServer } from "../support/github/server.js";
import { type TestOrganization, testOrganization } from "../support/organization.js";
import { configText, responseText, taskText } from "../support/tasks.js";
import { commandsIn, runStepHere, type StepResult } from "../support/workflow.js";

let organization: TestOrganization;
let repository: Repository;
let github: GitHubServer;

beforeEach(async () => {
  organization = await testOrganization({ startMs: Date.now() });
  github = await gitHubServer();
  repository = repositoryIn(organization.folder.path);
  organization.folder.write("soc/lctasks.yaml", configText("ledger: file\n"));
  organization.folder.write("soc/tasks/a.yaml", taskText("version", { more: responseText }));
  repository.commit("one task");
  await organization.lctasks("ledger", "create", "--run-existing", "--directory", "soc");
});

afterEach(async () => {
  await github.close();
  await organization.close();
});

const pullRequest = { name: "pull_request", payload: { pull_request: { number: 5 } } };
const push = { name: "push" };

function step(
  inputs: { readonly [name: string]: string },
  event: { readonly name: string; readonly payload?: object },
  more: { readonly [name: string]: string } = {},
): Promise<StepResult> {
  return runStepHere({
    inputs: { "working-directory": "soc", "github-token": "ghs_0123456789abcdefghij", ...inputs },
    workspace: repository.path,
    event,
    environment: {
      ...organization.sandbox.env,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "acme/soc",
      GITHUB_SHA: repository.git("rev-parse", "HEAD"),
      ...more,
    },
  });
}

const bodies = (): string[] => github.comments.map(({ body }) => body);

describe("the comment", () => {
  it("bears the path of its configuration, so that two projects of one repository do not share it", async () => {
    await step({ command: "plan" }, pullRequest);
    expect(bodies()).toEqual([expect.stringMatching(/^<!-- lctasks:soc:soc\/lctasks\.yaml -->\n/)]);
  });

  it("is none with `never`, without a token, outside of a pull request, and for what needs none", async () => {
    await step({ command: "plan", comment: "never" }, pullRequest);
    await step({ command: "plan", "github-token": "" }, pullRequest);
    await step({ command: "plan" }, push);
    await step({ command: "plan" }, push, { GITHUB_SHA: "", GITHUB_REPOSITORY: "" });
    await step({ command: "validate" }, pullRequest);
    expect(bodies()).toEqual([]);
  });

  it("is none for no changes, unless it is asked for; one that exists is updated", async () => {
    await step({ command: "apply" }, push);
    await step({ command: "plan", comment: "changes" }, pullRequest);
    expect(bodies()).toEqual([]);
    await step({ command: "plan", comment: "always" }, pullRequest);
    expect(bodies()).toEqual([expect.stringContaining("### No changes")]);
  });

  it("of a merged pull request says how far its tasks are", async () => {
    github.pulls.push({
      number: 5,
      merged_at: "2026-03-02T09:00:00Z",
      merge_commit_sha: repository.git("rev-parse", "HEAD"),
    });
    await step({ command: "apply" }, push);
    expect(bodies()).toEqual([expect.stringContaining("### Issued 1 task")]);
    expect(bodies()[0]).toMatch(/On its way:\n\n.*\n.*\n\| `version` \| 1 \| /);
    repository.commit("a later one");
    const server = { GITHUB_SERVER_URL: "https://github.example", GITHUB_RUN_ID: "7" };
    await step({ command: "status" }, push, server);
    expect(bodies()).toEqual([expect.stringMatching(/\n### Issued 1 task: .*, 2 waiting, ends in \d/)]);
    expect(bodies()[0]).toContain("[workflow run](<https://github.example/acme/soc/actions/runs/7>)");
    expect(bodies()[0]).toContain("See it yourself: `npx lctasks status --config soc/lctasks.yaml`");
  });

  it("is not made by a status, and not touched by one of a pull request's own event", async () => {
    const merge_commit_sha = repository.git("rev-parse", "HEAD");
    await step({ command: "apply", comment: "never" }, push);
    await step({ command: "status" }, push);
    github.pulls.push({ number: 5, merged_at: "2026-03-02T09:00:00Z", merge_commit_sha });
    await step({ command: "status" }, push);
    await step({ command: "status", comment: "always" }, pullRequest);
    expect(bodies()).toEqual([]);
    await step({ command: "status", comment: "always" }, push);
    expect(bodies()).toEqual([expect.stringContaining("### Issued 1 task: ")]);
  });
});

describe("the drift issue", () => {
  it("is opened and closed; pull requests never touch it, nor does a run that could not look", async () => {
    await step({ command: "apply" }, push);
    await organization.api("DELETE", `/hive/dr-general/${organization.sandbox.oid}/lctasks.soc.version`);
    await step({ command: "drift" }, pullRequest);
    await step({ command: "drift" }, push, { LC_API_KEY: "wrong" });
    expect(github.issues).toEqual([]);
    await step({ command: "drift" }, push);
    expect(github.issues).toMatchObject([
      { state: "open", body: expect.stringContaining("lctasks.soc.version") as string },
    ]);
    await step({ command: "apply", only: "rules" }, push);
    await step({ command: "drift" }, push);
    expect(github.issues).toMatchObject([{ state: "closed" }]);
  });
});

describe("reports of shards", () => {
  const pullRequestsRun = { name: "workflow_run", payload: { workflow_run: { event: "pull_request" } } };

  /** Merges what a command of ours says. */
  async function merge(event: Parameters<typeof step>[1], ...argv: string[]): Promise<StepResult> {
    const { out } = await organization.lctasks(...argv, "--directory", "soc", "--format", "json");
    organization.folder.write("reports/1.json", out);
    return step({ command: "merge-reports", reports: "../reports/", comment: "always" }, event);
  }

  beforeEach(() => {
    const merge_commit_sha = repository.git("rev-parse", "HEAD");
    github.pulls.push({ number: 5, merged_at: "2026-03-02T09:00:00Z", merge_commit_sha });
  });

  it("of an apply are the comment of the merged pull request, and ask LimaCharlie for nothing", async () => {
    const { code, outputs } = await merge(push, "apply", "--yes");
    expect([code, outputs["plan-json-path"]]).toEqual([0, ""]);
    expect(bodies()).toEqual([expect.stringContaining("### Issued 1 task")]);
    const before = organization.sandbox.requests().length;
    await step({ command: "merge-reports", reports: "../reports/" }, push);
    expect(organization.sandbox.requests()).toHaveLength(before);
  });

  it("of what nobody has merged never stand where the merged does", async () => {
    for (const command of ["plan", "apply", "status", "drift"]) {
      const yes = command === "apply" ? ["--yes"] : [];
      const { summary } = await merge(pullRequestsRun, command, ...yes);
      expect(summary).not.toBe("");
    }
    await merge(pullRequest, "status");
    await merge(pullRequest, "drift");
    expect([bodies(), github.issues]).toEqual([[], []]);
  });

  it("of drift are the drift issue", async () => {
    await step({ command: "apply", comment: "never" }, push);
    await organization.api("DELETE", `/hive/dr-general/${organization.sandbox.oid}/lctasks.soc.version`);
    await merge(push, "drift");
    expect(github.issues).toMatchObject([{ state: "open" }]);
    expect(bodies()).toEqual([]);
  });
});

describe("what GitHub refuses", () => {
  it("is said in log and summary, with the permissions that are missing, and fails nothing", async () => {
    github.forbidden = true;
    const { code, log, summary } = await step({ command: "plan" }, pullRequest);
    expect([code, bodies()]).toEqual([0, []]);
    for (const text of [log, summary]) expect(text).toContain("pull-requests: write");
    expect(summary).toContain("Would issue 1 task");
  });

  it("is said when it is GitHub that fails, and fails nothing either", async () => {
    github.next.push({ status: 404 }, { status: 422, body: { message: "no" } });
    const { code, log, summary } = await step({ command: "plan" }, pullRequest);
    expect([code, bodies()]).toEqual([0, []]);
    expect(commandsIn(log)).toContainEqual(["warning", expect.stringContaining("GitHub answered 422")]);
    expect(summary).toContain("GitHub answered 422");
  });
});

it("annotations name files from the repository's root", async () => {
  organization.folder.write("soc/tasks/a.yaml", "name: [\n");
  const { log, code } = await step({ command: "validate" }, pullRequest);
  expect(code).toBe(1);
  expect(log).toContain("::error file=soc/tasks/a.yaml,line=");
});
