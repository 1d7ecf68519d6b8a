import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/start.js";
import { clockOf, countingIds, run } from "../support/cli.js";
import { repositoryIn, type Repository } from "../support/clone.js";
import { type GitHubServer, gitHubServer } from "../support/github/server.js";
import { type TemporaryFolder, temporaryFolder } from "../support/repository.js";
import { configText, responseText, taskText } from "../support/tasks.js";
import { runStep, type StepResult } from "../support/workflow.js";

/** Two organizations of one user, a job for each: every step is the bundle as GitHub's runner starts it. */
describe("plans of a matrix", () => {
  let sandbox: Sandbox;
  let folder: TemporaryFolder;
  let repository: Repository;
  let github: GitHubServer;

  const api = () => ({
    LCTASKS_API_URL: sandbox.env["LCTASKS_API_URL"] ?? "",
    LCTASKS_JWT_URL: sandbox.env["LCTASKS_JWT_URL"] ?? "",
  });
  const credentials = () => ({ "api-key": sandbox.user.apiKey, uid: sandbox.user.uid });

  beforeAll(async () => {
    sandbox = await startSandbox({
      sensors: 20,
      seed: 7,
      startMs: Date.now(),
      organizations: [{ name: "other", sensors: 20 }],
    });
    github = await gitHubServer();
    folder = temporaryFolder();
    repository = repositoryIn(folder.path);
    folder.write("soc/lctasks.yaml", configText());
    for (const [index, { oid }] of sandbox.organizations.entries())
      folder.write(`soc/organizations/${["acme", "globex"][index]}.yaml`, `oid: ${oid}\n`);
    folder.write("soc/tasks/a.yaml", taskText("version", { more: responseText }));
    repository.commit("one task for two organizations");
    const environment = { ...api(), LC_API_KEY: sandbox.user.apiKey, LC_UID: sandbox.user.uid };
    const clock = clockOf(() => sandbox.nowMs());
    const created = await run(["ledger", "create", "--run-existing", "--directory", "soc"], {
      directory: folder.path,
      environment,
      clock,
      newId: countingIds(),
    });
    expect([created.code, created.err]).toEqual([0, expect.any(String)]);
  });

  afterAll(async () => {
    folder.dispose();
    await github.close();
    await sandbox.close();
  });

  const pullRequest = { name: "pull_request", payload: { pull_request: { number: 5 } } };

  function step(
    inputs: { readonly [name: string]: string },
    event: { readonly name: string; readonly payload?: object } = pullRequest,
  ): Promise<StepResult> {
    return runStep({
      inputs: { "working-directory": "soc", "github-token": "ghs_0123456789abcdefghij", ...inputs },
      workspace: repository.path,
      event,
      environment: {
        ...api(),
        GITHUB_API_URL: github.url,
        GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
        GITHUB_REPOSITORY: "acme/soc",
        GITHUB_SHA: repository.git("rev-parse", "HEAD"),
      },
    });
  }

  const bodies = (): string[] => github.comments.map(({ body }) => body);

  it("each shard's step looks at its own organizations, and leaves a report", async () => {
    mkdirSync(join(folder.path, ".git/reports"));
    const planned: string[] = [];
    for (const part of [1, 2]) {
      const inputs = { command: "plan", shard: `${part}/2`, comment: "never", ...credentials() };
      const { code, outputs } = await step(inputs);
      expect([code, outputs["tasks-to-issue"]]).toEqual([0, "1"]);
      const plan = readFileSync(join(folder.path, ".git/plan.json"), "utf8");
      planned.push(...["acme", "globex"].filter((alias) => plan.includes(`"organization": "${alias}"`)));
      copyFileSync(join(folder.path, ".git/plan.json"), join(folder.path, `.git/reports/${part}.json`));
    }
    expect([planned.toSorted(), bodies()]).toEqual([["acme", "globex"], []]);
  });

  it("the last job makes one comment of them, without a key and without a request to LimaCharlie", async () => {
    const before = sandbox.requests().length;
    const { code, outputs, log, summary } = await step({
      command: "merge-reports",
      reports: "../.git/reports/1.json\n\n  ../.git/reports/2.json\n",
    });
    expect([code, outputs["failure-reason"], sandbox.requests().length]).toEqual([0, "", before]);
    expect(outputs).toMatchObject({ "has-changes": "true", "tasks-to-issue": "2", "rules-to-create": "2" });
    expect(outputs["plan-json-path"]).toMatch(/plan\.json$/);
    expect(bodies()).toEqual([expect.stringMatching(/^<!-- lctasks:soc:soc\/lctasks\.yaml -->\n/)]);
    for (const text of [log, summary, bodies().join("")]) {
      expect(text).toContain("Would issue 2 tasks");
      for (const alias of ["acme", "globex"]) expect(text).toContain(alias);
    }
  });

  it("a report that is missing is said in the same comment, and fails the step", async () => {
    const reports = join(folder.path, ".git/reports/2.json");
    const { code, outputs } = await step({ command: "merge-reports", reports });
    expect([code, outputs["failure-reason"], outputs["tasks-to-issue"]]).toEqual([1, "failed", "1"]);
    expect(bodies()).toEqual([expect.stringContaining("the report of shard 1/2 is missing")]);
  });

  it("the merged plan is a plan file: after the merge each shard's apply does its part of it", async () => {
    await step({ command: "merge-reports", reports: "../.git/reports/" });
    copyFileSync(join(folder.path, ".git/plan.json"), join(folder.path, ".git/reviewed.json"));
    for (const part of [1, 2]) {
      const inputs = { command: "apply", shard: `${part}/2`, fingerprint: ".git/reviewed.json" };
      const { code, outputs } = await step({ ...inputs, ...credentials() }, { name: "push" });
      expect([code, outputs["failure-reason"], outputs["tasks-to-issue"]]).toEqual([0, "", "1"]);
    }
    expect(sandbox.requests().filter(({ action }) => action === "task")).toHaveLength(2);
  });

  it("a plan of all organizations in one job has the same comment", async () => {
    await step({ command: "plan", ...credentials() });
    expect(bodies()).toEqual([expect.stringContaining("### No changes")]);
  });
});
